//! What the page on quality says of public tools.

use super::grouping::LEAST_ACCOUNTS;
use super::table::{PeerTable, peer_table};

/// The section, with a table for each week that has one; empty where none has.
pub(crate) fn section<'a>(weeks: impl Iterator<Item = (&'a str, &'a PeerTable)>) -> String {
    let table = |(name, table): (&str, &PeerTable)| format!("\n### Week {name}\n\n{}", peer_table(table));
    let tables: String = weeks.map(table).collect();
    if tables.is_empty() { tables } else { format!("\n## Beside public tools\n\n{}\n{tables}", what()) }
}

fn what() -> String {
    format!(
        "\
Each tool groups the same prompts, whole, and is scored as hydrascope is: templates by B-cubed, over the requests that have a template
in the labels. It is shown at the setting with the best template F1 on the very week, of those that were tried (`peers --json` lists
them); the highest account AP is that of any of them. Hydrascope has its default settings. A tool that knows clusters alone is given
the obvious rule: an account's score is the number of accounts in the largest cluster that it sits in, and it is flagged where these
are {LEAST_ACCOUNTS} or more. A high AP by that rule means that the largest clusters are campaigns, and says nothing of smaller ones.
MinHash has word 5-shingles, signatures of 128 numbers, and clusters of what near pairs connect; the embedding is hydrascope's own
model."
    )
}
