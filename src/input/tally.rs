//! Tally: what requests have in common, counted as they come and in little memory, however many there are.

use std::hash::Hasher;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::request::{HashKey, Request, Timestamp};

/// Values that are counted at a time: what more than one request in so many has is among them.
const COUNTED: usize = 1024;
/// Accounts that are held to estimate how many there are; up to so many are counted.
const HELD: usize = 1 << 16;
/// What these hashes are for.
const PURPOSE: u64 = 0x7461_6c6c_7900_0000;
/// Bytes at each end of a prompt that tell it from others here.
const ENDS: usize = 256;

/// What requests have in common. No `Debug`: it holds a key.
#[derive(Clone, Default)]
pub struct Tally {
    requests: usize,
    span: Option<(Timestamp, Timestamp)>,
    accounts: Commonest,
    prompts: Commonest,
    distinct: Distinct,
    /// What hashes depend on: names and prompts are the sender's to choose.
    key: HashKey,
}

impl Tally {
    /// Nothing counted yet; hashes depend on `hash_key`.
    pub fn new(hash_key: HashKey) -> Self {
        Self { key: hash_key, ..Self::default() }
    }

    /// Counts a request.
    pub fn take(&mut self, request: &Request) {
        self.requests += 1;
        let (first, last) = self.span.unwrap_or((request.time, request.time));
        self.span = Some((first.min(request.time), last.max(request.time)));
        let account = self.hash(&[request.account.as_bytes()]);
        self.accounts.take(account);
        self.distinct.take(account);
        let prompt = request.prompt.as_str().as_bytes();
        let (head, tail) = (&prompt[..prompt.len().min(ENDS)], &prompt[prompt.len().saturating_sub(ENDS)..]);
        self.prompts.take(self.hash(&[&prompt.len().to_le_bytes(), head, tail]));
    }

    fn hash(&self, pieces: &[&[u8]]) -> u64 {
        let mut hasher = self.key.hasher(PURPOSE);
        pieces.iter().for_each(|piece| hasher.write(piece));
        hasher.finish()
    }

    /// Requests that were counted.
    pub fn requests(&self) -> usize {
        self.requests
    }

    /// The times of the first and the last.
    pub fn span(&self) -> Option<(Timestamp, Timestamp)> {
        self.span
    }

    /// The share (0 to 1) of the requests of the account that has most, at most a thousandth too low.
    pub fn largest_account(&self) -> f64 {
        self.share(&self.accounts)
    }

    /// The share (0 to 1) of the requests of one prompt, the commonest, at most a thousandth too low.
    pub fn commonest_prompt(&self) -> f64 {
        self.share(&self.prompts)
    }

    /// Accounts for each request, 0 to 1: counted, of many an estimate within a hundredth.
    pub fn accounts_a_request(&self) -> f64 {
        (self.distinct.count() as f64 / self.requests.max(1) as f64).min(1.0)
    }

    fn share(&self, values: &Commonest) -> f64 {
        values.most() as f64 / self.requests.max(1) as f64
    }
}

/// How often the commonest values come (J. Misra and D. Gries, "Finding repeated elements", 1982).
#[derive(Clone, Debug, Default)]
struct Commonest(FxHashMap<u64, usize>);

impl Commonest {
    fn take(&mut self, value: u64) {
        if self.0.len() < COUNTED || self.0.contains_key(&value) {
            *self.0.entry(value).or_default() += 1;
            return;
        }
        self.0.retain(|_, count| {
            *count -= 1;
            *count > 0
        });
    }

    fn most(&self) -> usize {
        self.0.values().copied().max().unwrap_or(0)
    }
}

/// How many distinct values come: those are held whose hashes end with enough zeros (P. Flajolet, "On adaptive sampling", 1990).
#[derive(Clone, Debug, Default)]
struct Distinct {
    held: FxHashSet<u64>,
    zeros: u32,
}

impl Distinct {
    fn take(&mut self, hash: u64) {
        if hash.trailing_zeros() < self.zeros {
            return;
        }
        self.held.insert(hash);
        if self.held.len() > HELD {
            self.zeros += 1;
            let zeros = self.zeros;
            self.held.retain(|hash| hash.trailing_zeros() >= zeros);
        }
    }

    fn count(&self) -> usize {
        self.held.len() << self.zeros
    }
}

#[cfg(test)]
mod tests {
    use super::{COUNTED, Commonest, Distinct, HELD};

    #[test]
    fn the_commonest_value_is_found_among_many() {
        let mut values = Commonest::default();
        let all = 100_000;
        (0..all).for_each(|n: u64| values.take(if n % 20 == 7 { 7 } else { n + 100 }));
        let exact = all as usize / 20;
        assert!(values.most() <= exact && values.most() + all as usize / COUNTED >= exact);
    }

    #[test]
    fn distinct_values_are_counted_then_estimated() {
        let mut values = Distinct::default();
        let hash = |n: usize| (n as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        (0..HELD).chain(0..HELD).for_each(|n| values.take(hash(n)));
        assert_eq!(values.count(), HELD);
        (HELD..10 * HELD).for_each(|n| values.take(hash(n)));
        let share = values.count() as f64 / (10 * HELD) as f64;
        assert!((0.98..1.02).contains(&share), "{share}");
    }
}
