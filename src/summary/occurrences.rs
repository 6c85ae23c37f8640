//! Occurrences: who sent what when.

use std::borrow::Cow;
use std::hash::Hasher;

use serde::{Deserialize, Serialize};
use siphasher::sip128::Hasher128;

use super::names::{self, Names};
use super::wordings::Wordings;
use crate::groups::Groups;
use crate::request::{HashKey, Request, Timestamp};

/// Requests by number, column by column.
#[derive(Clone, Default)]
pub(super) struct Occurrences {
    pub(super) ids: Groups<u8>,
    pub(super) times: Vec<Timestamp>,
    /// By the number of its name.
    pub(super) accounts: Vec<u32>,
    pub(super) wordings: Vec<u32>,
    /// Name and value of each attribute, by number, in the order of their names.
    pub(super) attributes: Groups<(u32, u32)>,
}

/// A request as it is written.
#[derive(Serialize, Deserialize)]
pub(super) struct Written<'a> {
    #[serde(borrow)]
    id: Cow<'a, str>,
    /// Milliseconds since 1970.
    time: i64,
    account: u32,
    wording: u32,
    attributes: Vec<(u32, u32)>,
}

impl Occurrences {
    /// Adds a request.
    pub(super) fn push(&mut self, request: &Request, wording: u32, names: &mut Names, key: HashKey) {
        self.ids.push_text(&request.id);
        self.times.push(request.time);
        self.accounts.push(names.number(&request.account, key));
        self.wordings.push(wording);
        let pairs = request.attributes.iter();
        self.attributes.push(pairs.map(|(name, value)| (names.number(name, key), names.number(value, key))));
    }

    /// Takes in some requests of others, of whose wordings and names the numbers here are given.
    pub(super) fn merge(&mut self, (others, some): (&Self, &[u32]), wordings: &[u32], names: &[u32]) {
        for &request in some {
            let at = request as usize;
            self.ids.push_text(others.ids.text(request));
            self.times.push(others.times[at]);
            self.accounts.push(names[others.accounts[at] as usize]);
            self.wordings.push(wordings[others.wordings[at] as usize]);
            let pairs = others.attributes.of(request).iter();
            let here = |&(name, value): &(u32, u32)| (names[name as usize], names[value as usize]);
            self.attributes.push(pairs.map(here));
        }
    }

    /// A request as it is written; `names` and `wordings` are the numbers that these have there.
    pub(super) fn written(&self, request: u32, names: &[u32], wordings: &[u32]) -> Written<'_> {
        let pairs = self.attributes.of(request).iter();
        Written {
            id: self.ids.text(request).into(),
            time: self.times[request as usize].as_millis(),
            account: names[self.accounts[request as usize] as usize],
            wording: wordings[self.wordings[request as usize] as usize],
            attributes: pairs.map(|&(name, value)| (names[name as usize], names[value as usize])).collect(),
        }
    }

    /// Takes in a request that was written; `None` where it cannot be one.
    pub(super) fn put(&mut self, written: Written<'_>, names: usize, wordings: usize) -> Option<()> {
        let is_name = |name: u32| (name as usize) < names;
        let is_pair = |&(name, value): &(u32, u32)| is_name(name) && is_name(value);
        if !is_name(written.account)
            || !written.attributes.iter().all(is_pair)
            || written.wording as usize >= wordings
        {
            return None;
        }
        self.times.push(Timestamp::from_millis(written.time).ok()?);
        self.ids.push_text(&written.id);
        self.accounts.push(written.account);
        self.wordings.push(written.wording);
        self.attributes.push(written.attributes);
        Some(())
    }

    /// Number of requests.
    pub(super) fn len(&self) -> usize {
        self.times.len()
    }

    /// The requests in order of time, then id, each with a keyed hash of its id: an order that all parts of a log agree on. Of those of
    /// one id the earliest counts, of equally early ones that with the smallest keyed hash.
    pub(super) fn in_order(&self, names: &Names, wordings: &Wordings, key: HashKey) -> Vec<(u32, u64)> {
        let all = 0..self.len() as u32;
        let mut order: Vec<(u128, u32)> = all.map(|r| (names::hash(self.ids.text(r), key), r)).collect();
        order.sort_unstable();
        let first = |same: &[(u128, u32)]| {
            let rank = |r: u32| (self.times[r as usize], self.hash(r, names, wordings, key));
            let first = match same {
                [(_, only)] => Some(*only),
                _ => same.iter().map(|&(_, r)| r).min_by_key(|&r| rank(r)),
            };
            Some((first?, same[0].0 as u64))
        };
        let mut kept: Vec<(u32, u64)> = order.chunk_by(|a, b| a.0 == b.0).filter_map(first).collect();
        drop(order);
        let by_time = |&(r, _): &(u32, u64)| (self.times[r as usize], self.ids.of(r));
        kept.sort_unstable_by(|a, b| by_time(a).cmp(&by_time(b)));
        kept
    }

    /// A keyed hash of all that a request says beside its id and time.
    pub(super) fn hash(&self, request: u32, names: &Names, wordings: &Wordings, key: HashKey) -> u128 {
        let at = request as usize;
        let mut hasher = key.wide_hasher();
        hasher.write_u128(names.key(self.accounts[at]));
        hasher.write_u128(wordings.key(self.wordings[at]));
        for &(name, value) in self.attributes.of(request) {
            hasher.write_u128(names.key(name));
            hasher.write_u128(names.key(value));
        }
        hasher.finish128().as_u128()
    }
}
