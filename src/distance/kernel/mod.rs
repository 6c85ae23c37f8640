//! The innermost loops: integer products of a strip of query rows with a few panels, and which of them pass.
//!
//! All forms compute the same integers and then the same three steps in `f32`, so that they pass the same pairs.
//! [`portable`] is the plain twin.

#[cfg(target_arch = "x86_64")]
mod avx2;
#[cfg(target_arch = "x86_64")]
mod avx512;
mod portable;

use super::level::{Kind, Level};
use super::line::Line;
use super::panels::PanelScales;
use super::queries::QueryRow;

/// Panels that a kernel takes at a time.
pub(crate) const PANELS: usize = 3;

/// A pair whose upper bound reaches what the query row asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The query's place among the queries.
    pub query: u32,
    /// The row's place in the panels.
    pub row: u32,
    /// The product of their codes.
    pub product: i32,
}

/// One strip against up to [`PANELS`] panels. All lengths agree: `words` holds `rows.len()` words a group, `lines` one line
/// a group for each of the `scales`.
#[derive(Clone, Copy)]
pub(crate) struct Tile<'a> {
    pub(crate) words: &'a [i32],
    pub(crate) rows: &'a [QueryRow],
    pub(crate) lines: &'a [Line],
    pub(crate) scales: &'a [PanelScales],
    /// Number of the strip's first query.
    pub(crate) first_query: u32,
    /// Number of the panels' first row.
    pub(crate) first_row: u32,
}

impl Tile<'_> {
    fn groups(&self) -> usize {
        self.words.len() / self.rows.len()
    }

    fn is_whole(&self) -> bool {
        !self.rows.is_empty()
            && self.words.len().is_multiple_of(self.rows.len())
            && self.lines.len() == self.groups() * self.scales.len()
    }
}

/// Appends the pairs of a tile that pass, by panel, then query, then row.
pub(crate) fn screen(level: Level, tile: Tile<'_>, hits: &mut Vec<Hit>) {
    debug_assert!(tile.is_whole());
    match level.kind() {
        Kind::Portable => portable::screen(tile, hits),
        #[cfg(target_arch = "x86_64")]
        // SAFETY: a `Level` of this kind exists only where the processor has AVX2 and FMA.
        Kind::Avx2 => unsafe { avx2::screen(tile, hits) },
        #[cfg(target_arch = "x86_64")]
        // SAFETY: a `Level` of this kind exists only where the processor has AVX-512 F, BW, VL and VNNI.
        Kind::Avx512Vnni => unsafe { avx512::screen(tile, hits) },
        #[cfg(not(target_arch = "x86_64"))]
        Kind::Avx2 | Kind::Avx512Vnni => portable::screen(tile, hits),
    }
}
