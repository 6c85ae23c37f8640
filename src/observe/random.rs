//! Numbers that look drawn by lot and are the same in every run.

/// The mixing steps of SplitMix64 (G. L. Steele and others, "Fast splittable pseudorandom number generators", 2014).
pub(crate) fn mixed(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// What numbers in a row are multiplied by before they are mixed.
pub(crate) const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;
