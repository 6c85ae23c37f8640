//! What a tool reaches on a week.

use serde_json::{Value, json};

use crate::b_cubed::BCubed;
use crate::score::Score;

/// The figures of a tool at one setting.
#[derive(Clone, Debug, PartialEq)]
pub struct PeerScore {
    /// The tool.
    pub tool: String,
    /// What it was set to.
    pub setting: String,
    /// How it puts requests into templates; none where the labels know no template.
    pub templates: Option<BCubed>,
    /// Average precision of the accounts' scores.
    pub account_ap: Option<f64>,
    /// Recall of accounts at one false positive in a thousand.
    pub recall_at_fpr_1e3: Option<f64>,
    /// Flagged accounts.
    pub flagged: usize,
    /// Share of flagged accounts that belong to a campaign; 0 where none is flagged.
    pub precision: f64,
    /// Share of campaigns' accounts that is flagged.
    pub recall: Option<f64>,
}

impl PeerScore {
    /// Takes a tool's figures from its score.
    pub fn new(tool: &str, setting: &str, score: &Score) -> Self {
        Self {
            tool: tool.to_owned(),
            setting: setting.to_owned(),
            templates: score.templates.as_ref().and_then(|templates| templates.b_cubed),
            account_ap: score.account_ap,
            recall_at_fpr_1e3: score.recall_at_fpr_1e3,
            flagged: score.flagged,
            precision: score.precision,
            recall: score.recall,
        }
    }

    /// The harmonic mean of B-cubed precision and recall.
    pub fn template_f1(&self) -> Option<f64> {
        self.templates.map(|templates| templates.f1())
    }

    /// The figures by the names that [`Score::to_json`] has for them, with `tool` and `setting`.
    pub fn to_json(&self) -> Value {
        json!({
            "tool": self.tool, "setting": self.setting,
            "template_b3_precision": self.templates.map(|templates| templates.precision),
            "template_b3_recall": self.templates.map(|templates| templates.recall),
            "template_b3_f1": self.template_f1(),
            "account_ap": self.account_ap, "recall_at_fpr_1e3": self.recall_at_fpr_1e3,
            "flagged": self.flagged, "precision": self.precision, "recall": self.recall,
        })
    }
}
