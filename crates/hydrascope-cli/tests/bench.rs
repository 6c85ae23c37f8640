//! `hydrascope bench` as a person would run it.
#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]

mod common;

use std::fs;

use common::{GOOD, directory, run, run_with_stdin};

#[test]
fn json_is_one_document_and_says_what_was_run() {
    let out = directory("bench").join("out");
    let arguments = ["bench", "--stage", "normalise", "--stage", "minilm", "--runs", "1", "--json", "--out"];
    let bench = run(&[&arguments[..], &[out.to_str().unwrap()]].concat());
    assert_eq!(bench.code, 0, "{}", bench.stderr);
    let document: serde_json::Value = serde_json::from_str(&bench.stdout).unwrap();
    assert!(document["command"].as_str().unwrap().starts_with("hydrascope bench --stage normalise"));
    assert_eq!(document["machine"]["hydrascope"], env!("CARGO_PKG_VERSION"));
    assert!(document["machine"]["cores"].as_u64().unwrap() > 0);
    let result = &document["results"][0];
    assert_eq!((&result["stage"], &result["unit"]), (&"normalise".into(), &"requests".into()));
    assert!(result["per_second"].as_f64().unwrap() > 0.0);
    assert_eq!(document["skipped"][0]["stage"], "minilm");
    let written: serde_json::Value =
        serde_json::from_slice(&fs::read(out.join("bench.json")).unwrap()).unwrap();
    assert_eq!(written, document);
}

#[test]
fn a_log_on_standard_input_is_measured() {
    let log = GOOD.join("\n");
    let bench = run_with_stdin(&["bench", "-", "--stage", "read", "--runs", "1", "-q"], log.as_bytes());
    assert_eq!((bench.code, &*bench.stderr), (0, ""));
    let line = bench.stdout.lines().find(|line| line.starts_with("read")).unwrap();
    assert_eq!(line.split_whitespace().nth(1), Some("2"), "{line}");
    let empty = run_with_stdin(&["bench", "-", "--stage", "read"], b"");
    assert!(empty.code == 1 && empty.stderr.contains("no request in the input"), "{}", empty.stderr);
}

#[test]
fn what_cannot_be_measured_is_refused() {
    for (arguments, code, message) in [
        (&["bench", "--stage", "embedd"][..], 2, "[possible values: read, normalise,"),
        (&["bench", "--peers"], 2, "--out <DIR>"),
        (&["bench", "--size", "3"], 1, "expected a size to be 10 to 100000000, got 3"),
        (&["bench", "--runs", "0"], 1, "expected the number of runs to be 1 to 1000, got 0"),
        (&["bench", "--minilm", "nowhere"], 1, "expected model.onnx, found none"),
        (
            &["bench", "--peers", "--out", "x", "--peers-script", "nowhere.py"],
            1,
            "the peers at nowhere.py, found none",
        ),
    ] {
        let refused = run(arguments);
        assert_eq!((refused.code, &*refused.stdout), (code, ""), "{arguments:?}");
        assert!(refused.stderr.contains(message), "{arguments:?}: {}", refused.stderr);
    }
}
