//! Cosines between unit vectors.
//!
//! Vectors enter as [`UnitVectors`], whose construction proves that every row is finite and of length one (or all zeros,
//! for a text without words), so no distance is ever NaN.
//!
//! [`scalar::cosine`] is portable and adds in a fixed order: its result is the one that decides and that is reported;
//! [`wide`] gives the same bits sooner. Everything else screens. [`Panels`] hold rows as signed bytes with a proven bound
//! on what that loses; [`screen`] and [`top_k`] compare them with [`Queries`] by integer instructions and leave out only
//! what is certainly too far. What they let through is scored again, so that thresholds and orders are those of the plain
//! form, on every processor. [`SplitRows`] hold rows as two bytes a number, of which a walk over a graph compares one and the
//! last step both. [`simd`] compares single pairs in `f32`, within [`SCREEN_SLACK`].
//!
//! ```
//! use hydrascope_vector::distance::{Level, Panels, Queries, UnitVectors, screen, top_k};
//!
//! let flat = [1.0, 0.0, 0.0, 1.0, 0.6, 0.8];
//! let rows = UnitVectors::new(&flat, 2)?;
//! let panels = Panels::new(rows);
//! let mut queries = Queries::new(rows, 0.7);
//! let mut pairs = Vec::new();
//! screen(Level::best(), &mut queries, &panels, 0..panels.panels(), |_, hits| {
//!     pairs.extend(hits.iter().map(|hit| (hit.query, hit.row)));
//! });
//! assert_eq!(pairs, [(0, 0), (1, 1), (1, 2), (2, 1), (2, 2)]); // 1 and 2 have cosine 0.8
//!
//! let mut queries = Queries::new(rows, f32::NEG_INFINITY);
//! assert_eq!(top_k(Level::best(), &mut queries, &panels, 1), [[0], [1], [2]]);
//! # Ok::<(), hydrascope_vector::distance::VectorError>(())
//! ```

pub mod cuda;
mod dot;
pub mod flat;
mod kernel;
mod level;
mod line;
mod panels;
mod quantize;
mod queries;
pub mod scalar;
mod screen;
mod shorten;
pub mod simd;
mod split;
mod top_k;
mod vectors;
pub mod wide;

pub use kernel::Hit;
pub use level::{Kind, Level};
pub use panels::{PANEL, Panels};
pub use quantize::{RowScale, quantize};
pub use queries::Queries;
pub use screen::{BLOCK, screen};
pub use shorten::{ShortPanels, Shortening};
pub(crate) use split::prefetch;
pub use split::{Probe, SplitRows};
pub(crate) use top_k::score;
pub use top_k::{top_k, top_k_within};
pub use vectors::{MAX_DIMENSION, UnitVector, UnitVectors, VectorError};

/// The most by which a fast form in `f32` may differ from the scalar one, for unit vectors of at most [`MAX_DIMENSION`]
/// numbers.
pub const SCREEN_SLACK: f32 = 1e-5;
