//! Rows of 16-bit fixed point, split into two planes of bytes: the high bytes alone serve a rough and fast score, both
//! together one that is as good as the f32 row for ordering neighbours.
//!
//! A number `x` of a row whose largest absolute value is `s` becomes `q = round(x / s * 32639)`, kept as
//! `high = round(q / 256)` in -127..=127 and `low = q - 256 * high` in -128..=127. So a row takes two bytes a number, as in
//! half precision, but is at least four times as exact where it matters, and a walk over many rows touches one of the two
//! bytes only. High bytes are stored with 128 added: the instructions for bytes multiply unsigned by signed, and the offset
//! falls out as 128 times the sum of the query, which is known once for all rows.
//!
//! [`SplitRows::scores`] (high bytes, whole numbers) and [`SplitRows::cosine`] (both bytes, f32 query) give the same bits
//! at every [`Level`], so walks and their answers do not depend on the processor.

#[cfg(target_arch = "x86_64")]
mod avx2;
#[cfg(target_arch = "x86_64")]
mod avx512;
mod code;
mod fine;
#[cfg(target_arch = "aarch64")]
mod neon;
mod portable;
mod probe;
mod rough;
mod rows;

pub use probe::Probe;
pub(crate) use rough::prefetch;
pub use rows::SplitRows;

use super::Level;
