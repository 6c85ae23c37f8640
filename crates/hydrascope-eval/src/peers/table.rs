//! Hydrascope and public tools on one week.

use hydrascope::distance::UnitVectors;
use hydrascope::embed::Embedder;
use serde_json::{Value, json};

use super::embedding::whole_prompts;
use super::error::PeerError;
use super::exact::exact_match;
use super::glasswally::{Glasswally, MODEL};
use super::mmd::{BenignReference, discrepant_windows};
use super::row::PeerRow;
use super::score::PeerScore;
use super::script::{IN_PYTHON, PeerScript};
use crate::detection::LabelledLog;
use crate::markdown::{head, row, share};
use crate::score::Score;

const HEADS: [&str; 11] = [
    "",
    "setting",
    "template precision",
    "template recall",
    "template F1",
    "account AP",
    "highest account AP",
    "recall at 1e-3",
    "flagged",
    "precision",
    "recall",
];

/// What hydrascope and public tools reach on a week.
#[derive(Clone, Debug, PartialEq)]
pub struct PeerTable {
    /// Hydrascope first.
    pub rows: Vec<PeerRow>,
    /// Tools that were left out.
    pub left_out: Vec<String>,
}

impl PeerTable {
    /// Runs the tools on a log, and sets them beside the score of hydrascope on it; windows are compared with a reference of
    /// [`super::quiet_reference`]. Without a script, tools in Python are left
    /// out.
    ///
    /// # Errors
    /// Where a tool cannot be run, or the log has accounts that the labels do not know.
    pub fn of(
        log: &LabelledLog,
        hydrascope: &Score,
        embedder: &Embedder,
        reference: &BenignReference,
        script: Option<&PeerScript>,
    ) -> Result<Self, PeerError> {
        let prompts: Vec<&str> = log.requests.iter().map(|request| request.prompt.as_str()).collect();
        let embeddings = embedder.embed(&prompts)?;
        let vectors = UnitVectors::new(embeddings.as_slice(), embeddings.dim())?;
        let mut groupings = vec![exact_match(&log.requests)];
        if let Some(script) = script {
            groupings.extend(script.groupings(&log.requests)?);
        }
        groupings.extend(whole_prompts(vectors)?);
        let (tool, setting) = ("hydrascope".to_owned(), "default".to_owned());
        let mut rows = vec![PeerRow::new(PeerScore { tool, setting, score: hydrascope.clone() })];
        rows.extend(PeerRow::of(log, groupings.iter().map(|grouping| grouping.report(&log.requests)))?);
        rows.extend(PeerRow::of(log, Glasswally::watch(&log.requests_with(&[MODEL])?).reports())?);
        rows.extend(PeerRow::of(log, discrepant_windows(&log.requests, vectors, reference))?);
        let left_out = IN_PYTHON.map(str::to_owned).into_iter().filter(|_| script.is_none());
        Ok(Self { rows, left_out: left_out.collect() })
    }

    /// The table as a JSON object: `tools`, as [`PeerRow::to_json`] gives each, and `left_out`, names.
    pub fn to_json(&self) -> Value {
        json!({ "tools": self.rows.iter().map(PeerRow::to_json).collect::<Vec<_>>(), "left_out": self.left_out })
    }
}

/// The table in Markdown, a row a tool.
pub fn peer_table(table: &PeerTable) -> String {
    let mut text = head(&HEADS);
    table.rows.iter().for_each(|peer| text += &reached(peer));
    for name in &table.left_out {
        let cells = [&[name.as_str(), "left out (--skip-python)"][..], &["-"; HEADS.len() - 2]].concat();
        text += &row(&cells);
    }
    text
}

fn reached(tool: &PeerRow) -> String {
    let (peer, score, templates) = (&tool.best, &tool.best.score, tool.best.templates());
    row(&[
        peer.tool.clone(),
        peer.setting.clone(),
        share(templates.map(|templates| templates.precision)),
        share(templates.map(|templates| templates.recall)),
        share(templates.map(|templates| templates.f1())),
        share(score.account_ap),
        share(tool.highest_account_ap()),
        share(score.recall_at_fpr_1e3),
        score.flagged.to_string(),
        share(Some(score.precision)),
        share(score.recall),
    ])
}
