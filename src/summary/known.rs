//! Known: which things were met, by keyed hashes of what they are.

use hashbrown::HashTable;
use hashbrown::hash_table::Entry;

/// Numbers of things in the order in which they were met, each known by 128 bits of a keyed hash: two things share one with a chance of
/// one in 10^20 even among a thousand million, and whoever chooses them cannot make them collide.
#[derive(Clone, Debug, Default)]
pub(super) struct Known {
    numbers: HashTable<u32>,
    keys: Vec<u128>,
}

impl Known {
    /// The number of a thing, and whether it is met for the first time.
    pub(super) fn number(&mut self, key: u128) -> (u32, bool) {
        let keys = &self.keys;
        let entry =
            self.numbers.entry(key as u64, |&n| keys[n as usize] == key, |&n| keys[n as usize] as u64);
        match entry {
            Entry::Occupied(entry) => (*entry.get(), false),
            Entry::Vacant(entry) => {
                let next = self.keys.len() as u32;
                entry.insert(next);
                self.keys.push(key);
                (next, true)
            }
        }
    }

    /// What a thing is known by.
    pub(super) fn key(&self, number: u32) -> u128 {
        self.keys[number as usize]
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.keys.len()
    }
}
