//! The labels of a week: what each account and each request really is.

use std::collections::HashMap;
use std::path::Path;

use hydrascope::request::Timestamp;
use serde::Deserialize;

use crate::error::EvalError;
use crate::lines::{Lines, each_once, find, read};
use crate::report::Report;

/// The role of accounts that belong to a campaign.
pub(crate) const CAMPAIGN_ROLE: &str = "campaign";

/// What an account is: a line of `labels.accounts.jsonl`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct AccountLabel {
    /// Its id.
    pub account: String,
    /// `campaign`, or the kind of benign account.
    pub role: String,
    /// The campaign that it works for.
    pub campaign: Option<String>,
}

/// What a request is: a line of `labels.events.jsonl`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct RequestLabel {
    /// Its id.
    pub id: String,
    /// The campaign that it serves.
    pub campaign: Option<String>,
    /// The template that it was written with.
    pub template: Option<String>,
    /// The role in which it was sent.
    pub kind: String,
}

/// When and by whom a request was sent.
#[derive(Clone, Debug)]
pub(crate) struct Sent {
    pub(crate) at: Timestamp,
    pub(crate) account: String,
}

/// A line of traffic, without its prompt.
#[derive(Deserialize)]
struct SentRow {
    id: String,
    ts: String,
    account: String,
}

/// A labelled week of traffic.
#[derive(Clone, Debug)]
pub struct Week {
    /// Its accounts, in the order of the file.
    pub(crate) accounts: Vec<AccountLabel>,
    /// Its requests, in the order of the file.
    pub(crate) requests: Vec<RequestLabel>,
    /// Requests by id, where a report tells when accounts were flagged and the folder holds the traffic.
    pub(crate) sent: Option<HashMap<String, Sent>>,
}

impl Week {
    /// Reads `labels.accounts.jsonl` and `labels.events.jsonl` from a folder, each plain or with `.gz` or `.zst`. Where
    /// one of the reports tells when accounts were flagged, reads the times of `traffic.jsonl` too, if it is there.
    ///
    /// # Errors
    /// Where a file of labels is missing, one of the files cannot be read, a line is of another form, or an account or a
    /// request comes twice.
    pub fn read(folder: &Path, reports: &[&Report]) -> Result<Self, EvalError> {
        let accounts =
            read(folder, "labels.accounts.jsonl", "an account, its role and its campaign or null")?;
        let accounts = each_once(accounts, "account", |row: &AccountLabel| &row.account)?;
        let requests = read(
            folder,
            "labels.events.jsonl",
            "a request's id, campaign or null, template or null, and kind",
        )?;
        let requests = each_once(requests, "request", |row: &RequestLabel| &row.id)?;
        let timed =
            reports.iter().any(|report| report.tells_alerts) && find(folder, "traffic.jsonl").is_some();
        let sent = timed.then(|| read_sent(folder)).transpose()?;
        Ok(Self { accounts, requests, sent })
    }

    /// What each account is, in the order of the file.
    pub fn accounts(&self) -> &[AccountLabel] {
        &self.accounts
    }

    /// What each request is, in the order of the file.
    pub fn requests(&self) -> &[RequestLabel] {
        &self.requests
    }
}

fn read_sent(folder: &Path) -> Result<HashMap<String, Sent>, EvalError> {
    let expected = "a request's id, ts (RFC 3339) and account";
    let Lines { path, rows } = read::<SentRow>(folder, "traffic.jsonl", expected)?;
    let sent = rows.into_iter().map(|(line, row)| match row.ts.parse() {
        Ok(at) => Ok((row.id, Sent { at, account: row.account })),
        Err(_) => Err(EvalError::Line { path: path.clone(), line, expected, got: "another ts".to_owned() }),
    });
    sent.collect()
}
