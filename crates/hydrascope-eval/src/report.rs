//! A detector's report: what it says of accounts and where it puts requests.

use std::collections::HashMap;
use std::path::Path;

use hydrascope::report::{ReportError, check};
use hydrascope::request::Timestamp;
use serde::{Deserialize, Deserializer};

use crate::error::EvalError;
use crate::lines::{each_once, find, read};

/// What a report says of an account.
#[derive(Clone, Debug, Default)]
pub(crate) struct Verdict {
    pub(crate) score: f64,
    pub(crate) flagged: bool,
    /// The group that it was put in.
    pub(crate) group: Option<String>,
    /// When it was first flagged.
    pub(crate) alerted_at: Option<Timestamp>,
}

/// A report on a week.
///
/// An account that it leaves out has score 0 and is not flagged; a request that it leaves out stands alone.
#[derive(Clone, Debug)]
pub struct Report {
    pub(crate) accounts: HashMap<String, Verdict>,
    /// Requests in templates: request to template. None where the report does not place requests.
    pub(crate) templates: Option<HashMap<String, String>>,
    /// Whether it says when accounts were flagged, be it never.
    pub(crate) tells_alerts: bool,
}

/// A line of `accounts.jsonl`.
#[derive(Deserialize)]
struct AccountRow {
    account: String,
    score: f64,
    #[serde(default)]
    flagged: bool,
    campaign: Option<String>,
    #[serde(default, deserialize_with = "present")]
    alerted_at: Option<Option<String>>,
}

/// A field that is there, be it null.
fn present<'de, D: Deserializer<'de>>(field: D) -> Result<Option<Option<String>>, D::Error> {
    Option::deserialize(field).map(Some)
}

/// A line of `requests.jsonl`.
#[derive(Deserialize)]
struct RequestRow {
    id: String,
    template: Option<String>,
}

impl Report {
    /// Reads `accounts.jsonl` and, where it is there, `requests.jsonl` from a folder, each plain or with `.gz` or `.zst`.
    ///
    /// # Errors
    /// Where there is no `accounts.jsonl`, a file cannot be read, a line is of another form, an account or a request
    /// comes twice, or `run.json` lists other files than those beside it.
    pub fn read(folder: &Path) -> Result<Self, EvalError> {
        if folder.join("run.json").is_file() {
            match check(folder) {
                // Another tool's record lists no files.
                Ok(()) | Err(ReportError::NoList { .. }) => {}
                Err(error) => return Err(error.into()),
            }
        }
        let (accounts, tells_alerts) = read_accounts(folder)?;
        let places = find(folder, "requests.jsonl").is_some();
        let templates = places.then(|| read_templates(folder)).transpose()?;
        Ok(Self { accounts, templates, tells_alerts })
    }

    pub(crate) fn score(&self, account: &str) -> f64 {
        self.accounts.get(account).map_or(0.0, |verdict| verdict.score)
    }

    pub(crate) fn flags(&self, account: &str) -> bool {
        self.accounts.get(account).is_some_and(|verdict| verdict.flagged)
    }

    /// The group of a flagged account.
    pub(crate) fn flagged_group(&self, account: &str) -> Option<&str> {
        self.accounts.get(account).filter(|verdict| verdict.flagged)?.group.as_deref()
    }
}

fn read_accounts(folder: &Path) -> Result<(HashMap<String, Verdict>, bool), EvalError> {
    let expected = "an account, its score, flagged, its campaign or null, and at most an RFC 3339 alerted_at";
    let lines = read::<AccountRow>(folder, "accounts.jsonl", expected)?;
    let mut times = Vec::with_capacity(lines.rows.len());
    for (line, row) in &lines.rows {
        let time = row.alerted_at.iter().flatten().map(|text| text.parse()).next().transpose();
        times.push(time.map_err(|_| EvalError::Line {
            path: lines.path.clone(),
            line: *line,
            expected,
            got: "another alerted_at".to_owned(),
        })?);
    }
    let rows = each_once(lines, "account", |row| &row.account)?;
    let tells_alerts = rows.iter().any(|row| row.alerted_at.is_some());
    let verdicts = rows.into_iter().zip(times).map(|(row, alerted_at)| {
        (row.account, Verdict { score: row.score, flagged: row.flagged, group: row.campaign, alerted_at })
    });
    Ok((verdicts.collect(), tells_alerts))
}

fn read_templates(folder: &Path) -> Result<HashMap<String, String>, EvalError> {
    let rows = read(folder, "requests.jsonl", "a request's id and its template or null")?;
    let rows = each_once(rows, "request", |row: &RequestRow| &row.id)?;
    Ok(rows.into_iter().filter_map(|row| Some((row.id, row.template?))).collect())
}
