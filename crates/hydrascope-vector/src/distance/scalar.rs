//! The plain form: portable, with a fixed order of addition, so that every machine gets the same bits.

use super::UnitVector;

pub use super::dot::dot;

/// Cosine of two unit vectors of one dimension, -1 to 1; 0 where either is all zeros.
pub fn cosine(a: UnitVector<'_>, b: UnitVector<'_>) -> f32 {
    dot(a.as_slice(), b.as_slice()).clamp(-1.0, 1.0)
}
