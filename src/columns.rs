//! Columns: a run's requests as numbers, so that later stages touch no strings.

use std::collections::{BTreeSet, HashMap};

use crate::attribute::name;
use crate::evidence::{Attribute, Traffic};
use crate::phrase::Groups;
use crate::request::Request;

/// The requests of a run as numbers.
#[derive(Debug)]
pub struct Columns {
    /// Accounts by number, in the order of their first request.
    pub accounts: Vec<Box<str>>,
    /// The account of each request.
    pub account_of: Vec<u32>,
    /// Number of actors: each account is one. What organisations say of accounts is judged, not taken for granted.
    pub actors: usize,
    /// The attributes that may show a shared infrastructure.
    pub attributes: Vec<Attribute>,
}

#[derive(Default)]
struct Numbers<'a> {
    /// The standard library's map, whose hash is keyed anew each run: names are the sender's to choose.
    known: HashMap<&'a str, u32>,
}

impl<'a> Numbers<'a> {
    fn of(&mut self, name: &'a str) -> u32 {
        let next = self.known.len() as u32;
        *self.known.entry(name).or_insert(next)
    }
}

impl Columns {
    /// Numbers the requests of a run.
    pub fn new(requests: &[Request]) -> Self {
        let mut accounts = Numbers::default();
        let account_of: Vec<u32> = requests.iter().map(|r| accounts.of(&r.account)).collect();
        let mut names = vec![Box::<str>::default(); accounts.known.len()];
        for (request, &account) in requests.iter().zip(&account_of) {
            if names[account as usize].is_empty() {
                names[account as usize].clone_from(&request.account);
            }
        }
        let actors = names.len();
        let mut columns = Self { accounts: names, account_of, actors, attributes: Vec::new() };
        columns.attributes = columns.attributes_of(requests);
        columns
    }

    /// The actor of a request.
    pub fn actor_of(&self, request: usize) -> u32 {
        self.account_of[request]
    }

    /// The traffic that evidence is measured on; `text_of` is the text of each request, `conversation_of` its conversation.
    pub fn traffic(&self, requests: &[Request], text_of: &[u32], conversation_of: &[u32]) -> Traffic {
        let pairs = (0..requests.len()).map(|r| (self.actor_of(r), r as u32));
        let go_on = (0u32..).zip(conversation_of).any(|(request, &conversation)| request != conversation);
        Traffic {
            times: requests.iter().map(|r| r.time.as_millis()).collect(),
            text_of: text_of.to_vec(),
            length_of: requests
                .iter()
                .map(|r| r.prompt.as_str().len().min(u32::MAX as usize) as u32)
                .collect(),
            conversation_of: if go_on { conversation_of.to_vec() } else { Vec::new() },
            requests_of: Groups::new(self.actors, pairs),
        }
    }

    fn attributes_of(&self, requests: &[Request]) -> Vec<Attribute> {
        let mut names: BTreeSet<&str> = BTreeSet::new();
        names.extend(requests.iter().flat_map(|r| r.attributes.iter().map(|(n, _)| n)));
        names.remove(name::SESSION);
        names.into_iter().map(|name| self.attribute(requests, name)).collect()
    }

    fn attribute(&self, requests: &[Request], name: &str) -> Attribute {
        let mut numbers = Numbers::default();
        let values: Vec<u32> =
            requests.iter().map(|r| r.attributes.get(name).map_or(u32::MAX, |v| numbers.of(v))).collect();
        let mut holders: Vec<(u32, u32)> = values
            .iter()
            .enumerate()
            .filter(|(_, v)| **v != u32::MAX)
            .map(|(r, &v)| (v, self.actor_of(r)))
            .collect();
        holders.sort_unstable();
        holders.dedup();
        let mut holders_of = vec![0u32; numbers.known.len()];
        holders.iter().for_each(|&(value, _)| holders_of[value as usize] += 1);
        Attribute::new(name, values, &holders_of, self.actors)
    }
}
