//! AVX2. Twin: [`super::portable`]. Speed: `cargo bench --bench distance`.
//!
//! `vpmaddubsw` adds two products in 16 bits and saturates, so one factor must stay below 128: the query's code loses its
//! sign to the panel's. 2 × 127 × 127 fits.

use std::arch::x86_64::{
    __m256i, _mm256_abs_epi8, _mm256_add_epi32, _mm256_loadu_si256, _mm256_madd_epi16, _mm256_maddubs_epi16,
    _mm256_set1_epi8, _mm256_set1_epi16, _mm256_set1_epi32, _mm256_setzero_si256, _mm256_sign_epi8,
    _mm256_storeu_si256, _mm256_xor_si256,
};

use super::{Hit, Tile};
use crate::distance::line::Line;
use crate::distance::panels::{PANEL, PanelScales, ZERO};
use crate::distance::queries::QueryRow;

/// Query rows a step: four by two half panels keep eight sums in registers.
const ROWS: usize = 4;

/// Appends the pairs of a tile that pass.
#[target_feature(enable = "avx2,fma")]
pub(super) fn screen(tile: Tile<'_>, hits: &mut Vec<Hit>) {
    let groups = tile.groups();
    for (p, (lines, scales)) in tile.lines.chunks_exact(groups).zip(tile.scales).enumerate() {
        let first_row = tile.first_row + (p * PANEL) as u32;
        for start in (0..tile.rows.len()).step_by(ROWS) {
            match tile.rows.len() - start {
                ..ROWS => {
                    (start..tile.rows.len()).for_each(|r| panel::<1>(tile, r, lines, scales, first_row, hits))
                }
                _ => panel::<ROWS>(tile, start, lines, scales, first_row, hits),
            }
        }
    }
}

/// The rows from `start` on by one panel.
#[target_feature(enable = "avx2,fma")]
#[inline]
fn panel<const R: usize>(
    tile: Tile<'_>,
    start: usize,
    lines: &[Line],
    scales: &PanelScales,
    first_row: u32,
    hits: &mut Vec<Hit>,
) {
    let sums = sums::<R>(tile.words, tile.rows.len(), start, lines);
    for (r, (sums, row)) in sums.iter().zip(&tile.rows[start..]).enumerate() {
        let mut products = [0i32; PANEL];
        for (half, &sum) in sums.iter().enumerate() {
            // SAFETY: each half of the array holds the 8 numbers of one register.
            unsafe { _mm256_storeu_si256(products.as_mut_ptr().add(half * PANEL / 2).cast(), sum) };
        }
        push_passing(hits, &products, row, scales, tile.first_query + (start + r) as u32, first_row);
    }
}

#[target_feature(enable = "avx2,fma")]
#[inline]
fn sums<const R: usize>(words: &[i32], strip: usize, start: usize, lines: &[Line]) -> [[__m256i; 2]; R] {
    let mut sums = [[_mm256_setzero_si256(); 2]; R];
    let ones = _mm256_set1_epi16(1);
    let flip = _mm256_set1_epi8(ZERO as i8);
    for (line, words) in lines.iter().zip(words.chunks_exact(strip)) {
        // SAFETY: a line holds 64 bytes, two registers of 32.
        let codes = [0, 32].map(|at| unsafe { _mm256_loadu_si256(line.0.as_ptr().add(at).cast()) });
        let codes = codes.map(|codes| _mm256_xor_si256(codes, flip));
        for (sums, &word) in sums.iter_mut().zip(&words[start..]) {
            let word = _mm256_set1_epi32(word);
            let size = _mm256_abs_epi8(word);
            for (sum, &codes) in sums.iter_mut().zip(&codes) {
                let pairs = _mm256_maddubs_epi16(size, _mm256_sign_epi8(codes, word));
                *sum = _mm256_add_epi32(*sum, _mm256_madd_epi16(pairs, ones));
            }
        }
    }
    sums
}

#[target_feature(enable = "avx2")]
#[inline]
fn push_passing(
    hits: &mut Vec<Hit>,
    products: &[i32; PANEL],
    row: &QueryRow,
    scales: &PanelScales,
    query: u32,
    first_row: u32,
) {
    let mut passing = [false; PANEL];
    for (i, pass) in passing.iter_mut().enumerate() {
        *pass = products[i] as f32 * scales.scale[i] + scales.margin[i] * row.inverse >= row.cut;
    }
    if passing.iter().any(|&pass| pass) {
        let found = products.iter().zip(passing).zip(first_row..).filter(|((_, pass), _)| *pass);
        hits.extend(found.map(|((&product, _), row)| Hit { query, row, product }));
    }
}
