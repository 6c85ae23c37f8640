//! Cosines between unit vectors.
//!
//! Vectors enter as [`UnitVectors`], whose construction proves that every row is finite and of length one (or all zeros,
//! for a text without words), so no distance is ever NaN.
//!
//! There are three ways to the same number. [`scalar::cosine`] is portable and adds in a fixed order: its result is the one
//! that decides and that is reported. [`simd::dot`] (one pair) and [`tile::dots`] (a block of rows by a block of rows) are
//! fast and differ from it by less than [`SCREEN_SLACK`], so they screen: what passes within the slack is scored again by
//! the scalar form. Thus thresholds and orders do not depend on the instructions that a processor happens to have.

mod level;
pub mod scalar;
pub mod simd;
mod split;
pub mod tile;
mod vectors;

pub use level::{Kind, Level};
pub(crate) use split::prefetch;
pub use split::{Probe, SplitRows};
pub use vectors::{MAX_DIMENSION, UnitVector, UnitVectors, VectorError};

/// The most by which a fast form may differ from the scalar one, for unit vectors of at most [`MAX_DIMENSION`] numbers.
pub const SCREEN_SLACK: f32 = 1e-5;
