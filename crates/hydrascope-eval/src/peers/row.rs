//! A tool at the setting that suits a week best.

use serde_json::Value;

use super::error::PeerError;
use super::peer_report::PeerReport;
use super::score::PeerScore;
use crate::detection::LabelledLog;
use crate::score::score;

/// What a tool reached.
#[derive(Clone, Debug, PartialEq)]
pub struct PeerRow {
    /// At its best setting on this very week ([`PeerScore::worth`]), the first of equal ones.
    pub best: PeerScore,
    /// At each setting, in the order in which they were tried.
    pub tried: Vec<PeerScore>,
}

impl PeerRow {
    /// A tool with one setting.
    pub fn new(only: PeerScore) -> Self {
        Self { tried: vec![only.clone()], best: only }
    }

    /// Scores reports on a log: a row for each tool, in the order in which tools first come.
    ///
    /// # Errors
    /// Where the log has accounts that the labels do not know.
    pub fn of(
        log: &LabelledLog,
        reports: impl IntoIterator<Item = PeerReport>,
    ) -> Result<Vec<Self>, PeerError> {
        let mut rows: Vec<Self> = Vec::new();
        for PeerReport { tool, setting, report } in reports {
            let tried = PeerScore { tool, setting, score: score(&log.week, &report)? };
            match rows.iter_mut().find(|row| row.best.tool == tried.tool) {
                Some(row) => row.add(tried),
                None => rows.push(Self::new(tried)),
            }
        }
        Ok(rows)
    }

    fn add(&mut self, tried: PeerScore) {
        if tried.worth() > self.best.worth() {
            self.best = tried.clone();
        }
        self.tried.push(tried);
    }

    /// The highest average precision of accounts' scores at any setting, be it another one than the best for templates.
    pub fn highest_account_ap(&self) -> Option<f64> {
        self.tried.iter().filter_map(|tried| tried.score.account_ap).max_by(f64::total_cmp)
    }

    /// The best setting's figures as [`PeerScore::to_json`] gives them, `highest_account_ap`, and `tried`, the list of all.
    pub fn to_json(&self) -> Value {
        let mut row = self.best.to_json();
        row["highest_account_ap"] = self.highest_account_ap().into();
        row["tried"] = self.tried.iter().map(PeerScore::to_json).collect();
        row
    }
}
