//! Picks the form of the rough dot product, and asks for rows ahead of their use.

use super::{Level, portable};
use crate::distance::Kind;
use crate::distance::line::Line;

/// Dot products of the probe's signed bytes with the unsigned bytes of the rows named in `ids`, the same at every level.
/// `out` is as long as `ids`.
pub(super) fn dots(level: Level, high: &[Line], probe: &[Line], ids: &[u32], out: &mut [i32]) {
    match level.kind() {
        #[cfg(target_arch = "x86_64")]
        // SAFETY: the level proves that the processor has these instructions.
        Kind::Avx2 => unsafe { super::avx2::dots(high, probe, ids, out) },
        #[cfg(target_arch = "x86_64")]
        // SAFETY: the level proves that the processor has these instructions.
        Kind::Avx512Vnni => unsafe { super::avx512::dots(high, probe, ids, out) },
        #[cfg(target_arch = "aarch64")]
        // SAFETY: the level proves that the processor has these instructions.
        Kind::Neon => unsafe { super::neon::dots(high, probe, ids, out) },
        _ => portable::dots(high, probe, ids, out),
    }
}

/// Asks the processor to fetch these bytes; it may not. Changes nothing else.
#[inline]
pub(crate) fn prefetch<T>(values: &[T]) {
    #[cfg(target_arch = "x86_64")]
    {
        use std::arch::x86_64::{_MM_HINT_T0, _mm_prefetch};

        use crate::distance::line::BYTES;
        let range = values.as_ptr_range();
        let (start, end) = (range.start.cast::<i8>(), range.end.cast::<i8>());
        for offset in (0..end as usize - start as usize).step_by(BYTES) {
            // SAFETY: prefetching reads nothing that the program can see and never faults. Speed: `cargo bench --bench
            // hnsw`.
            unsafe { _mm_prefetch::<_MM_HINT_T0>(start.wrapping_add(offset)) };
        }
    }
    #[cfg(not(target_arch = "x86_64"))]
    let _ = values;
}
