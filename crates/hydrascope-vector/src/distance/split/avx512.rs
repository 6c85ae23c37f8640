//! The rough dot product with AVX-512 VNNI: 64 products an instruction, four rows at a time so that their sums do not wait
//! for one another. Twin: [`super::portable`].

use std::arch::x86_64::*;

use crate::distance::line::Line;

/// [`super::portable::dots`] with AVX-512 VNNI.
#[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512vnni")]
pub(super) fn dots(high: &[Line], probe: &[Line], ids: &[u32], out: &mut [i32]) {
    for (ids, out) in ids.chunks(4).zip(out.chunks_mut(4)) {
        // Fewer than four are filled up with the last of them.
        let last = ids.len() - 1;
        let sums = four(high, [ids[0], ids[1.min(last)], ids[2.min(last)], ids[3.min(last)]], probe);
        out.copy_from_slice(&sums[..out.len()]);
    }
}

#[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512vnni")]
#[inline]
fn four(high: &[Line], ids: [u32; 4], probe: &[Line]) -> [i32; 4] {
    let lines = probe.len();
    // No closures: code passed into other functions is compiled without these instructions and not inlined.
    let a = &high[ids[0] as usize * lines..][..lines];
    let b = &high[ids[1] as usize * lines..][..lines];
    let c = &high[ids[2] as usize * lines..][..lines];
    let d = &high[ids[3] as usize * lines..][..lines];
    let mut sums = [_mm512_setzero_si512(); 4];
    for i in 0..lines {
        let probe = load(&probe[i]);
        sums[0] = _mm512_dpbusd_epi32(sums[0], load(&a[i]), probe);
        sums[1] = _mm512_dpbusd_epi32(sums[1], load(&b[i]), probe);
        sums[2] = _mm512_dpbusd_epi32(sums[2], load(&c[i]), probe);
        sums[3] = _mm512_dpbusd_epi32(sums[3], load(&d[i]), probe);
    }
    let left = _mm256_hadd_epi32(halve(sums[0]), halve(sums[1]));
    let four = _mm256_hadd_epi32(left, _mm256_hadd_epi32(halve(sums[2]), halve(sums[3])));
    let four = _mm_add_epi32(_mm256_castsi256_si128(four), _mm256_extracti128_si256::<1>(four));
    [
        _mm_extract_epi32::<0>(four),
        _mm_extract_epi32::<1>(four),
        _mm_extract_epi32::<2>(four),
        _mm_extract_epi32::<3>(four),
    ]
}

#[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512vnni")]
#[inline]
fn halve(sums: __m512i) -> __m256i {
    _mm256_add_epi32(_mm512_castsi512_si256(sums), _mm512_extracti64x4_epi64::<1>(sums))
}

#[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512vnni")]
#[inline]
fn load(line: &Line) -> __m512i {
    // SAFETY: a line holds 64 bytes and is aligned to 64. Speed: `cargo bench --bench hnsw`.
    unsafe { _mm512_load_si512(line.0.as_ptr().cast()) }
}
