//! NEON, which every 64-bit ARM processor has. Twin: [`super::portable`]. Speed: `cargo bench --bench distance`.
//!
//! Bytes are multiplied to 16 bits, so codes get their sign back from the panel's offset: 2 × 127 × 127 fits, and -128 is
//! never a code. The dot product instruction of newer processors is not yet to be had in stable Rust.

use std::arch::aarch64::*;

use super::{Hit, Tile};
use crate::distance::line::{BYTES, Line};
use crate::distance::panels::{PANEL, PanelScales, ZERO};
use crate::distance::queries::QueryRow;

/// Query rows a step: four by four quarters of a panel keep 16 sums in half of the registers.
const ROWS: usize = 4;

/// Rows of a panel that one register holds: as products of 32 bits, and as four codes each.
const QUARTER: usize = 4;

/// Bytes a register.
const WIDTH: usize = 16;

/// Sums of products with the rows of a panel.
type Sums = [int32x4_t; PANEL / QUARTER];

/// Appends the pairs of a tile that pass.
#[target_feature(enable = "neon")]
pub(super) fn screen(tile: Tile<'_>, hits: &mut Vec<Hit>) {
    let groups = tile.groups();
    for (p, (lines, scales)) in tile.lines.chunks_exact(groups).zip(tile.scales).enumerate() {
        let first_row = tile.first_row + (p * PANEL) as u32;
        for start in (0..tile.rows.len()).step_by(ROWS) {
            if tile.rows.len() - start < ROWS {
                for row in start..tile.rows.len() {
                    panel::<1>(tile, row, lines, scales, first_row, hits);
                }
            } else {
                panel::<ROWS>(tile, start, lines, scales, first_row, hits);
            }
        }
    }
}

/// `R` rows from `start` on by one panel.
#[target_feature(enable = "neon")]
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
        push_passing(hits, sums, row, scales, tile.first_query + (start + r) as u32, first_row);
    }
}

#[target_feature(enable = "neon")]
#[inline]
fn sums<const R: usize>(words: &[i32], strip: usize, start: usize, lines: &[Line]) -> [Sums; R] {
    let mut sums = [[vdupq_n_s32(0); PANEL / QUARTER]; R];
    let flip = vdupq_n_u8(ZERO);
    for (line, words) in lines.iter().zip(words.chunks_exact(strip)) {
        let mut codes = [vdupq_n_s8(0); BYTES / WIDTH];
        for (codes, bytes) in codes.iter_mut().zip(line.0.as_chunks::<WIDTH>().0) {
            // SAFETY: the array holds the 16 bytes of one register.
            *codes = vreinterpretq_s8_u8(veorq_u8(unsafe { vld1q_u8(bytes.as_ptr()) }, flip));
        }
        for (sums, &word) in sums.iter_mut().zip(&words[start..]) {
            let word = vreinterpretq_s8_s32(vdupq_n_s32(word));
            for (sum, &codes) in sums.iter_mut().zip(&codes) {
                let low = vmull_s8(vget_low_s8(codes), vget_low_s8(word));
                let pairs = vpaddq_s16(low, vmull_high_s8(codes, word));
                *sum = vpadalq_s16(*sum, pairs);
            }
        }
    }
    sums
}

#[target_feature(enable = "neon")]
#[inline]
fn push_passing(
    hits: &mut Vec<Hit>,
    sums: &Sums,
    row: &QueryRow,
    scales: &PanelScales,
    query: u32,
    first_row: u32,
) {
    let (inverse, cut) = (vdupq_n_f32(row.inverse), vdupq_n_f32(row.cut));
    let quarters = scales.scale.as_chunks::<QUARTER>().0.iter().zip(scales.margin.as_chunks::<QUARTER>().0);
    for ((&sum, (scale, margin)), first_row) in sums.iter().zip(quarters).zip((first_row..).step_by(QUARTER))
    {
        // SAFETY: each array holds the 4 numbers of one register.
        let (scale, margin) = unsafe { (vld1q_f32(scale.as_ptr()), vld1q_f32(margin.as_ptr())) };
        // Multiplied and added in two steps, as the portable form does.
        let reached = vaddq_f32(vmulq_f32(vcvtq_f32_s32(sum), scale), vmulq_f32(margin, inverse));
        let passing = vcgeq_f32(reached, cut);
        if vmaxvq_u32(passing) == 0 {
            continue;
        }
        let (mut products, mut passes) = ([0i32; QUARTER], [0u32; QUARTER]);
        // SAFETY: each array holds the 4 numbers of one register.
        unsafe {
            vst1q_s32(products.as_mut_ptr(), sum);
            vst1q_u32(passes.as_mut_ptr(), passing);
        }
        let found = products.into_iter().zip(passes).zip(first_row..).filter(|((_, pass), _)| *pass != 0);
        hits.extend(found.map(|((product, _), row)| Hit { query, row, product }));
    }
}
