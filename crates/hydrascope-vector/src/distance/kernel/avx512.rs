//! AVX-512 with VNNI. Twin: [`super::portable`]. Speed: `cargo bench --bench distance`.
//!
//! Eight query rows by three panels keep 24 sums in registers; each step loads three lines, spreads eight words and
//! issues 24 `vpdpbusd`, so that the two multiplying ports stay busy and the load ports do not. A single query is bound by
//! memory instead: it takes panel after panel, so that lines are read in the order in which they lie.

use std::arch::x86_64::{
    __m512i, _CMP_GE_OQ, _MM_HINT_T0, _mm_prefetch, _mm512_add_epi32, _mm512_add_ps, _mm512_cmp_ps_mask,
    _mm512_cvtepi32_ps, _mm512_dpbusd_epi32, _mm512_loadu_ps, _mm512_loadu_si512, _mm512_mul_ps,
    _mm512_set1_epi32, _mm512_set1_ps, _mm512_storeu_si512,
};

use super::{Hit, Tile};
use crate::distance::line::Line;
use crate::distance::panels::{PANEL, PanelScales};
use crate::distance::queries::{QueryRow, STRIP};

/// Appends the pairs of a tile that pass.
#[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512vnni")]
pub(super) fn screen(tile: Tile<'_>, hits: &mut Vec<Hit>) {
    match (tile.rows.len(), tile.scales.len()) {
        (STRIP, 3) => strip::<STRIP, 3>(tile, hits),
        (STRIP, 2) => strip::<STRIP, 2>(tile, hits),
        (STRIP, 1) => strip::<STRIP, 1>(tile, hits),
        (1, _) => single(tile, hits),
        _ => super::portable::screen(tile, hits),
    }
}

/// `R` query rows by `P` panels.
#[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512vnni")]
fn strip<const R: usize, const P: usize>(tile: Tile<'_>, hits: &mut Vec<Hit>) {
    let Some(rows) = tile.rows.first_chunk::<R>() else { return };
    let sums = sums::<R, P>(tile.words, rows, tile.lines);
    for (p, scales) in tile.scales.iter().enumerate().take(P) {
        for (r, row) in rows.iter().enumerate() {
            let passing = passing(sums[r][p], row, scales);
            if passing != 0 {
                let first_row = tile.first_row + (p * PANEL) as u32;
                push(hits, sums[r][p], passing, tile.first_query + r as u32, first_row);
            }
        }
    }
}

/// Lines of a panel that are added up side by side, so that no product waits for the one before.
const CHAINS: usize = 4;

/// Lines between fetching one and multiplying it: what a core reads while memory answers, several times over.
const AHEAD: usize = 256;

/// One query row by any number of panels.
#[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512vnni")]
fn single(tile: Tile<'_>, hits: &mut Vec<Hit>) {
    let [row] = tile.rows else { return };
    for (p, (lines, scales)) in tile.lines.chunks_exact(tile.groups()).zip(tile.scales).enumerate() {
        let sums = sums_of_one(tile.words, row.offset, lines);
        let passing = passing(sums, row, scales);
        if passing != 0 {
            push(hits, sums, passing, tile.first_query, tile.first_row + (p * PANEL) as u32);
        }
    }
}

#[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512vnni")]
#[inline]
fn sums_of_one(words: &[i32], offset: i32, lines: &[Line]) -> __m512i {
    let mut sums = [_mm512_set1_epi32(0); CHAINS];
    sums[0] = _mm512_set1_epi32(offset);
    for (lines, words) in lines.chunks(CHAINS).zip(words.chunks(CHAINS)) {
        for ((sum, line), &word) in sums.iter_mut().zip(lines).zip(words) {
            _mm_prefetch::<_MM_HINT_T0>(std::ptr::from_ref(line).wrapping_add(AHEAD).cast());
            // SAFETY: a line holds the 64 bytes of one register.
            let line = unsafe { _mm512_loadu_si512(std::ptr::from_ref(line).cast()) };
            *sum = _mm512_dpbusd_epi32(*sum, line, _mm512_set1_epi32(word));
        }
    }
    let [a, b, c, d] = sums;
    _mm512_add_epi32(_mm512_add_epi32(a, b), _mm512_add_epi32(c, d))
}

#[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512vnni")]
#[inline]
fn sums<const R: usize, const P: usize>(
    words: &[i32],
    rows: &[QueryRow; R],
    lines: &[Line],
) -> [[__m512i; P]; R] {
    let mut sums = [[_mm512_set1_epi32(0); P]; R];
    for (sums, row) in sums.iter_mut().zip(rows) {
        *sums = [_mm512_set1_epi32(row.offset); P];
    }
    let groups = lines.len() / P;
    let (words, _) = words.as_chunks::<R>();
    for (g, words) in words.iter().enumerate().take(groups) {
        let mut panel = [_mm512_set1_epi32(0); P];
        for (p, panel) in panel.iter_mut().enumerate() {
            // SAFETY: g is below groups and p below P, and lines holds groups lines for each of P panels.
            *panel = unsafe { _mm512_loadu_si512(lines.as_ptr().add(p * groups + g).cast()) };
        }
        for (sums, &word) in sums.iter_mut().zip(words) {
            let word = _mm512_set1_epi32(word);
            for (sum, &panel) in sums.iter_mut().zip(&panel) {
                *sum = _mm512_dpbusd_epi32(*sum, panel, word);
            }
        }
    }
    sums
}

/// A bit for each row of the panel that reaches what the query row asks for.
#[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512vnni")]
#[inline]
fn passing(sums: __m512i, row: &QueryRow, scales: &PanelScales) -> u16 {
    // SAFETY: each array holds the 16 numbers of one register.
    let (scale, margin) =
        unsafe { (_mm512_loadu_ps(scales.scale.as_ptr()), _mm512_loadu_ps(scales.margin.as_ptr())) };
    // Multiplied and added in two steps, as the portable form does.
    let product = _mm512_mul_ps(_mm512_cvtepi32_ps(sums), scale);
    let reached = _mm512_add_ps(product, _mm512_mul_ps(margin, _mm512_set1_ps(row.inverse)));
    _mm512_cmp_ps_mask::<_CMP_GE_OQ>(reached, _mm512_set1_ps(row.cut))
}

#[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512vnni")]
#[inline(never)]
fn push(hits: &mut Vec<Hit>, sums: __m512i, mut passing: u16, query: u32, first_row: u32) {
    let mut products = [0i32; PANEL];
    // SAFETY: the array holds the 16 numbers of one register.
    unsafe { _mm512_storeu_si512(products.as_mut_ptr().cast(), sums) };
    while passing != 0 {
        let lane = passing.trailing_zeros();
        hits.push(Hit { query, row: first_row + lane, product: products[lane as usize] });
        passing &= passing - 1;
    }
}
