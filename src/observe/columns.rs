//! Columns: a run's requests as numbers, so that later stages touch no strings.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::groups::Groups;
use crate::observe::{Attribute, Traffic};
use crate::request::Attributes;
use crate::summary::Log;

/// The attributes of a run's requests as numbers.
#[derive(Debug)]
pub struct Columns {
    /// The attributes that may show a shared infrastructure, in the order of their names.
    pub attributes: Vec<Attribute>,
}

impl Columns {
    /// Numbers the requests of a log.
    pub fn new(log: &Log) -> Self {
        let mut names: BTreeMap<&str, u32> = BTreeMap::new();
        for request in 0..log.len() as u32 {
            let numbers = log.attribute_numbers(request).iter();
            numbers.for_each(|&(number, _)| _ = names.entry(log.name(number)).or_insert(number));
        }
        names.remove(Attributes::SESSION);
        let attributes = names.into_iter().map(|(name, number)| attribute(log, name, number)).collect();
        Self { attributes }
    }

    /// The traffic that evidence is measured on; each account is an actor: what organisations say of accounts is judged, not taken for
    /// granted. `text_of` is the text of each request, `conversation_of` its conversation.
    pub fn traffic(log: &Log, text_of: &[u32], conversation_of: &[u32]) -> Traffic {
        let requests = 0..log.len() as u32;
        let go_on = (0u32..).zip(conversation_of).any(|(request, &conversation)| request != conversation);
        Traffic {
            times: requests.clone().map(|request| log.time(request).as_millis()).collect(),
            text_of: text_of.to_vec(),
            lots: requests.clone().map(|request| log.lot(request)).collect(),
            length_of: requests.clone().map(|request| log.bytes(request)).collect(),
            conversation_of: if go_on { conversation_of.to_vec() } else { Vec::new() },
            requests_of: Groups::new(log.accounts(), log.account_of().iter().copied().zip(requests)),
        }
    }
}

/// The values of the attribute whose name has a number, numbered in the order of their first requests.
fn attribute(log: &Log, name: &str, number: u32) -> Attribute {
    let mut numbers: FxHashMap<u32, u32> = FxHashMap::default();
    let mut value = |request: u32| {
        let pairs = log.attribute_numbers(request);
        let (_, value) = pairs.iter().find(|(name, _)| *name == number)?;
        let next = numbers.len() as u32;
        Some(*numbers.entry(*value).or_insert(next))
    };
    let values: Vec<u32> = (0..log.len() as u32).map(|r| value(r).unwrap_or(u32::MAX)).collect();
    let known = values.iter().zip(log.account_of()).filter(|(value, _)| **value != u32::MAX);
    let mut holders: Vec<(u32, u32)> = known.map(|(&value, &account)| (value, account)).collect();
    holders.sort_unstable();
    holders.dedup();
    let mut holders_of = vec![0u32; numbers.len()];
    holders.iter().for_each(|&(value, _)| holders_of[value as usize] += 1);
    Attribute::new(name, values, &holders_of, log.accounts())
}
