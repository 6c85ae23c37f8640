//! The fine dot product: an f32 query with both bytes of a row. One piece of plain code, compiled for each set of
//! instructions; the order of addition is fixed and nothing is fused, so the bits are the same for all.

use super::Level;
use crate::distance::Kind;
use crate::distance::line::{BYTES, Line};

/// Independent sums: as many as the widest registers hold.
const LANES: usize = 16;

/// Dot product of a query with a row, in units of the row's 16-bit scale. `low` and `query` are of one length, which `high`
/// covers.
pub(super) fn dot(level: Level, high: &[Line], low: &[i8], query: &[f32]) -> f32 {
    match level.kind() {
        // On 64-bit ARM all code may use NEON.
        Kind::Portable | Kind::Neon => plain(high, low, query),
        #[cfg(target_arch = "x86_64")]
        // SAFETY: the level proves that the processor has these instructions.
        Kind::Avx2 => unsafe { avx2(high, low, query) },
        #[cfg(target_arch = "x86_64")]
        // SAFETY: the level proves that the processor has these instructions.
        Kind::Avx512Vnni => unsafe { avx512(high, low, query) },
        #[cfg(not(target_arch = "x86_64"))]
        Kind::Avx2 | Kind::Avx512Vnni => plain(high, low, query),
    }
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
fn avx2(high: &[Line], low: &[i8], query: &[f32]) -> f32 {
    plain(high, low, query)
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f,avx512bw,avx512vl")]
fn avx512(high: &[Line], low: &[i8], query: &[f32]) -> f32 {
    plain(high, low, query)
}

#[inline(always)]
fn plain(high: &[Line], low: &[i8], query: &[f32]) -> f32 {
    let mut sums = [0.0f32; LANES];
    for ((high, low), query) in high.iter().zip(low.chunks(BYTES)).zip(query.chunks(BYTES)) {
        let (high, _) = high.0.as_chunks::<LANES>();
        let (low, low_rest) = low.as_chunks::<LANES>();
        let (query, query_rest) = query.as_chunks::<LANES>();
        for ((high, low), query) in high.iter().zip(low).zip(query) {
            for (lane, sum) in sums.iter_mut().enumerate() {
                *sum += value(high[lane], low[lane]) * query[lane];
            }
        }
        if let Some(high) = high.get(low.len()) {
            for (((sum, &high), &low), query) in sums.iter_mut().zip(high).zip(low_rest).zip(query_rest) {
                *sum += value(high, low) * query;
            }
        }
    }
    sums.iter().sum()
}

/// The 16-bit value of two stored bytes; exact in f32.
#[inline(always)]
pub(super) fn value(high: u8, low: i8) -> f32 {
    ((i32::from(high) - 128) * 256 + i32::from(low)) as f32
}
