//! One pair at a time with the widest instructions that the processor has, chosen at run time: by the crate simsimd, or
//! without that feature in plain Rust ([`super::wide`]). Twin: [`super::scalar`].

#[cfg(feature = "simsimd")]
use simsimd::SpatialSimilarity;

#[cfg(not(feature = "simsimd"))]
use super::{Level, wide};

/// Dot product of two slices of one length; slices of different lengths fall back to [`super::scalar::dot`].
#[cfg(feature = "simsimd")]
#[inline]
pub fn dot(a: &[f32], b: &[f32]) -> f32 {
    match <f32 as SpatialSimilarity>::dot(a, b) {
        #[allow(
            clippy::cast_possible_truncation,
            reason = "the result is used as f32, like every other score"
        )]
        Some(value) => value as f32,
        None => super::dot::dot(a, b),
    }
}

/// Dot product of the first `min(a.len(), b.len())` numbers, by [`wide::dot`].
#[cfg(not(feature = "simsimd"))]
#[inline]
pub fn dot(a: &[f32], b: &[f32]) -> f32 {
    wide::dot(Level::best(), a, b)
}

/// The widest set of instructions that [`dot`] may use here, in words; for a report on the machine.
#[cfg(feature = "simsimd")]
pub fn level() -> &'static str {
    use simsimd::capabilities as cpu;
    if cpu::uses_skylake() {
        "AVX-512"
    } else if cpu::uses_haswell() {
        "AVX2"
    } else if cpu::uses_sve() {
        "SVE"
    } else if cpu::uses_neon() {
        "NEON"
    } else {
        "none"
    }
}

/// The widest set of instructions that [`dot`] may use here, in words; for a report on the machine.
#[cfg(not(feature = "simsimd"))]
pub fn level() -> &'static str {
    Level::best().kind().name()
}
