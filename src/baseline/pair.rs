//! Pairs of words as one hash.

use crate::observe::{GOLDEN, mixed};

/// One hash, another for each pair, of two neighbouring words, given by their keyed hashes.
pub fn pair_hash((a, b): (u32, u32)) -> u64 {
    mixed((u64::from(a) << 32 | u64::from(b)).wrapping_add(GOLDEN))
}
