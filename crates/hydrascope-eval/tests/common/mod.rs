//! Weeks and reports that tests write.
#![allow(dead_code, reason = "each test uses a part of it")]

use std::fs;
use std::path::{Path, PathBuf};

use hydrascope_eval::{Report, Score, Week, score};
use serde_json::{Value, json};
use tempfile::TempDir;

/// A folder for a week and one for each report.
pub(crate) struct Folders {
    root: TempDir,
}

impl Folders {
    pub(crate) fn new() -> Self {
        Self { root: tempfile::tempdir().unwrap() }
    }

    /// A folder, made where it is missing.
    pub(crate) fn folder(&self, name: &str) -> PathBuf {
        let path = self.root.path().join(name);
        fs::create_dir_all(&path).unwrap();
        path
    }

    /// Scores a report on the week.
    pub(crate) fn score(&self, report: &str) -> Score {
        let report = Report::read(&self.folder(report)).unwrap();
        score(&Week::read(&self.folder("week"), &[&report]).unwrap(), &report).unwrap()
    }
}

pub(crate) fn write_lines(folder: &Path, name: &str, lines: &[Value]) {
    let text: String = lines.iter().map(|line| format!("{line}\n")).collect();
    fs::write(folder.join(name), text).unwrap();
}

/// Accounts as (account, role), where a role `campaign x` is an account of campaign x.
pub(crate) fn write_accounts(week: &Path, accounts: &[(&str, &str)]) {
    let line = |(account, role): &(&str, &str)| match role.strip_prefix("campaign ") {
        Some(campaign) => json!({ "account": account, "role": "campaign", "campaign": campaign }),
        None => json!({ "account": account, "role": role, "campaign": null }),
    };
    write_lines(week, "labels.accounts.jsonl", &accounts.iter().map(line).collect::<Vec<_>>());
}

/// Requests as (id, role, template), an empty template for none.
pub(crate) fn write_requests(week: &Path, requests: &[(&str, &str, &str)]) {
    let line = |(id, role, template): &(&str, &str, &str)| {
        let template = if template.is_empty() { Value::Null } else { json!(template) };
        match role.strip_prefix("campaign ") {
            Some(campaign) => {
                json!({ "id": id, "campaign": campaign, "template": template, "kind": "campaign" })
            }
            None => json!({ "id": id, "campaign": null, "template": template, "kind": role }),
        }
    };
    write_lines(week, "labels.events.jsonl", &requests.iter().map(line).collect::<Vec<_>>());
}

/// Accounts of a report as (account, score, group of a flagged account); an empty group for none.
pub(crate) fn write_report(report: &Path, accounts: &[(&str, f64, Option<&str>)], places: &[(&str, &str)]) {
    let line = |(account, score, group): &(&str, f64, Option<&str>)| {
        let campaign = group.filter(|group| !group.is_empty());
        json!({ "account": account, "score": score, "flagged": group.is_some(), "campaign": campaign })
    };
    write_lines(report, "accounts.jsonl", &accounts.iter().map(line).collect::<Vec<_>>());
    let place = |(id, template): &(&str, &str)| json!({ "id": id, "template": template });
    write_lines(report, "requests.jsonl", &places.iter().map(place).collect::<Vec<_>>());
}

/// Two campaigns of four and two accounts among four others; `p` and `q` are templates of campaigns, `s` of an app.
pub(crate) fn write_small_week(folder: &Path) {
    let accounts = [
        ("a1", "campaign alpha"),
        ("a2", "campaign alpha"),
        ("a3", "campaign alpha"),
        ("a4", "campaign alpha"),
        ("b1", "campaign beta"),
        ("b2", "campaign beta"),
        ("o1", "organic"),
        ("o2", "organic"),
        ("o3", "organic"),
        ("s1", "saas"),
    ];
    write_accounts(folder, &accounts);
    let requests = [
        ("1", "campaign alpha", "p"),
        ("2", "campaign alpha", "p"),
        ("3", "campaign alpha", "p"),
        ("4", "campaign alpha", ""),
        ("5", "campaign beta", "q"),
        ("6", "campaign beta", "q"),
        ("7", "organic", ""),
        ("8", "organic", ""),
        ("9", "saas", "s"),
        ("10", "saas", "s"),
    ];
    write_requests(folder, &requests);
}

/// A report on it that finds alpha with one false alarm, puts beta's flagged accounts into two groups, splits `p` and
/// merges `q` with an organic request.
pub(crate) fn write_small_report(folder: &Path) {
    let accounts = [
        ("a1", 0.9, Some("c1")),
        ("a2", 0.9, Some("c1")),
        ("a3", 0.8, Some("c1")),
        ("a4", 0.8, Some("c1")),
        ("o1", 0.8, Some("c1")),
        ("b1", 0.6, Some("c2")),
        ("b2", 0.3, None),
        ("o2", 0.3, None),
    ];
    let places = [
        ("1", "t1"),
        ("2", "t1"),
        ("3", "t2"),
        ("5", "t3"),
        ("6", "t3"),
        ("7", "t3"),
        ("9", "t4"),
        ("10", "t4"),
    ];
    write_report(folder, &accounts, &places);
}

pub(crate) fn assert_close(value: f64, expected: f64) {
    assert!((value - expected).abs() < 1e-12, "{value} is not {expected}");
}
