//! Names: of accounts and of attributes and their values, each held once.

use std::hash::Hasher;

use siphasher::sip128::Hasher128;

use super::known::Known;
use crate::groups::Groups;
use crate::request::HashKey;

/// Distinct names by number.
#[derive(Clone, Default)]
pub(super) struct Names {
    known: Known,
    texts: Groups<u8>,
}

impl Names {
    /// The number of a name; it is known by a hash that depends on `key`.
    pub(super) fn number(&mut self, name: &str, key: HashKey) -> u32 {
        self.take(hash(name, key), name)
    }

    /// Takes in the names of others that are `wanted`; gives the number here of each name there.
    pub(super) fn merge(&mut self, others: &Self, wanted: impl Fn(u32) -> bool) -> Vec<u32> {
        let number = |name: u32| {
            if wanted(name) { self.take(others.known.key(name), others.name(name)) } else { u32::MAX }
        };
        (0..others.len() as u32).map(number).collect()
    }

    /// A name.
    pub(super) fn name(&self, number: u32) -> &str {
        self.texts.text(number)
    }

    /// What it is known by.
    pub(super) fn key(&self, number: u32) -> u128 {
        self.known.key(number)
    }

    /// Number of names.
    pub(super) fn len(&self) -> usize {
        self.known.len()
    }

    fn take(&mut self, key: u128, name: &str) -> u32 {
        let (number, is_new) = self.known.number(key);
        if is_new {
            self.texts.push_text(name);
        }
        number
    }
}

/// A keyed hash of a name.
pub(super) fn hash(name: &str, key: HashKey) -> u128 {
    let mut hasher = key.wide_hasher();
    hasher.write(name.as_bytes());
    hasher.finish128().as_u128()
}
