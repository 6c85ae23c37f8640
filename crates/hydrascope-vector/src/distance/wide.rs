//! The plain form's sum in wide registers, in the same order and so with the same bits. Twin: [`super::scalar`].
//!
//! The plain code is compiled once more for each level. Rust neither reorders nor fuses floating-point operations, hence
//! equal results; `tests/distance.rs` compares bits. Speed: `cargo bench --bench distance`.

use super::UnitVector;
use super::dot;
use super::level::{Kind, Level};

/// [`super::scalar::cosine`] with the instructions of a level.
#[inline]
pub fn cosine(level: Level, a: UnitVector<'_>, b: UnitVector<'_>) -> f32 {
    dot(level, a.as_slice(), b.as_slice()).clamp(-1.0, 1.0)
}

/// [`super::scalar::dot`] with the instructions of a level.
#[inline]
pub fn dot(level: Level, a: &[f32], b: &[f32]) -> f32 {
    match level.kind() {
        // On 64-bit ARM all code may use NEON.
        Kind::Portable | Kind::Neon => dot::dot(a, b),
        #[cfg(target_arch = "x86_64")]
        // SAFETY: a `Level` of this kind exists only where the processor has AVX2 and FMA.
        Kind::Avx2 => unsafe { dot_avx2(a, b) },
        #[cfg(target_arch = "x86_64")]
        // SAFETY: a `Level` of this kind exists only where the processor has AVX-512 F, BW, VL and VNNI.
        Kind::Avx512Vnni => unsafe { dot_avx512(a, b) },
        #[cfg(not(target_arch = "x86_64"))]
        Kind::Avx2 | Kind::Avx512Vnni => dot::dot(a, b),
    }
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
fn dot_avx2(a: &[f32], b: &[f32]) -> f32 {
    dot::dot_inline(a, b)
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f,avx512bw,avx512vl")]
fn dot_avx512(a: &[f32], b: &[f32]) -> f32 {
    dot::dot_inline(a, b)
}
