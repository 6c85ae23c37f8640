//! What attacks did, as a table.

use super::flagged::Flagged;
use super::outcome::AttackOutcome;
use crate::markdown::{head, row};

const HEADS: [&str; 7] = [
    "attack",
    "seed",
    "workers flagged",
    "shown as one operator's",
    "decoys flagged",
    "the week's campaign accounts flagged (without the attack)",
    "innocents newly flagged",
];

/// The head of the table, in Markdown.
pub fn attack_head() -> String {
    head(&HEADS)
}

/// The row of an attack.
pub fn attack_row(outcome: &AttackOutcome) -> String {
    let of = |part: usize, whole: usize| match whole {
        0 => "-".to_owned(),
        whole => format!("{part} of {whole}"),
    };
    let flagged = |Flagged { accounts, flagged }| of(flagged, accounts);
    row(&[
        outcome.attack.clone(),
        outcome.seed.to_string(),
        flagged(outcome.workers),
        of(outcome.shown_as_operator, outcome.workers.accounts),
        flagged(outcome.decoys),
        format!("{} ({})", flagged(outcome.campaigns), outcome.campaigns_flagged_without),
        outcome.innocents_newly_flagged.len().to_string(),
    ])
}
