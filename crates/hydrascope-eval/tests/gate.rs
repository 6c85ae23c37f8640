//! Thresholds hold what they should.
#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]

mod common;

use std::fs;

use common::*;
use hydrascope_eval::{Check, EvalError, Gate, Outcome, RunFigures, gate_table};

fn gate(folders: &Folders, text: &str) -> Result<Gate, EvalError> {
    let path = folders.folder("gate").join("gate.toml");
    fs::write(&path, text).unwrap();
    Gate::read(&path)
}

fn small() -> Folders {
    let folders = Folders::new();
    write_small_week(&folders.folder("week"));
    write_small_report(&folders.folder("report"));
    let run = r#"{"seconds": 2, "peak_memory_bytes": 1000000, "version": "0.1.0", "quick": true}"#;
    fs::write(folders.folder("report").join("run.json"), run).unwrap();
    folders
}

fn outcome(folders: &Folders, text: &str) -> Outcome {
    let run = RunFigures::read(&folders.folder("report")).unwrap();
    gate(folders, text).unwrap().check("A", &folders.score("report"), &run).unwrap()
}

fn verdicts(outcome: &Outcome) -> Vec<(&str, bool)> {
    outcome.checks.iter().map(|check: &Check| (&*check.name, check.holds())).collect()
}

#[test]
fn figures_are_held_from_the_right_side_and_the_threshold_itself_holds() {
    let text = "[A.at_least]\ncampaigns_found = 2\nprecision = 0.9\nrecall = 0.83\n\
                [A.run_at_most]\nseconds = 2\npeak_memory_bytes = 999_999\n";
    let outcome = outcome(&small(), text);
    let expected = [
        ("campaigns_found", true),
        ("precision", false),
        ("recall", true),
        ("peak_memory_bytes", false),
        ("seconds", true),
    ];
    assert_eq!(verdicts(&outcome), expected);
    assert_eq!(outcome.missed(), 2);
}

#[test]
fn what_is_missing_or_no_number_misses() {
    let text = "[A.at_least]\nno_such_figure = 0\nextracted_before_alert = 0\nprecision = nan\n\
                [A.run_at_most]\nversion = 1\nquick = 1\nhours = 1e9\n";
    let outcome = outcome(&small(), text);
    assert_eq!((outcome.checks.len(), outcome.missed()), (6, 6), "{outcome:?}");
    assert!(
        gate_table(&outcome).lines().filter(|line| line.contains("missing") && line.ends_with("NO")).count()
            == 5
    );
    let check = Check { value: Some(f64::NAN), ..outcome.checks[0].clone() };
    assert!(!check.holds());
}

#[test]
fn every_benign_role_has_a_limit_and_a_role_that_is_named_must_be_there() {
    let text = "[A.flagged_share_at_most]\ndefault = 0.1\norganic = 0.4\nviral = 1.0\n";
    let outcome = outcome(&small(), text);
    let expected = [
        ("flagged share of organic", true),
        ("flagged share of saas", true),
        ("flagged share of viral", false),
    ];
    assert_eq!(verdicts(&outcome), expected);
    let strict = "[A.flagged_share_at_most]\ndefault = 0.3333\n";
    let outcome = self::outcome(&small(), strict);
    assert_eq!(outcome.missed(), 1, "a share is not rounded before it is held to its limit: {outcome:?}");
}

#[test]
fn campaigns_that_were_not_found_are_listed() {
    let folders = small();
    write_report(&folders.folder("report"), &[("b1", 0.9, Some("c2"))], &[]);
    let outcome = outcome(&folders, "[A.at_least]\ncampaigns_found = 1\n");
    assert_eq!(outcome.missed(), 0);
    assert!(gate_table(&outcome).contains("campaign not found: alpha: 4 accounts, 0.000 flagged"));
}

#[test]
fn a_gate_that_holds_nothing_is_refused() {
    let folders = Folders::new();
    for (text, reason) in [
        ("", "it holds no week"),
        ("[A]\n", "week A holds no threshold"),
        ("[A.at_last]\nprecision = 1\n", "unknown field `at_last`"),
        ("[A.at_least]\nprecision = \"high\"\n", "invalid type"),
        ("[A.flagged_share_at_most]\norganic = 0.1\n", "A.flagged_share_at_most holds no default"),
    ] {
        let error = gate(&folders, text).unwrap_err().to_string();
        assert!(error.contains(reason) && error.contains("gate.toml"), "{error}");
    }
    let known = gate(&folders, "[A.at_least]\nprecision = 1\n[B.at_least]\nprecision = 1\n").unwrap();
    let error = known.check("C", &small().score("report"), &RunFigures::default()).unwrap_err();
    assert!(error.to_string().contains("expected a week of A, B, got \"C\""), "{error}");
}

#[test]
fn the_thresholds_of_the_project_can_be_read() {
    let gate = Gate::read(concat!(env!("CARGO_MANIFEST_DIR"), "/../../gate.toml").as_ref()).unwrap();
    assert!(gate.weeks().eq(["A", "B", "C"]));
}
