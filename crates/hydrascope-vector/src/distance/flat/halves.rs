//! Halves (IEEE 754 binary16), summed in `f32`: a bound thirty times narrower than that of bytes, at half their speed.

use half::f16;

use super::Code;
use crate::distance::quantize::margin;
use crate::distance::{MAX_DIMENSION, SCREEN_SLACK, UnitVectors};

/// Numbers as halves. Sums depend on their order, which differs between processors, within the margins.
#[derive(Clone, Copy, Debug)]
pub enum Halves {}

/// By how much a sum of so many products of two unit vectors may be off: each addition rounds to at least 21 bits of
/// what is at most about one. Tensor cores cut where a processor rounds, hence not 24 bits (M. Fasi, N. J. Higham,
/// M. Mikaitis, S. Pranesh, "Numerical behavior of NVIDIA tensor cores", PeerJ Computer Science 7:e330, 2021).
fn sum_slack(numbers: usize) -> f32 {
    numbers.min(MAX_DIMENSION) as f32 * f32::exp2(-21.0) / 2.0
}

impl Code for Halves {
    type Number = f32;

    const CODE: u32 = 1;
    const WIDTH: usize = 2;
    const NEVER: f32 = f32::NEG_INFINITY;
    const UNREACHABLE: f32 = f32::INFINITY;
    const NOTHING: f32 = -1e30;

    fn unit(_: UnitVectors<'_>) -> f32 {
        1.0
    }

    fn encode(_: f32, row: &[f32], codes: &mut [u8]) -> f32 {
        let mut lost = 0.0f64;
        for (slot, &value) in codes.as_chunks_mut::<2>().0.iter_mut().zip(row) {
            let code = f16::from_f32(value);
            *slot = code.to_le_bytes();
            lost += f64::from(value - code.to_f32()).powi(2);
        }
        margin(lost.sqrt() as f32, SCREEN_SLACK + sum_slack(row.len()))
    }

    fn product(a: &[u8], b: &[u8]) -> f32 {
        let number = |bytes: &[u8; 2]| f16::from_le_bytes(*bytes).to_f32();
        a.as_chunks().0.iter().zip(b.as_chunks().0).map(|(a, b)| number(a) * number(b)).sum()
    }

    fn slack(_: f32, margin: f32) -> f32 {
        margin
    }

    fn threshold(_: f32, cosine: f32) -> f32 {
        cosine
    }

    fn plus(a: f32, b: f32) -> f32 {
        a + b
    }

    fn minus(a: f32, b: f32) -> f32 {
        a - b
    }

    fn cosine(_: f32, product: f32) -> f32 {
        product
    }

    fn bits(number: f32) -> u32 {
        number.to_bits()
    }

    fn from_bits(bits: u32) -> f32 {
        f32::from_bits(bits)
    }
}
