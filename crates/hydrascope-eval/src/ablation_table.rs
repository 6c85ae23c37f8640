//! What the parts are worth, as a table.

use crate::ablation::Ablation;
use crate::markdown::{head, row, share};
use crate::score::Score;

const HEADS: [&str; 7] =
    ["", "account AP", "recall at 1e-3", "precision", "recall", "campaigns", "innocents flagged"];

/// The runs on a week as a table in Markdown, a row a run.
pub fn ablation_table(ablation: &Ablation) -> String {
    head(&HEADS) + &ablation.named().map(|(name, score)| run(name, score)).collect::<String>()
}

fn run(name: &str, score: &Score) -> String {
    row(&[
        name.to_owned(),
        share(score.account_ap),
        share(score.recall_at_fpr_1e3),
        share(Some(score.precision)),
        share(score.recall),
        score.campaigns_found().to_string(),
        score.innocents_flagged().to_string(),
    ])
}
