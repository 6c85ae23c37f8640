//! Pairs of words as one hash.

use crate::observe::{GOLDEN, mixed};

/// One hash of two neighbouring words, given by their keyed hashes.
pub fn pair_hash((a, b): (u64, u64)) -> u64 {
    mixed(a ^ mixed(b.wrapping_add(GOLDEN)))
}
