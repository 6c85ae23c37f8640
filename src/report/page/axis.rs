//! The axis of time that heatmaps stand on.

use serde::Serialize;

use crate::report::moment::short;
use crate::request::{DAY_MILLIS, HOUR_MILLIS, Timestamp};

/// Marks on an axis at most.
const MARKS: i64 = 7;
/// Hours between marks that read well.
const STEPS: [i64; 12] = [1, 2, 3, 6, 12, 24, 48, 96, 168, 336, 720, 1_440];

/// A mark on an axis.
#[derive(Serialize)]
pub(super) struct Mark {
    /// Its place, in percent of the axis.
    pub at: String,
    /// The day or the hour.
    pub label: String,
}

/// Hours in columns, an hour or several each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TimeAxis {
    /// The first hour, counted since 1970 began.
    first: i64,
    /// Columns.
    pub columns: usize,
    /// Hours of a column.
    pub hours: usize,
}

/// The hour in which a moment lies, counted since 1970 began.
pub(super) fn hour_of(time: Timestamp) -> i64 {
    time.as_millis().div_euclid(HOUR_MILLIS)
}

impl TimeAxis {
    /// An axis over all hours from `first` to `last`, with `most` columns at most.
    pub(super) fn new(first: i64, last: i64, most: usize) -> Self {
        let span = usize::try_from(last.saturating_sub(first)).unwrap_or(0).saturating_add(1);
        let hours = span.div_ceil(most.max(1)).max(1);
        Self { first, columns: span.div_ceil(hours), hours }
    }

    /// The column of an hour; none where it lies outside.
    pub(super) fn column(self, hour: i64) -> Option<usize> {
        let column = usize::try_from(hour - self.first).ok()? / self.hours;
        (column < self.columns).then_some(column)
    }

    /// Marks at round moments, seven at most.
    pub(super) fn marks(self) -> Vec<Mark> {
        let span = (self.columns * self.hours) as i64;
        let enough = |step: &&i64| span / **step < MARKS;
        let step = STEPS.iter().find(enough).copied().unwrap_or(span / MARKS + 1);
        let start = self.first + (-self.first).rem_euclid(step.min(DAY_MILLIS / HOUR_MILLIS));
        (0..=MARKS)
            .map(|number| start + number * step)
            .filter(|hour| *hour < self.first + span)
            .filter_map(|hour| {
                let moment = Timestamp::from_millis(hour.checked_mul(HOUR_MILLIS)?).ok()?;
                let at = 100.0 * (hour - self.first) as f64 / span as f64;
                Some(Mark { at: format!("{at:.2}"), label: short(moment) })
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{TimeAxis, hour_of};

    #[test]
    fn a_week_has_a_column_an_hour_and_a_mark_a_day() {
        let first = hour_of("2026-03-02T01:15:00Z".parse().unwrap());
        let axis = TimeAxis::new(first, first + 160, 168);
        assert_eq!((axis.columns, axis.hours), (161, 1));
        assert_eq!((axis.column(first - 1), axis.column(first + 160)), (None, Some(160)));
        let labels: Vec<String> = axis.marks().into_iter().map(|mark| mark.label).collect();
        assert_eq!(labels, ["3 Mar", "4 Mar", "5 Mar", "6 Mar", "7 Mar", "8 Mar"]);
    }

    #[test]
    fn long_spans_have_several_hours_a_column_and_few_marks() {
        let axis = TimeAxis::new(0, 31 * 24 - 1, 168);
        assert_eq!((axis.columns, axis.hours, axis.column(31 * 24 - 1)), (149, 5, Some(148)));
        assert!((2..=8).contains(&axis.marks().len()));
        for span in [0, 1, 5, 30, 300, 100_000, 10_000_000] {
            let axis = TimeAxis::new(7, 7 + span, 168);
            assert!(axis.columns <= 168 && axis.column(7 + span).is_some(), "{span}: {axis:?}");
            assert!(axis.marks().len() <= 8);
        }
    }
}
