//! Doses and what came of them, as a table.

use super::dose::DoseRow;
use super::flagged::Flagged;
use crate::markdown::{head, row};

const HEADS: [&str; 7] = [
    "habit",
    "dose",
    "workers flagged",
    "95% interval",
    "least to most",
    "decoys flagged, all seeds",
    "innocents newly flagged, all seeds",
];

/// The head of the table, in Markdown.
pub fn dose_head() -> String {
    head(&HEADS)
}

/// The row of a dose.
pub fn dose_row(dose: &DoseRow) -> String {
    let (flagged, shares) = (dose.flagged(), dose.shares());
    let (least, most) = shares.iter().fold((1.0f64, 0.0f64), |(l, m), &s| (l.min(s), m.max(s)));
    let decoys = dose.outcomes.iter().fold(Flagged::default(), |all, outcome| Flagged {
        accounts: all.accounts + outcome.decoys.accounts,
        flagged: all.flagged + outcome.decoys.flagged,
    });
    row(&[
        dose.habit.to_owned(),
        dose.dose.clone(),
        format!("{:.2}", flagged.mean),
        format!("{:.2} to {:.2}", flagged.low, flagged.high),
        format!("{least:.2} to {most:.2}"),
        match decoys.accounts {
            0 => "-".to_owned(),
            all => format!("{} of {all}", decoys.flagged),
        },
        dose.innocents_newly_flagged.to_string(),
    ])
}
