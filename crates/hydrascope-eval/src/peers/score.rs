//! What a tool reaches on a week.

use serde_json::{Map, Value};

use crate::b_cubed::BCubed;
use crate::score::Score;

/// The figures of a tool that JSON tells, by the names that [`Score::figures`] has for them.
const TOLD: [&str; 8] = [
    "template_b3_precision",
    "template_b3_recall",
    "template_b3_f1",
    "account_ap",
    "recall_at_fpr_1e3",
    "flagged",
    "precision",
    "recall",
];

/// The score of a tool at one setting.
#[derive(Clone, Debug, PartialEq)]
pub struct PeerScore {
    /// The tool.
    pub tool: String,
    /// What it was set to.
    pub setting: String,
    /// What it reached.
    pub score: Score,
}

impl PeerScore {
    /// How it puts requests into templates; none where it knows none, or the labels do.
    pub fn templates(&self) -> Option<BCubed> {
        self.score.templates.as_ref()?.b_cubed
    }

    /// What settings of a tool are chosen by: the harmonic mean of B-cubed precision and recall of templates; where there are none,
    /// average precision of accounts.
    pub fn worth(&self) -> Option<f64> {
        self.templates().map(|templates| templates.f1()).or(self.score.account_ap)
    }

    /// The single figures by the names that [`Score::to_json`] has for them, with `tool` and `setting`.
    pub fn to_json(&self) -> Value {
        let mut row: Map<String, Value> = self
            .score
            .figures()
            .into_iter()
            .filter(|(name, _)| TOLD.contains(name))
            .map(|(name, value)| (name.to_owned(), value.into()))
            .collect();
        row.insert("tool".to_owned(), self.tool.as_str().into());
        row.insert("setting".to_owned(), self.setting.as_str().into());
        row.insert("flagged".to_owned(), self.score.flagged.into());
        row.into()
    }
}
