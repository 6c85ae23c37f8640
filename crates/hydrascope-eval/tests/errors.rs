//! Input that cannot be used is told, with its file and line, and never quoted.
#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]

mod common;

use std::error::Error;
use std::fs;

use common::*;
use hydrascope_eval::{EvalError, Report, Week, score};
use serde_json::json;

fn week_error(folders: &Folders) -> String {
    Week::read(&folders.folder("week"), &[]).unwrap_err().to_string()
}

#[test]
fn a_missing_file_is_named() {
    let folders = Folders::new();
    assert!(week_error(&folders).contains("labels.accounts.jsonl, or the same with .gz or .zst, found none"));
    let error = Report::read(&folders.folder("report")).unwrap_err();
    assert!(matches!(&error, EvalError::Missing { path } if path.ends_with("accounts.jsonl")), "{error}");
}

#[test]
fn a_line_of_another_form_is_named_but_not_quoted() {
    let folders = Folders::new();
    write_small_week(&folders.folder("week"));
    let path = folders.folder("week").join("labels.events.jsonl");
    for (line, got) in [
        ("\"a secret\"", "JSON of another form"),
        ("{\"id\": 7, \"kind\": \"a secret\"}", "JSON of another form"),
        ("{\"id\": \"a secret", "JSON that ends too early"),
        ("a secret", "no JSON"),
    ] {
        fs::write(&path, format!("\n{}\n{line}\n", json!({ "id": "1", "kind": "organic" }))).unwrap();
        let error = week_error(&folders);
        assert!(
            error.contains("labels.events.jsonl, line 3: expected a request's id") && error.contains(got),
            "{error}"
        );
        assert!(!error.contains("secret"), "{error}");
    }
}

#[test]
fn traffic_of_another_form_is_not_quoted_either() {
    let folders = Folders::new();
    let (week, report) = (folders.folder("week"), folders.folder("report"));
    write_small_week(&week);
    write_lines(
        &report,
        "accounts.jsonl",
        &[json!({ "account": "a1", "score": 1, "alerted_at": "2026-03-02T00:00:00Z" })],
    );
    let report = Report::read(&report).unwrap();
    for line in [json!("a secret"), json!({ "id": "1", "ts": "a secret", "account": "a1" })] {
        write_lines(&week, "traffic.jsonl", &[line]);
        let error = Week::read(&week, &[&report]).unwrap_err().to_string();
        assert!(error.contains("traffic.jsonl, line 1") && !error.contains("secret"), "{error}");
    }
}

#[test]
fn an_account_or_request_that_comes_twice_is_refused() {
    let folders = Folders::new();
    write_small_week(&folders.folder("week"));
    write_accounts(&folders.folder("week"), &[("a1", "organic"), ("a2", "organic"), ("a1", "viral")]);
    assert!(week_error(&folders).contains("line 3: expected each account once, got \"a1\" again"));
    write_small_report(&folders.folder("report"));
    write_report(&folders.folder("report"), &[], &[("1", "t1"), ("1", "t2")]);
    let error = Report::read(&folders.folder("report")).unwrap_err();
    assert!(matches!(&error, EvalError::Repeated { line: 2, what: "request", .. }), "{error}");
}

#[test]
fn an_alert_that_is_no_time_is_refused() {
    let folders = Folders::new();
    let report = folders.folder("report");
    let rows =
        [json!({ "account": "a", "score": 1 }), json!({ "account": "b", "score": 1, "alerted_at": "noon" })];
    write_lines(&report, "accounts.jsonl", &rows);
    let error = Report::read(&report).unwrap_err();
    assert!(matches!(&error, EvalError::Line { line: 2, .. }), "{error}");
}

#[test]
fn a_report_on_another_week_is_refused() {
    let folders = Folders::new();
    write_small_week(&folders.folder("week"));
    let accounts = [("a1", 1.0, None), ("z", 1.0, None), ("y", 0.0, None)];
    write_report(&folders.folder("report"), &accounts, &[]);
    let report = Report::read(&folders.folder("report")).unwrap();
    let error = score(&Week::read(&folders.folder("week"), &[&report]).unwrap(), &report).unwrap_err();
    assert!(error.to_string().contains("2 accounts that they do not know, such as \"y\""), "{error}");
}

#[test]
fn a_file_that_is_cut_off_is_told() {
    let folders = Folders::new();
    write_small_week(&folders.folder("week"));
    let path = folders.folder("week").join("labels.events.jsonl");
    let whole = zstd::encode_all(&*fs::read(&path).unwrap(), 1).unwrap();
    fs::remove_file(&path).unwrap();
    fs::write(path.with_extension("jsonl.zst"), &whole[..whole.len() / 2]).unwrap();
    let error = Week::read(&folders.folder("week"), &[]).unwrap_err();
    assert!(matches!(error, EvalError::Unreadable { .. }) && error.source().is_some(), "{error}");
}
