//! Questions to a finished report, as a person asks them.
#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]

mod common;

use std::fs;
use std::path::Path;

use common::{directory, run, run_with_stdin};
use serde_json::Value;

fn demo(name: &str) -> String {
    let out = directory(name);
    let done = run(&["demo", "--no-embedding", "--quiet", "--out", out.to_str().unwrap()]);
    assert_eq!(done.code, 0, "{}", done.stderr);
    out.to_str().unwrap().to_owned()
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

#[test]
fn explain_says_why_in_words_and_as_json() {
    let out = demo("answers-explain");
    let campaigns = json(&fs::read_to_string(Path::new(&out).join("campaigns.json")).unwrap());
    let (campaign, account) = (&campaigns[0], campaigns[0]["accounts"][0].as_str().unwrap());
    let done = run(&["explain", &out, account]);
    assert_eq!(done.code, 0, "{}", done.stderr);
    assert!(
        done.stdout.starts_with(&format!("Account {account}: flagged as a member of c1")),
        "{}",
        done.stdout
    );
    let template = campaign["templates"][0]["id"].as_str().unwrap();
    for (id, kind) in [(account, "account"), ("c1", "campaign"), (template, "template")] {
        let done = run(&["explain", &out, id, "--json"]);
        assert_eq!(json(&done.stdout)["kind"], kind);
    }
    let done = run(&["explain", &out, "c99"]);
    assert_eq!(done.code, 1);
    assert!(
        done.stderr.contains("\"c99\" is in no file of the report: looked for an account"),
        "{}",
        done.stderr
    );
}

#[test]
fn search_reads_standard_input_and_writes_the_prompt_nowhere() {
    let out = demo("answers-search");
    let secret = "xyzzy-plugh-secret";
    let said = run_with_stdin(&["search", &out, "-"], secret.as_bytes());
    assert_eq!((said.code, &*said.stdout), (0, "No template of the report is said by this prompt.\n"));
    let key = directory("answers-key").join("key");
    fs::write(&key, "5".repeat(32)).unwrap();
    let other = run(&["search", "--hash-key-file", key.to_str().unwrap(), &out, "--", secret]);
    assert_eq!(other.code, 1);
    assert!(other.stderr.contains("another hash key"), "{}", other.stderr);
    let hyphen = run(&["search", &out, "--xyzzy-plugh-secret", secret]);
    for done in [&said, &other, &hyphen, &run(&["search", "nowhere", secret])] {
        assert!(!done.stderr.contains(secret) && !done.stdout.contains(secret), "{}", done.stderr);
    }
    assert_eq!(json(&run(&["search", "--json", &out, secret]).stdout)["templates"], Value::Array(Vec::new()));
    assert_eq!(run_with_stdin(&["search", &out, "-"], b" \n").code, 1);
}

#[test]
fn diff_of_a_report_with_itself_is_empty() {
    let out = demo("answers-diff");
    let done = run(&["diff", &out, &out, "--json"]);
    assert_eq!(done.code, 0, "{}", done.stderr);
    let found = json(&done.stdout);
    assert!(found["campaigns"].as_array().unwrap().iter().all(|c| c["change"] == "kept"));
    assert_eq!(found["flagged"], Value::Array(Vec::new()));
    assert!(run(&["diff", &out, &out]).stdout.contains("0 accounts flagged now"));
}

#[test]
fn formats_are_written_beside_json_and_belong_to_the_set() {
    let out = directory("answers-formats");
    let out = out.to_str().unwrap();
    let done = run(&[
        "demo",
        "--no-embedding",
        "--quiet",
        "--format",
        "csv,parquet",
        "--format",
        "jsonl",
        "--out",
        out,
    ]);
    assert_eq!(done.code, 0, "{}", done.stderr);
    let files = json(&fs::read_to_string(Path::new(out).join("run.json")).unwrap())["files"].clone();
    for name in [
        "accounts.jsonl",
        "accounts.csv",
        "requests.parquet",
        "campaigns.csv",
        "members.parquet",
        "templates.csv",
    ] {
        assert!(files[name]["bytes"].as_u64().unwrap() > 0, "{name}");
    }
    let lines = |name: &str| fs::read_to_string(Path::new(out).join(name)).unwrap().lines().count();
    assert_eq!(lines("accounts.csv"), lines("accounts.jsonl") + 1);
    assert_eq!(run(&["demo", "--format", "xlsx", "--out", out]).code, 2);
}
