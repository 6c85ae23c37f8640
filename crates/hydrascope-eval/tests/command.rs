//! `hydrascope-eval` as a person would run it.
#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]

mod common;
mod ran;

use std::fs;
use std::path::Path;

use common::*;
use ran::run;
use serde_json::Value;

fn small() -> Folders {
    let folders = Folders::new();
    write_small_week(&folders.folder("week"));
    write_small_report(&folders.folder("report"));
    fs::write(folders.folder("report").join("run.json"), r#"{"seconds": 2.5}"#).unwrap();
    folders
}

#[test]
fn a_score_is_a_table_or_one_json_document() {
    let folders = small();
    let (week, report) = (folders.folder("week"), folders.folder("report"));
    let shown = run(&["score".as_ref(), &week, &report]);
    assert_eq!((shown.code, &*shown.stderr), (0, ""));
    for head in ["account_ap", "ROLE", "CAMPAIGN", "TEMPLATES OF A ROLE", "LABELLED, MOST SPLIT FIRST"] {
        assert!(shown.stdout.lines().any(|line| line.starts_with(head)), "{}", shown.stdout);
    }
    let json = run(&["score".as_ref(), &week, &report, "--json".as_ref()]);
    let value: Value = serde_json::from_str(&json.stdout).unwrap();
    assert_eq!((&value["flagged"], &value["campaigns_found"]), (&6.into(), &2.into()));
    assert_eq!(value["flagged_share_by_benign_role"]["organic"], 0.3333);
    assert_eq!(value["per_campaign"]["alpha"]["group_purity"], 0.8);
}

#[test]
fn a_report_is_compared_with_another() {
    let folders = small();
    let (week, report, other) = (folders.folder("week"), folders.folder("report"), folders.folder("other"));
    write_report(&other, &[("a1", 1.0, Some("c1"))], &[("1", "t1")]);
    let words = ["score".as_ref(), &*week, &*other, "--against".as_ref(), &*report];
    let shown = run(&words);
    assert!(shown.code == 0 && shown.stdout.contains("BASELINE"), "{}", shown.stderr);
    let json = run(&[&words[..], &["--json".as_ref()]].concat());
    let value: Value = serde_json::from_str(&json.stdout).unwrap();
    assert_eq!((&value["baseline"]["flagged"], &value["report"]["flagged"]), (&6.into(), &1.into()));
    assert_eq!(value["campaigns"][0]["baseline"]["found"], true);
    assert_eq!(value["agreement"]["shared"], 1);
    assert_eq!(value["accounts"].as_array().unwrap().len(), 5);
}

#[test]
fn the_gate_fails_where_one_week_misses() {
    let folders = small();
    let (week, report) = (folders.folder("week"), folders.folder("report"));
    let gate = folders.folder("gate").join("gate.toml");
    let held = "[A.at_least]\nprecision = 0.8\n[A.run_at_most]\nseconds = 3\n[B.at_least]\nprecision = 0.9\n";
    fs::write(&gate, held).unwrap();
    let a: [&Path; 4] = ["--week".as_ref(), "A".as_ref(), &week, &report];
    let b: [&Path; 4] = ["--week".as_ref(), "B".as_ref(), &week, &report];

    let holds = run(&[&["gate".as_ref(), &*gate], &a[..]].concat());
    assert_eq!((holds.code, &*holds.stderr), (0, ""), "{}", holds.stdout);
    assert!(holds.stdout.contains("every threshold of A holds"), "{}", holds.stdout);
    assert!(holds.stdout.contains("week B: NOT MEASURED"), "{}", holds.stdout);

    let misses = run(&[&["gate".as_ref(), &*gate], &a[..], &b[..]].concat());
    assert_eq!(misses.code, 1);
    assert!(
        misses.stderr.contains("1 threshold(s)") && !misses.stdout.contains("every threshold"),
        "{}",
        misses.stderr
    );
}

#[test]
fn what_cannot_be_used_is_an_error_and_wrong_usage_another() {
    let folders = small();
    let (week, report) = (folders.folder("week"), folders.folder("report"));
    let nowhere = run(&["score".as_ref(), &report, &report]);
    assert!(nowhere.code == 1 && nowhere.stderr.contains("labels.accounts.jsonl"), "{}", nowhere.stderr);
    let gate = folders.folder("gate").join("gate.toml");
    fs::write(&gate, "[A.at_least]\nprecision = 0.8\n").unwrap();
    let unknown = run(&["gate".as_ref(), &gate, "--week".as_ref(), "Z".as_ref(), &week, &report]);
    assert!(unknown.code == 1 && unknown.stderr.contains("expected a week of A"), "{}", unknown.stderr);
    assert_eq!(run(&["gate".as_ref(), &gate]).code, 2);
    assert_eq!(run(&["gate".as_ref(), &gate, "--week".as_ref(), "A".as_ref(), &week]).code, 2);
}

#[test]
fn groups_of_the_shipped_traffic_are_written_with_their_readings() {
    let folders = Folders::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let (log, out) = (root.join("datasets/demo.jsonl.gz"), folders.folder("groups").join("groups.jsonl"));
    let ran = run(&["groups".as_ref(), &log, "--out".as_ref(), &out, "--no-embedding".as_ref()]);
    assert_eq!((ran.code, &*ran.stderr), (0, ""));
    let text = fs::read_to_string(&out).unwrap();
    let groups: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert!(groups.iter().any(|group| group["strength"].as_f64().unwrap() > 0.5), "{text}");
    for group in &groups {
        let length = |name: &str| group[name].as_array().unwrap().len();
        assert!(length("hypotheses") == length("log_weights") && length("ids") > 0, "{group}");
        assert!(!group["signals"].as_object().unwrap().is_empty(), "{group}");
    }
}
