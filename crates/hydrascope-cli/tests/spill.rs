//! Logs that do not fit into memory: what does not fit is put into a file, and the report is the same.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]

mod common;

use std::fs;
use std::path::Path;

use common::{command, directory, run};

const SET: [&str; 5] =
    ["accounts.jsonl", "requests.jsonl", "campaigns.json", "catalog.json", "ordinary.json"];

/// A log of so many long prompts, no two of which are one.
fn long_prompts(path: &Path, prompts: u32) {
    let filler = "x".repeat(30_000);
    let line = |i: u32| {
        format!(
            "{{\"id\":\"r{i}\",\"ts\":\"2026-03-02T{:02}:{:02}:00Z\",\"account\":\"a{}\",\"prompt\":\"{i} {filler} {i}\"}}\n",
            i / 60 % 24,
            i % 60,
            i % 50
        )
    };
    fs::write(path, (0..prompts).map(line).collect::<String>()).unwrap();
}

#[test]
fn a_log_that_does_not_fit_into_memory_gives_the_same_report_from_a_file() {
    let folder = directory("spilled");
    let (log, whole, spilled) = (folder.join("log.jsonl"), folder.join("whole"), folder.join("spilled"));
    long_prompts(&log, 12_000);
    let log = log.to_str().unwrap();
    for (out, more) in [
        (&whole, &["--memory", "8GiB"][..]),
        (&spilled, &["--memory", "200MB", "--spill-dir", folder.to_str().unwrap()]),
    ] {
        let arguments =
            [&["detect", log, "--no-embedding", "--out", out.to_str().unwrap()][..], more].concat();
        let ended = run(&arguments);
        assert_eq!(ended.code, 0, "{}", ended.stderr);
    }
    for file in SET {
        assert!(fs::read(whole.join(file)).unwrap() == fs::read(spilled.join(file)).unwrap(), "{file}");
    }
    // The text alone is larger than the budget; all that is used at once fits.
    let record: serde_json::Value =
        serde_json::from_slice(&fs::read(spilled.join("run.json")).unwrap()).unwrap();
    assert!(record["peak_memory_bytes"].as_u64().unwrap() < 300_000_000, "{}", record["peak_memory_bytes"]);
    let left: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left.len(), 3, "{left:?}");
}

#[test]
fn what_needs_more_memory_than_it_may_take_and_nowhere_to_put_it_ends_with_an_error_that_names_it() {
    let folder = directory("bomb");
    let (log, out) = (folder.join("bomb.jsonl"), folder.join("out"));
    long_prompts(&log, 12_000);
    let (log, out) = (log.to_str().unwrap(), out.to_str().unwrap());
    let arguments = ["detect", log, "--out", out, "--no-embedding", "--memory", "200MB"];
    let ended = command(&arguments).env("TMPDIR", folder.join("none")).output().unwrap();
    let said = String::from_utf8(ended.stderr).unwrap();
    assert_eq!(ended.status.code(), Some(1), "{said}");
    for part in
        [log, "0.2 GiB of memory", "while: read", "nothing could be put into a file in", "--spill-dir"]
    {
        assert!(said.contains(part), "{said}");
    }
    assert!(!Path::new(out).join("run.json").exists());
    let wrong = run(&["detect", log, "--out", out, "--memory", "1MB"]);
    assert!(wrong.code == 2 && wrong.stderr.contains("128MiB or more"), "{}", wrong.stderr);
    let wrong = run(&["detect", log, "--out", out, "--spill-dir", folder.join("none").to_str().unwrap()]);
    assert!(wrong.code == 1 && wrong.stderr.contains("name another one"), "{}", wrong.stderr);
}
