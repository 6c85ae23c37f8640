//! The rough dot product with AVX2: bytes widened to 16 bits, since the byte form of this instruction set saturates.
//! Twin: [`super::portable`].

use std::arch::x86_64::*;

use crate::distance::line::Line;

/// [`super::portable::dots`] with AVX2.
#[target_feature(enable = "avx2")]
pub(super) fn dots(high: &[Line], probe: &[Line], ids: &[u32], out: &mut [i32]) {
    let lines = probe.len();
    for (&id, out) in ids.iter().zip(out) {
        let row = &high[id as usize * lines..][..lines];
        let mut sums = [_mm256_setzero_si256(); 2];
        for (row, probe) in row.iter().zip(probe) {
            for quarter in 0..4 {
                let products = _mm256_madd_epi16(
                    _mm256_cvtepu8_epi16(load(row, quarter)),
                    _mm256_cvtepi8_epi16(load(probe, quarter)),
                );
                sums[quarter % 2] = _mm256_add_epi32(sums[quarter % 2], products);
            }
        }
        *out = total(_mm256_add_epi32(sums[0], sums[1]));
    }
}

/// A quarter of a line, 0 to 3.
#[target_feature(enable = "avx2")]
#[inline]
fn load(line: &Line, quarter: usize) -> __m128i {
    let bytes: &[u8] = &line.0[quarter * 16..][..16];
    // SAFETY: the slice holds 16 bytes, and the load needs no alignment. Speed: `cargo bench --bench hnsw`.
    unsafe { _mm_loadu_si128(bytes.as_ptr().cast()) }
}

#[target_feature(enable = "avx2")]
#[inline]
fn total(sums: __m256i) -> i32 {
    let four = _mm_add_epi32(_mm256_castsi256_si128(sums), _mm256_extracti128_si256::<1>(sums));
    let two = _mm_add_epi32(four, _mm_shuffle_epi32::<0b01_00_11_10>(four));
    let one = _mm_add_epi32(two, _mm_shuffle_epi32::<0b10_11_00_01>(two));
    _mm_cvtsi128_si32(one)
}
