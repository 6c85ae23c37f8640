//! Signed bytes. Sums are integers, so that every processor finds the same pairs.

use rayon::prelude::*;

use super::Code;
use crate::distance::quantize::margin;
use crate::distance::{SCREEN_SLACK, UnitVectors};

/// Numbers as signed bytes from -127 to 127. Numbers that the common unit cannot say are cut off; the margin knows.
#[derive(Clone, Copy, Debug)]
pub enum Bytes {}

/// The largest code.
const LARGEST: f32 = 127.0;

/// Of how many rows in a hundred the largest number can be said: a few rows with a number far above the others' would make
/// the unit coarse for all.
const SAID: usize = 99;

/// The largest slack: with it any pair of unit vectors passes.
const MOST: f64 = (1 << 28) as f64;

impl Code for Bytes {
    type Number = i32;

    const CODE: u32 = 0;
    const WIDTH: usize = 1;
    const NEVER: i32 = -(1 << 30);
    const UNREACHABLE: i32 = 1 << 30;
    const NOTHING: i32 = -(1 << 30);

    fn unit(vectors: UnitVectors<'_>) -> f32 {
        let largest =
            |row: usize| vectors.row(row).as_slice().iter().fold(0.0f32, |most, v| most.max(v.abs()));
        let mut largest: Vec<f32> = (0..vectors.len()).into_par_iter().map(largest).collect();
        largest.retain(|&number| number > 0.0);
        // Without a row that says anything, any unit will do.
        let Some(last) = largest.len().checked_sub(1) else { return 1.0 / LARGEST };
        let (_, &mut said, _) = largest.select_nth_unstable_by(last * SAID / 100, f32::total_cmp);
        said / LARGEST
    }

    fn encode(unit: f32, row: &[f32], codes: &mut [u8]) -> f32 {
        let mut lost = 0.0f64;
        for (slot, &value) in codes.iter_mut().zip(row) {
            let code = (value / unit).round_ties_even().clamp(-LARGEST, LARGEST);
            *slot = code as i8 as u8;
            lost += f64::from(value - code * unit).powi(2);
        }
        margin(lost.sqrt() as f32, SCREEN_SLACK)
    }

    fn product(a: &[u8], b: &[u8]) -> i32 {
        a.iter().zip(b).map(|(&a, &b)| i32::from(a as i8) * i32::from(b as i8)).sum()
    }

    fn slack(unit: f32, margin: f32) -> i32 {
        (f64::from(margin) / f64::from(unit).powi(2)).ceil().min(MOST) as i32
    }

    fn threshold(unit: f32, cosine: f32) -> i32 {
        (f64::from(cosine) / f64::from(unit).powi(2)).floor().clamp(-MOST, MOST) as i32
    }

    fn plus(a: i32, b: i32) -> i32 {
        a + b
    }

    fn minus(a: i32, b: i32) -> i32 {
        a - b
    }

    fn cosine(unit: f32, product: i32) -> f32 {
        (f64::from(product) * f64::from(unit).powi(2)) as f32
    }

    fn bits(number: i32) -> u32 {
        number.cast_unsigned()
    }

    fn from_bits(bits: u32) -> i32 {
        bits.cast_signed()
    }
}
