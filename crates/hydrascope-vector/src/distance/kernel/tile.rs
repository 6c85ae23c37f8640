//! What a kernel takes and what it gives.

use crate::distance::line::Line;
use crate::distance::panels::PanelScales;
use crate::distance::queries::QueryRow;

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

/// One strip against up to [`super::PANELS`] panels. All lengths agree: `words` holds `rows.len()` words a group, `lines` one line
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
    pub(super) fn groups(&self) -> usize {
        self.words.len() / self.rows.len()
    }

    pub(super) fn is_whole(&self) -> bool {
        !self.rows.is_empty()
            && self.words.len().is_multiple_of(self.rows.len())
            && self.lines.len() == self.groups() * self.scales.len()
    }
}
