//! The shipped demo: which campaigns are found, and the same bytes at any thread count and on a second run.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test stops where it fails")]

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Read;
use std::path::Path;

use common::{directory, run};
use serde_json::Value;

const LABELS: &str =
    concat!(env!("CARGO_MANIFEST_DIR"), "/../../datasets/demo.labels/labels.accounts.jsonl.gz");

/// Runs the demo and gives the bytes of its report, but for `run.json`, which holds times.
fn report(name: &str, extra: &[&str]) -> BTreeMap<&'static str, Vec<u8>> {
    let out = directory(name);
    let done = run(&[&["demo", "--out", out.to_str().unwrap()], extra].concat());
    assert_eq!(done.code, 0, "{}", done.stderr);
    let read = |file| (file, fs::read(out.join(file)).unwrap());
    ["accounts.jsonl", "requests.jsonl", "campaigns.json", "report.html"].map(read).into()
}

fn lines(bytes: &[u8]) -> Vec<Value> {
    bytes
        .split(|&b| b == b'\n')
        .filter(|l| !l.is_empty())
        .map(|l| serde_json::from_slice(l).unwrap())
        .collect()
}

/// The labelled campaign and role of each account.
fn labels() -> BTreeMap<String, (Option<String>, String)> {
    let mut text = Vec::new();
    flate2::read::MultiGzDecoder::new(fs::File::open(Path::new(LABELS)).unwrap())
        .read_to_end(&mut text)
        .unwrap();
    let text_of = |v: &Value| v.as_str().map(str::to_owned);
    lines(&text)
        .iter()
        .map(|l| (text_of(&l["account"]).unwrap(), (text_of(&l["campaign"]), text_of(&l["role"]).unwrap())))
        .collect()
}

#[test]
fn the_demo_finds_its_campaigns_and_flags_nobody_else() {
    let report = report("demo-campaigns", &[]);
    let labels = labels();
    let campaigns: Value = serde_json::from_slice(&report["campaigns.json"]).unwrap();
    let mut found = BTreeSet::new();
    for campaign in campaigns.as_array().unwrap() {
        let accounts: Vec<&str> =
            campaign["accounts"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
        let mut truth: BTreeMap<Option<&str>, usize> = BTreeMap::new();
        accounts.iter().for_each(|a| *truth.entry(labels[*a].0.as_deref()).or_default() += 1);
        let (most, count) = truth.into_iter().max_by_key(|(_, n)| *n).unwrap();
        let size = labels.values().filter(|(c, _)| c.as_deref() == most).count();
        let name = most.unwrap_or_else(|| panic!("a benign group was found: {accounts:?}"));
        assert!(
            count * 10 >= accounts.len() * 9,
            "{name}: {count} of {} accounts found are its own",
            accounts.len()
        );
        assert!(count * 10 >= size * 9, "{name}: {count} of its {size} accounts found");
        found.insert(name.to_owned());
    }
    let expected = ["diluted", "multilingual", "noised", "paraphrased", "plain"];
    assert_eq!(found.iter().map(String::as_str).collect::<Vec<_>>(), expected);
    for account in lines(&report["accounts.jsonl"]) {
        let (campaign, role) = &labels[account["account"].as_str().unwrap()];
        assert!(
            campaign.is_some() || account["flagged"] == false,
            "{role} {} is flagged",
            account["account"]
        );
    }
}

#[test]
fn the_report_is_the_same_at_any_thread_count_and_again() {
    let one = report("demo-one", &["--threads", "1"]);
    for (name, threads) in [("demo-two", "2"), ("demo-again", "2"), ("demo-four", "4")] {
        let other = report(name, &["--threads", threads]);
        for (file, bytes) in &one {
            assert!(other[file] == *bytes, "{file} differs with {threads} threads");
        }
    }
}

#[test]
fn slot_values_are_written_only_where_asked() {
    let examples = |report: &BTreeMap<&'static str, Vec<u8>>| {
        let campaigns: Value = serde_json::from_slice(&report["campaigns.json"]).unwrap();
        campaigns.to_string().contains("slot_examples")
    };
    assert!(!examples(&report("demo-private", &[])));
    assert!(examples(&report("demo-text", &["--with-text"])));
}
