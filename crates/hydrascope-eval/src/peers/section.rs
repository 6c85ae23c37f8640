//! What the page on quality says of public tools.

use super::glasswally::GLASSWALLY_SILENT;
use super::grouping::LEAST_ACCOUNTS;
use super::mmd::{SEED, TAKEN};
use super::table::{PeerTable, peer_table};

/// The section, with a table for each week that has one; empty where none has.
pub(crate) fn section<'a>(weeks: impl Iterator<Item = (&'a str, &'a PeerTable)>) -> String {
    let table = |(name, table): (&str, &PeerTable)| format!("\n### Week {name}\n\n{}", peer_table(table));
    let tables: String = weeks.map(table).collect();
    if tables.is_empty() { tables } else { format!("\n## Beside public tools\n\n{}\n{tables}", what()) }
}

fn what() -> String {
    let silent: Vec<String> =
        GLASSWALLY_SILENT.iter().map(|(signal, needs)| format!("`{signal:?}` ({needs})")).collect();
    format!(
        "\
Each tool is given the same prompts, whole, and is scored as hydrascope is: templates by B-cubed, over the requests that have a
template in the labels. It is shown at the setting with the best template F1 on the very week, of those that were tried (`peers --json`
lists them), or, where it knows no templates, with the best account AP; the highest account AP is that of any setting. Hydrascope has
its default settings. A tool that knows clusters alone is given the obvious rule: an account's score is the number of accounts in the
largest cluster that it sits in, and it is flagged where these are {LEAST_ACCOUNTS} or more. A high AP by that rule means that the
largest clusters are campaigns, and says nothing of smaller ones. MinHash has word 5-shingles, signatures of 128 numbers, and clusters
of what near pairs connect; the embedding is hydrascope's own model.

Two tools judge accounts and know no templates. Both are written anew here, from what their authors publish.

[Glasswally](https://github.com/m0rs3c0d3/Glasswally) weighs sixteen signals of an account and adds to accounts in clusters that share
payment, organisation or network. Weights, windows of time and thresholds are its own, its settings are the actions that it takes at
three scores, and an account's score is its highest; the words that signals look for are ours, for the kinds that it names. Silent, since
no log here has what they need, are {}; nor do countries, fingerprints shared by accounts and marks that it put into answers take
part. `Pivot` speaks where a log says which model was asked.

[MMD](https://arxiv.org/abs/2606.05725) measures how far a window of prompts lies from benign ones, by the unbiased maximum mean
discrepancy of their vectors (hydrascope's own model) with a Gaussian kernel of median bandwidth, estimated with 512 random Fourier
frequencies. A threshold is what 95 of 100 pairs of benign windows stay below. A log holds its campaigns, so the benign prompts are
{TAKEN} requests of a simulated week without any (`hydrascope-simulate`, seed {SEED}): other prompts than the week's, so that much of it
lies above the thresholds, and its order tells more than who is flagged. A window holds requests of one account, or of all traffic in order
of time; one that is not full is left out, as the authors do, and an account that is in no full window scores 0. An account's score is
that of its highest window.",
        silent.join(", ")
    )
}
