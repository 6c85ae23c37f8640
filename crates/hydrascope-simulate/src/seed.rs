//! Random numbers: every part of the traffic draws from a generator named by the seed and a path of numbers.

use rand::SeedableRng;
use rand_pcg::Pcg64Mcg;

/// The generator of all parts: 16 bytes of state, the same on every platform.
pub(crate) type Random = Pcg64Mcg;

/// Mixes a path of numbers into 64 bits; a different path gives an unrelated value.
pub(crate) fn mix(path: &[u64]) -> u64 {
    path.iter().fold(0x243f_6a88_85a3_08d3, |state, &step| finalise(state ^ finalise(step)))
}

/// The generator of one part of the traffic.
pub(crate) fn random(path: &[u64]) -> Random {
    Pcg64Mcg::seed_from_u64(mix(path))
}

/// The finaliser of SplitMix64 (Steele, Lea and Flood 2014): a bijection of 64 bits that scatters its input.
fn finalise(value: u64) -> u64 {
    let value = value.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ (value >> 31)
}

/// A bijection of 48 bits: gives each number of the account at hand a name that tells nothing of its place.
pub(crate) fn scatter48(value: u64, key: u64) -> u64 {
    const MASK: u64 = (1 << 48) - 1;
    let mut value = (value ^ key) & MASK;
    for odd in [0x9e37_79b9_7f4b, 0x94d0_49bb_1331] {
        value = value.wrapping_mul(odd) & MASK;
        value ^= value >> 23;
    }
    value
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::{mix, scatter48};

    #[test]
    fn scattered_numbers_stay_distinct() {
        let names: HashSet<u64> = (0..100_000).map(|n| scatter48(n, 0xabcd_ef01_2345)).collect();
        assert_eq!(names.len(), 100_000);
    }

    #[test]
    fn paths_matter() {
        assert_ne!(mix(&[1, 2]), mix(&[2, 1]));
        assert_ne!(mix(&[1]), mix(&[1, 0]));
    }
}
