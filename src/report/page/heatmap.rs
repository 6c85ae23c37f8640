//! A heatmap of accounts by hours, as marks of an SVG: a row an account, a column an hour, five steps of colour.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde::Serialize;

use super::axis::{Mark, TimeAxis};
use super::likeness::chain;
use crate::finding::HourCount;

/// Requests from which on a cell has the next step of colour.
const STEPS: [u32; 5] = [1, 2, 3, 5, 10];
/// Columns of a day's quarter are taken together where rows are compared.
const COARSE: usize = 6;
/// Height of all rows, and bounds of one, in pixels.
const HEIGHT: usize = 300;
const ROW: (usize, usize) = (4, 14);

/// The step of colour, from 1, of so many requests; 0 where there are none.
pub(super) fn step_of(requests: u32) -> usize {
    STEPS.partition_point(|least| *least <= requests)
}

/// Each step with the requests that it stands for.
pub(super) fn legend() -> Vec<(usize, String)> {
    let name = |at: usize| match STEPS.get(at + 1) {
        Some(next) if next - STEPS[at] == 1 => STEPS[at].to_string(),
        Some(next) => format!("{}\u{2013}{}", STEPS[at], next - 1),
        None => format!("{} or more", STEPS[at]),
    };
    (0..STEPS.len()).map(|at| (at + 1, name(at))).collect()
}

/// One row.
#[derive(Serialize)]
pub(super) struct HeatRow {
    /// Whose it is.
    pub name: String,
    /// Its place by likeness.
    pub like: usize,
    /// For each step of colour that it has: the step, and the line through its cells.
    pub cells: Vec<(usize, String)>,
}

/// A heatmap.
#[derive(Serialize)]
pub(super) struct Heatmap {
    /// Columns.
    pub columns: usize,
    /// Hours of a column.
    pub hours: usize,
    /// The height of the cells, in pixels.
    pub height: usize,
    /// Marks below.
    pub marks: Vec<Mark>,
    /// Its rows, by first seen.
    pub rows: Vec<HeatRow>,
}

/// What somebody did, hour by hour, counted since the hour `since`.
pub(super) struct Hours<'a> {
    pub name: String,
    pub since: i64,
    pub hours: &'a [HourCount],
}

impl Heatmap {
    /// The heatmap of these rows; at the scale of as many rows as `beside` has, if that are more.
    pub(super) fn new(axis: TimeAxis, rows: &[Hours<'_>], beside: usize) -> Self {
        let counts: Vec<BTreeMap<usize, u32>> = rows.iter().map(|row| columns(axis, row)).collect();
        let coarse: Vec<Vec<f64>> = counts.iter().map(|row| coarse(axis, row)).collect();
        let of = |((row, counts), like): ((&Hours<'_>, &BTreeMap<usize, u32>), usize)| HeatRow {
            name: row.name.clone(),
            like,
            cells: cells(counts),
        };
        let height = (HEIGHT / rows.len().max(beside).max(1)).clamp(ROW.0, ROW.1);
        Self {
            columns: axis.columns,
            hours: axis.hours,
            height: height * rows.len(),
            marks: axis.marks(),
            rows: rows.iter().zip(&counts).zip(chain(&coarse)).map(of).collect(),
        }
    }
}

/// Requests by column.
fn columns(axis: TimeAxis, row: &Hours<'_>) -> BTreeMap<usize, u32> {
    let mut counts = BTreeMap::new();
    for HourCount(hour, requests) in row.hours {
        if let Some(column) = axis.column(row.since + i64::from(*hour)) {
            let count: &mut u32 = counts.entry(column).or_default();
            *count = count.saturating_add(*requests);
        }
    }
    counts
}

fn coarse(axis: TimeAxis, counts: &BTreeMap<usize, u32>) -> Vec<f64> {
    let mut row = vec![0.0; axis.columns.div_ceil(COARSE)];
    for (column, requests) in counts {
        row[column / COARSE] += f64::from(*requests);
    }
    row
}

/// The cells of a row by their step: neighbours of one step are one piece of line.
fn cells(counts: &BTreeMap<usize, u32>) -> Vec<(usize, String)> {
    let mut pieces: BTreeMap<usize, Vec<(usize, usize)>> = BTreeMap::new();
    for (&column, &requests) in counts {
        let pieces = pieces.entry(step_of(requests)).or_default();
        match pieces.last_mut() {
            Some((start, length)) if *start + *length == column => *length += 1,
            _ => pieces.push((column, 1)),
        }
    }
    let line = |pieces: Vec<(usize, usize)>| {
        pieces.iter().fold(String::new(), |mut line, (start, length)| {
            let _ = write!(line, "M{start} .5h{length}");
            line
        })
    };
    pieces.into_iter().filter(|(step, _)| *step > 0).map(|(step, pieces)| (step, line(pieces))).collect()
}

#[cfg(test)]
mod tests {
    use super::{Heatmap, Hours, legend};
    use crate::finding::HourCount;
    use crate::report::page::axis::TimeAxis;

    #[test]
    fn neighbours_of_a_step_are_one_line_and_columns_add_up() {
        let hours = [HourCount(0, 1), HourCount(1, 1), HourCount(3, 4), HourCount(9, 70)];
        let row = || Hours { name: "a".into(), since: 10, hours: &hours };
        let map = Heatmap::new(TimeAxis::new(10, 20, 168), &[row()], 0);
        let cells = |map: &Heatmap| map.rows[0].cells.clone();
        assert_eq!(
            cells(&map),
            [(1, "M0 .5h2".to_owned()), (3, "M3 .5h1".to_owned()), (5, "M9 .5h1".to_owned())]
        );
        let map = Heatmap::new(TimeAxis::new(10, 20, 6), &[row()], 0);
        assert_eq!(
            (map.hours, cells(&map)),
            (2, vec![(2, "M0 .5h1".into()), (3, "M1 .5h1".into()), (5, "M4 .5h1".into())])
        );
        let names: Vec<String> = legend().into_iter().map(|(_, name)| name).collect();
        assert_eq!(names, ["1", "2", "3\u{2013}4", "5\u{2013}9", "10 or more"]);
    }
}
