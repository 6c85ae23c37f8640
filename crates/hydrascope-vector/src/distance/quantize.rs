//! A row of a unit vector as signed bytes, with a bound on what that loses.
//!
//! Each row has a scale of its own: its largest number becomes 127. With `x = s·q + e` and `y = t·p + f` the true product
//! `x·y` differs from `s·t·(q·p)` by `e·y + s·q·f`, at most `|e| + |f| + |e||f|` for unit vectors (Cauchy and Schwarz). Since
//! `|e||f| <= (|e|² + |f|²) / 2`, the bound is a sum of one number a row, its margin. Nothing about the data is assumed.

use super::level::{Kind, Level};

/// The largest code; -128 is not used, so that a code's absolute value is a signed byte too.
const LARGEST: f32 = 127.0;

/// How a row's codes relate to its numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RowScale {
    /// What a code of one stands for, 0 or more; 0 for a row of zeros.
    pub scale: f32,
    /// By how much the scaled product of this row's codes with another row's may lie beside the true product, less what
    /// the other row adds: the bound for a pair is the sum of both margins. 0 or more; about 0.007 at 384 numbers.
    pub margin: f32,
}

/// Writes the codes of `values`, finite numbers, each code from -127 to 127, to the first places of `codes`; values that
/// find no place are left out.
pub fn quantize(values: &[f32], codes: &mut [i8]) -> RowScale {
    let values = &values[..values.len().min(codes.len())];
    match Level::best().kind() {
        // On 64-bit ARM all code may use NEON.
        Kind::Portable | Kind::Neon => quantize_inline(values, codes),
        #[cfg(target_arch = "x86_64")]
        // SAFETY: a `Level` of this kind exists only where the processor has AVX2 and FMA.
        Kind::Avx2 => unsafe { quantize_avx2(values, codes) },
        #[cfg(target_arch = "x86_64")]
        // SAFETY: a `Level` of this kind exists only where the processor has AVX-512 F, BW, VL and VNNI.
        Kind::Avx512Vnni => unsafe { quantize_avx512(values, codes) },
        #[cfg(not(target_arch = "x86_64"))]
        Kind::Avx2 | Kind::Avx512Vnni => quantize_inline(values, codes),
    }
}

// The plain code, compiled once more for each level: equal results, since Rust neither reorders nor fuses. Speed:
// `cargo bench --bench distance`.
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
fn quantize_avx2(values: &[f32], codes: &mut [i8]) -> RowScale {
    quantize_inline(values, codes)
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f,avx512bw,avx512vl")]
fn quantize_avx512(values: &[f32], codes: &mut [i8]) -> RowScale {
    quantize_inline(values, codes)
}

#[inline(always)]
fn quantize_inline(values: &[f32], codes: &mut [i8]) -> RowScale {
    let (blocks, rest) = values.as_chunks::<LANES>();
    let mut lanes = [0.0f32; LANES];
    for (lane, value) in blocks.iter().flat_map(lanes_of) {
        lanes[lane] = lanes[lane].max(value.abs());
    }
    let largest = lanes.iter().chain(rest).fold(0.0f32, |largest, value| largest.max(value.abs()));
    if largest == 0.0 {
        codes[..values.len()].fill(0);
        return RowScale { scale: 0.0, margin: 0.0 };
    }
    let (scale, inverse) = (largest / LARGEST, LARGEST / largest);
    let mut lost = [0.0f32; LANES];
    let (code_blocks, code_rest) = codes[..values.len()].as_chunks_mut::<LANES>();
    for (codes, block) in code_blocks.iter_mut().zip(blocks) {
        for (lane, value) in lanes_of(block) {
            let loss;
            (codes[lane], loss) = code(value, scale, inverse);
            lost[lane] += loss * loss;
        }
    }
    for (slot, &value) in code_rest.iter_mut().zip(rest) {
        let loss;
        (*slot, loss) = code(value, scale, inverse);
        lost[0] += loss * loss;
    }
    RowScale { scale, margin: margin(lost.iter().sum::<f32>().sqrt(), MARGIN_FLOOR) }
}

/// The margin of a row whose codes lose a vector of length `lost`, above a floor for what else may round.
#[inline(always)]
pub(super) fn margin(lost: f32, floor: f32) -> f32 {
    // A row may be a little longer than one, and the sums that gave `lost` round: a thousandth covers both.
    1.001 * (lost + lost * lost / 2.0) + floor
}

#[inline(always)]
fn lanes_of(block: &[f32; LANES]) -> impl Iterator<Item = (usize, f32)> {
    block.iter().copied().enumerate()
}

/// The code of one number, and what it loses.
#[inline(always)]
fn code(value: f32, scale: f32, inverse: f32) -> (i8, f32) {
    // Added to a number of this size, a small one is rounded to a whole number, which the low bits then hold.
    const ROUNDER: f32 = 12_582_912.0;
    let shifted = value * inverse + ROUNDER;
    (shifted.to_bits() as i8, value - (shifted - ROUNDER) * scale)
}

/// Numbers taken side by side.
const LANES: usize = 16;

/// Covers the rounding of scaled products in `f32` and the slack of the plain form's own sum.
const MARGIN_FLOOR: f32 = super::SCREEN_SLACK;
