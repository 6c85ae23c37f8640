//! The rough dot product with AVX-512 VNNI: 64 products an instruction, four rows at a time so that their sums do not wait
//! for one another. Twin: [`super::portable`].

use std::arch::x86_64::*;

use super::line::Line;

/// [`super::portable::dots`] with AVX-512 VNNI.
#[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512vnni")]
pub(super) fn dots(high: &[Line], probe: &[Line], ids: &[u32], out: &mut [i32]) {
    let lines = probe.len();
    let row = |id: u32| &high[id as usize * lines..][..lines];
    let (fours, rest) = ids.as_chunks::<4>();
    let (fours_out, rest_out) = out[..ids.len()].as_chunks_mut::<4>();
    for (ids, out) in fours.iter().zip(fours_out) {
        *out = four(ids.map(row), probe);
    }
    for (&id, out) in rest.iter().zip(rest_out) {
        let mut sum = _mm512_setzero_si512();
        for (row, probe) in row(id).iter().zip(probe) {
            sum = _mm512_dpbusd_epi32(sum, load(row), load(probe));
        }
        *out = _mm512_reduce_add_epi32(sum);
    }
}

#[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512vnni")]
fn four(rows: [&[Line]; 4], probe: &[Line]) -> [i32; 4] {
    let mut sums = [_mm512_setzero_si512(); 4];
    let [a, b, c, d] = rows;
    for ((((probe, a), b), c), d) in probe.iter().zip(a).zip(b).zip(c).zip(d) {
        let probe = load(probe);
        sums[0] = _mm512_dpbusd_epi32(sums[0], load(a), probe);
        sums[1] = _mm512_dpbusd_epi32(sums[1], load(b), probe);
        sums[2] = _mm512_dpbusd_epi32(sums[2], load(c), probe);
        sums[3] = _mm512_dpbusd_epi32(sums[3], load(d), probe);
    }
    let [a, b, c, d] = sums.map(|sums| halve(sums));
    let four = _mm256_hadd_epi32(_mm256_hadd_epi32(a, b), _mm256_hadd_epi32(c, d));
    let four = _mm_add_epi32(_mm256_castsi256_si128(four), _mm256_extracti128_si256::<1>(four));
    [
        _mm_extract_epi32::<0>(four),
        _mm_extract_epi32::<1>(four),
        _mm_extract_epi32::<2>(four),
        _mm_extract_epi32::<3>(four),
    ]
}

#[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512vnni")]
fn halve(sums: __m512i) -> __m256i {
    _mm256_add_epi32(_mm512_castsi512_si256(sums), _mm512_extracti64x4_epi64::<1>(sums))
}

#[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512vnni")]
fn load(line: &Line) -> __m512i {
    // SAFETY: a line holds 64 bytes and is aligned to 64. Speed: `cargo bench --bench hnsw`.
    unsafe { _mm512_load_si512(line.0.as_ptr().cast()) }
}
