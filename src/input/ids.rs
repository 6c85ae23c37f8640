//! Which ids were met.

use std::hash::{BuildHasher, Hash, RandomState};

use rustc_hash::FxHashSet;
use siphasher::sip128::{Hasher128, SipHasher13};

/// Ids that were met, each by 128 bits of a hash whose key nobody knows: two ids of a log share one with a chance of one in 10^20
/// even for a thousand million of them, and whoever chooses ids cannot make them collide.
pub(super) struct Ids {
    hasher: SipHasher13,
    met: FxHashSet<u128>,
}

impl Ids {
    pub(super) fn new() -> Self {
        let random = RandomState::new();
        let hasher = SipHasher13::new_with_keys(random.hash_one(0), random.hash_one(1));
        Self { hasher, met: FxHashSet::default() }
    }

    /// Whether the id is met for the first time.
    pub(super) fn insert(&mut self, id: &str) -> bool {
        let mut hasher = self.hasher;
        id.hash(&mut hasher);
        self.met.insert(hasher.finish128().as_u128())
    }
}
