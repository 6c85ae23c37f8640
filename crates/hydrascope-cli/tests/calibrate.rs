//! `hydrascope calibrate`, and detection with what it writes.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test stops where it fails")]

mod common;

use std::fs;

use common::{directory, run};
use serde_json::Value;

const DEMO: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../datasets/demo.jsonl.gz");

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

#[test]
fn a_log_with_campaigns_is_warned_of_and_they_are_found_again() {
    let folder = directory("calibrate-demo");
    let (file, out) = (folder.join("baseline.json"), folder.join("report"));
    let (file, out) = (file.to_str().unwrap(), out.to_str().unwrap());
    let told = run(&["calibrate", DEMO, "--out", file, "--json", "--fail-on-campaign"]);
    assert_eq!(told.code, 3, "{}", told.stderr);
    assert!(told.stderr.contains("warning: the log looks as if it held campaigns"), "{}", told.stderr);
    let suspects = json(&told.stdout)["suspects"].as_array().unwrap().len();
    assert!(suspects > 0 && json(&told.stdout)["groups"].as_u64().unwrap() > 0);

    let detected = run(&["detect", DEMO, "--out", out, "--baseline", file, "--json"]);
    assert_eq!(detected.code, 0, "{}", detected.stderr);
    let detected = json(&detected.stdout);
    assert_eq!(detected["campaigns"].as_array().unwrap().len(), suspects);
    let fit = &detected["run"]["baseline"];
    assert!(fit["known_requests"].as_f64().unwrap() > 0.0 && fit["groups"].as_u64().unwrap() > 0, "{fit}");
    // The baseline holds no text and no account.
    let held = fs::read_to_string(file).unwrap();
    let sketches = json(&held)["applications"].as_array().unwrap().clone();
    let is_hash = |a: &Value| a["sketch"].as_str().unwrap().chars().all(|c| c.is_ascii_hexdigit());
    assert!(!sketches.is_empty() && sketches.iter().all(is_hash));
    assert!(!held.contains("acct-") && held.split('"').all(|word| word.len() <= 1_024));
    assert!(json(&held)["weighed"]["model"].is_string());
    let plain = run(&["detect", DEMO, "--out", out, "--baseline", file, "--without", "day"]);
    assert!(plain.stderr.contains("made with another model or other signals"), "{}", plain.stderr);

    let key = folder.join("key");
    let own = ["--hash-key-file", key.to_str().unwrap(), "--new-hash-key"];
    let other = run(&[&["detect", DEMO, "--out", out, "--baseline", file][..], &own].concat());
    assert_eq!(other.code, 1);
    assert!(other.stderr.contains("was made with another hash key"), "{}", other.stderr);
}

#[test]
fn wrong_calibrations_say_what_is_wrong() {
    let folder = directory("calibrate-wrong");
    let file = folder.join("baseline.json");
    let file = file.to_str().unwrap();
    let unknown = run(&["calibrate", DEMO, "--out", file, "--accept", "c99"]);
    assert_eq!(unknown.code, 1);
    assert!(unknown.stderr.contains("got c99"), "{}", unknown.stderr);
    assert!(fs::read_dir(&folder).unwrap().next().is_none(), "nothing is written");
    let log = folder.join("log.jsonl");
    fs::write(&log, "{\"id\": \"r1\"}\n").unwrap();
    let taken = run(&["calibrate", DEMO, "--out", log.to_str().unwrap()]);
    assert!(taken.code == 1 && taken.stderr.contains("name another place"), "{}", taken.stderr);
    assert_eq!(fs::read_to_string(&log).unwrap(), "{\"id\": \"r1\"}\n");
    fs::write(file, "[]").unwrap();
    let none = run(&["detect", DEMO, "--out", folder.join("report").to_str().unwrap(), "--baseline", file]);
    assert_eq!(none.code, 1);
    assert!(none.stderr.contains("is no baseline"), "{}", none.stderr);
    for fdr in ["0", "1.5", "nan"] {
        let refused = run(&["detect", DEMO, "--out", "unused", "--fdr", fdr]);
        assert_eq!(refused.code, 1, "{fdr}: {}", refused.stderr);
        assert!(refused.stderr.contains("setting fdr"), "{}", refused.stderr);
    }
}
