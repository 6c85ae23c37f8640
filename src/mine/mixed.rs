//! Mixed: a hash of words that are known by hashes already.

/// A mixture of word hashes; these are keyed, so that it cannot be aimed at either.
pub(super) fn mixed(words: &[u32]) -> u64 {
    words.iter().fold(0x9e37_79b9_7f4a_7c15u64, |hash, word| {
        let mixed = (hash ^ u64::from(*word)).wrapping_mul(0xff51_afd7_ed55_8ccd);
        mixed ^ (mixed >> 32)
    })
}
