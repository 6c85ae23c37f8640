//! Inputs that are a poor ground for an answer are told loudly, and bombs end with an error.
#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]

mod common;

use std::fs;

use common::{Run, directory, run};

/// Detects in a log of requests with these accounts and prompts, a minute apart.
fn detect(name: &str, rows: &[(String, String)], options: &[&str]) -> (Run, serde_json::Value) {
    let folder = directory(name);
    let line = |(at, (account, prompt)): (usize, &(String, String))| {
        let time = format!("2026-03-{:02}T{:02}:{:02}:00Z", 2 + at / 1440, at / 60 % 24, at % 60);
        format!("{{\"id\":\"r{at}\",\"ts\":\"{time}\",\"account\":\"{account}\",\"prompt\":\"{prompt}\"}}\n")
    };
    let log = folder.join("log.jsonl");
    fs::write(&log, rows.iter().enumerate().map(line).collect::<String>()).unwrap();
    let out = folder.join("out");
    let mut arguments =
        vec!["detect", log.to_str().unwrap(), "--out", out.to_str().unwrap(), "--no-embedding"];
    arguments.extend(options);
    let run = run(&arguments);
    let record = fs::read(out.join("run.json")).unwrap_or(b"{}".to_vec());
    (run, serde_json::from_slice(&record).unwrap())
}

fn rows(
    count: usize,
    account: impl Fn(usize) -> usize,
    prompt: impl Fn(usize) -> usize,
) -> Vec<(String, String)> {
    (0..count).map(|i| (format!("a{}", account(i)), format!("prompt {}", prompt(i)))).collect()
}

fn kinds(record: &serde_json::Value) -> Vec<&str> {
    record["doubts"].as_array().unwrap().iter().map(|doubt| doubt["kind"].as_str().unwrap()).collect()
}

#[test]
fn each_kind_of_poor_input_ends_with_its_own_code_and_good_input_does_not() {
    let cases = [
        ("good", rows(300, |i| i % 30, |i| i), 0, None),
        ("one-account", rows(100, |i| usize::from(i % 20 == 0), |i| i), 4, Some("one_account")),
        ("one-prompt", rows(100, |i| i % 9, |i| usize::from(i % 25 == 0)), 4, Some("one_prompt")),
        ("unique", rows(1_000, |i| i, |i| i), 4, Some("unique_accounts")),
        ("few-unique", rows(999, |i| i, |i| i), 0, None),
        ("ninety-four", rows(100, |i| usize::from(i % 16 == 0), |i| i), 0, None),
    ];
    for (name, rows, code, kind) in cases {
        let (run, record) = detect(name, &rows, &[]);
        assert_eq!(run.code, code, "{name}: {}", run.stderr);
        assert_eq!(kinds(&record), kind.into_iter().collect::<Vec<_>>(), "{name}");
        assert_eq!(run.stderr.contains("WARNING: poor input: "), code == 4, "{name}: {}", run.stderr);
        let (quiet, _) = detect(name, &rows, &["--quiet"]);
        assert_eq!((quiet.code, quiet.stderr.is_empty()), (code, code == 0), "{name}");
        let (allowed, record) = detect(name, &rows, &["--allow-poor-input"]);
        assert_eq!((allowed.code, kinds(&record).len()), (0, usize::from(kind.is_some())), "{name}");
        assert_eq!(
            allowed.stderr.contains("note: poor input: "),
            kind.is_some(),
            "{name}: {}",
            allowed.stderr
        );
    }
}

#[test]
fn a_fifth_set_aside_is_poor_and_four_fifths_are_refused() {
    // Without text a prompt is no prompt.
    let with = |empty: usize| -> Vec<(String, String)> {
        let row =
            |i: usize| (format!("a{}", i % 9), if i < empty { String::new() } else { format!("prompt {i}") });
        (0..100).map(row).collect()
    };
    let (run, record) = detect("nineteen", &with(19), &[]);
    assert_eq!((run.code, kinds(&record).len()), (0, 0), "{}", run.stderr);
    let (run, record) = detect("twenty", &with(20), &[]);
    assert_eq!((run.code, kinds(&record)), (4, vec!["set_aside"]), "{}", run.stderr);
    let (run, record) = detect("eighty", &with(80), &["--allow-poor-input"]);
    assert_eq!((run.code, &record), (1, &serde_json::json!({})), "{}", run.stderr);
    assert!(run.stderr.contains("80 of 100 records set aside"), "{}", run.stderr);
}

#[test]
fn odd_spans_of_time_are_told_and_no_more() {
    let (run, record) = detect("short", &rows(50, |i| i % 9, |i| i), &[]);
    assert_eq!((run.code, kinds(&record)), (0, vec!["short_span"]), "{}", run.stderr);
    assert!(run.stderr.contains("note: all requests lie within 49 minutes"), "{}", run.stderr);
}
