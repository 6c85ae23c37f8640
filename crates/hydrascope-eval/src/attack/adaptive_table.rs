//! What attackers that adapt came to, as a table.

use super::adaptive::AdaptiveAttack;
use crate::markdown::{head, row};

const HEADS: [&str; 6] = ["accounts", "moves made", "flagged after each", "hidden", "answers", "requests"];

/// The head of the table, in Markdown.
pub fn adaptive_head() -> String {
    head(&HEADS)
}

/// The row of an attacker.
pub fn adaptive_row(attack: &AdaptiveAttack) -> String {
    let moves: Vec<&str> = attack.moves().iter().skip(1).map(|change| change.meaning()).collect();
    let flagged: Vec<String> = attack.flagged.iter().map(|share| format!("{share:.2}")).collect();
    row(&[
        attack.accounts.to_string(),
        if moves.is_empty() { "none".to_owned() } else { moves.join(", ") },
        flagged.join(", "),
        if attack.hidden { "yes" } else { "no" }.to_owned(),
        format!("{:.0}", attack.answers),
        format!("{:.0}", attack.requests),
    ])
}
