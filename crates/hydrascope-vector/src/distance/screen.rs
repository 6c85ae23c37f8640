//! Some queries against all rows: the pairs that may reach what the queries ask for.

use std::ops::Range;

use super::kernel::{self, Hit, Tile};
use super::level::Level;
use super::panels::{PANEL, Panels};
use super::queries::Queries;

/// Queries that are best taken together: their codes stay in the second-level cache while panels pass by.
pub const BLOCK: usize = 256;

/// Gives `take` the hits of all queries with the rows of some panels, a few panels at a time, ascending; `take` may raise
/// the queries' thresholds meanwhile. A pair that is left out is below its query's threshold for certain.
///
/// Panels beyond the last are passed over, and so is everything where the dimensions differ by a group of four or more.
pub fn screen(
    level: Level,
    queries: &mut Queries,
    panels: &Panels,
    range: Range<usize>,
    mut take: impl FnMut(&mut Queries, &[Hit]),
) {
    if panels.groups() != queries.groups() || queries.is_empty() {
        return;
    }
    let range = range.start.min(panels.panels())..range.end.min(panels.panels());
    let mut hits = Vec::new();
    for start in range.clone().step_by(kernel::PANELS) {
        let few = start..(start + kernel::PANELS).min(range.end);
        let (lines, scales) = (panels.lines(few.clone()), panels.scales(few));
        let first_row = (start * PANEL) as u32;
        for strip in 0..queries.strips() {
            let (words, rows) = queries.strip(strip);
            let first_query = (strip * queries.strip_rows()) as u32;
            kernel::screen(level, Tile { words, rows, lines, scales, first_query, first_row }, &mut hits);
        }
        if !hits.is_empty() {
            take(queries, &hits);
            hits.clear();
        }
    }
}
