//! `hydrascope recluster` from the outside: its window, its devices, its errors.
#![allow(clippy::unwrap_used)]

mod common;

use std::fs;
use std::path::{Path, PathBuf};

use common::{directory, run};
use serde_json::Value;

/// A day of 200 people, and of 20 workers who share a template that has no five words in a row.
fn log(folder: &Path) -> PathBuf {
    let word = |n: usize| format!("w{}q", n * 7919 % 9973);
    let mut lines = Vec::new();
    let mut add = |minute: usize, account: String, prompt: String| {
        let time = format!("2026-03-{:02}T{:02}:{:02}:00Z", 2 + minute / 1440, minute / 60 % 24, minute % 60);
        let id = format!("{account}-{minute}-{prompt:.9}");
        lines.push((
            minute,
            serde_json::json!({ "id": id, "ts": time, "account": account, "prompt": prompt }),
        ));
    };
    for person in 0..200 {
        for i in 0..8 {
            let n = person * 8 + i;
            let prompt = format!("{} {} {}", word(n), word(n + 3000), word(n + 6000));
            add(person * 37 % 1440 + i / 4 * 2880 + i % 4 * 3, format!("p{person}"), prompt);
        }
    }
    for worker in 0..20 {
        for i in 0..10 {
            let prompt = format!("kindly translate this {} into plain french", word(worker * 10 + i));
            add(i * 430 + worker * 17, format!("bot{worker}"), prompt);
        }
    }
    lines.sort_by_key(|(minute, _)| *minute);
    let path = folder.join("log.jsonl");
    fs::write(&path, lines.iter().map(|(_, line)| format!("{line}\n")).collect::<String>()).unwrap();
    path
}

fn json(path: &Path) -> Value {
    serde_json::from_slice(&fs::read(path).unwrap()).unwrap()
}

#[test]
fn finds_a_short_template_and_says_where_it_worked() {
    let folder = directory("recluster");
    let (log, out) = (log(&folder).display().to_string(), folder.join("out"));
    let shown = out.display().to_string();
    let found = run(&["recluster", &log, "--device", "cpu", "--out", &shown, "--quiet"]);
    assert_eq!(found.code, 0, "{}", found.stderr);
    let campaigns = json(&out.join("campaigns.json"));
    assert_eq!(campaigns.as_array().map(Vec::len), Some(1), "{campaigns}");
    let record = json(&out.join("run.json"));
    assert_eq!(record["devices"]["similarity"]["on"], "CPU");
    assert_eq!(record["devices"]["embedding"]["on"], "CPU");
    assert_eq!(record["devices"]["similarity"].get("reason"), None);
}

#[test]
fn looks_at_the_window_alone() {
    let folder = directory("recluster-window");
    let (log, out) = (log(&folder).display().to_string(), folder.join("out"));
    let shown = out.display().to_string();
    let window = ["--since", "2026-03-03T00:00:00Z", "--until", "2026-03-04T00:00:00Z"];
    let run_with = |window: &[&str]| {
        run(&[&["recluster", &log, "--device", "cpu", "--out", &shown, "--quiet"], window].concat())
    };
    assert_eq!(run_with(&window).code, 0);
    let record = json(&out.join("run.json"));
    let window = &record["settings"]["window"];
    let starts = |bound: &str, text| window[bound].as_str().unwrap().starts_with(text);
    assert!(starts("since", "2026-03-03T00:00:00") && starts("until", "2026-03-04T00:00:00"), "{window}");
    let (read, outside) =
        (record["input"]["accepted"].as_u64().unwrap(), window["requests_outside"].as_u64().unwrap());
    assert!(outside > read / 2 && outside < read, "{outside} of {read}");
    let empty = run_with(&["--since", "2030-01-01T00:00:00Z"]);
    assert_eq!(empty.code, 1);
    assert!(empty.stderr.contains("all 1800 lie outside; move --since and --until"), "{}", empty.stderr);
}

#[test]
fn a_gpu_that_is_insisted_on_and_missing_is_an_error_and_one_that_is_wished_for_is_told() {
    let folder = directory("recluster-gpu");
    let (log, out) = (log(&folder).display().to_string(), folder.join("out"));
    let shown = out.display().to_string();
    let with = |device: &str| run(&["recluster", &log, "--device", device, "--out", &shown, "--quiet"]);
    let insisted = with("cuda");
    if insisted.code == 0 {
        return; // This machine has all of it.
    }
    assert_eq!(insisted.code, 1);
    assert!(
        insisted.stderr.starts_with("error: ") && insisted.stderr.to_lowercase().contains("cpu"),
        "{}",
        insisted.stderr
    );
    assert!(!out.exists(), "an error that is known at once comes before the work");
    assert_eq!(with("auto").code, 0);
    let record = json(&out.join("run.json"));
    assert!(record["devices"]["embedding"]["reason"].is_string(), "{record}");
}

#[test]
fn words_alone_are_not_enough() {
    let refused = run(&["recluster", "log.jsonl", "--no-embedding", "--out", "out"]);
    assert_eq!(refused.code, 1);
    assert!(
        refused.stderr.contains("expected a model to recluster with, got --no-embedding"),
        "{}",
        refused.stderr
    );
}
