//! `hydrascope report`, and the page that detection writes.
#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]

mod common;

use std::fs;
use std::path::{Path, PathBuf};

use common::{Run, directory, run};

/// The report of the demo.
fn demo(name: &str, extra: &[&str]) -> (PathBuf, Run) {
    let out = directory(name);
    let done = run(&[&["demo", "--out", out.to_str().unwrap()], extra].concat());
    assert_eq!(done.code, 0, "{}", done.stderr);
    (out, done)
}

fn text(path: &Path) -> String {
    fs::read_to_string(path).unwrap()
}

#[test]
fn the_demo_ends_with_the_place_of_its_page() {
    let (out, done) = demo("report-demo", &[]);
    let page = out.join("report.html");
    assert_eq!(
        done.stderr.lines().last().unwrap(),
        format!("open this page in a browser: {}", page.display())
    );
    assert!(text(&page).contains("<h3>c5</h3>"));
    assert!(text(&out.join("run.json")).contains("\"report.html\": {"));
}

#[test]
fn a_page_is_made_anew_from_the_files_alone() {
    let (out, _) = demo("report-anew", &[]);
    let (folder, page) = (out.to_str().unwrap(), out.join("report.html"));
    let first = text(&page);
    // As a person may have tried to: the set is broken, and that is said.
    fs::write(&page, "edited").unwrap();
    let refused = run(&["report", folder]);
    assert!(
        refused.code == 1 && refused.stderr.contains("report.html is not the file"),
        "{}",
        refused.stderr
    );
    fs::write(&page, &first).unwrap();

    let keyed = out.join("page.key");
    fs::write(&keyed, "sixteen bytes or more").unwrap();
    let done = run(&["report", folder, "--pseudonyms", keyed.to_str().unwrap()]);
    assert_eq!((done.code, &*done.stderr), (0, &*format!("page written to {}\n", page.display())));
    assert_ne!(text(&page), first);
    let again = run(&["report", folder, "--quiet"]);
    assert_eq!((again.code, &*again.stderr, text(&page) == first), (0, "", true));

    let elsewhere = out.join("elsewhere.html");
    let record = text(&out.join("run.json"));
    let done = run(&["report", folder, "--out", elsewhere.to_str().unwrap(), "--json"]);
    let told: serde_json::Value = serde_json::from_str(&done.stdout).unwrap();
    assert_eq!((&told["bytes"], text(&elsewhere) == first), (&first.len().into(), true));
    assert_eq!(text(&out.join("run.json")), record, "a page elsewhere is no part of the report");
}

#[test]
fn a_page_takes_no_other_files_place_and_no_short_key() {
    let (out, _) = demo("report-place", &[]);
    let folder = out.to_str().unwrap();
    for name in ["campaigns.json", "run.json"] {
        let before = text(&out.join(name));
        // By another way to the same folder.
        let place = out.join("../report-place").join(name);
        let done = run(&["report", folder, "--out", place.to_str().unwrap()]);
        assert!(done.code == 1 && done.stderr.contains("is another file of the report"), "{}", done.stderr);
        assert_eq!(text(&out.join(name)), before);
    }
    let key = out.join("short.key");
    fs::write(&key, "too short").unwrap();
    let done = run(&["report", folder, "--pseudonyms", key.to_str().unwrap()]);
    assert!(done.code == 1 && done.stderr.contains("at least 16 bytes, got 9"), "{}", done.stderr);
    assert!(!done.stderr.contains("too short\n"));
}

#[test]
fn a_page_can_be_left_out_and_made_later() {
    let log = directory("report-later").join("log.jsonl");
    fs::write(&log, common::GOOD.join("\n")).unwrap();
    let out = log.with_file_name("out");
    let (input, folder) = (log.to_str().unwrap(), out.to_str().unwrap());
    let detect = ["detect", input, "--out", folder, "--no-page", "--no-embedding", "--allow-poor-input"];
    assert_eq!(run(&detect).code, 0);
    assert!(!out.join("report.html").exists() && !text(&out.join("run.json")).contains("report.html"));
    assert_eq!(run(&["report", folder]).code, 0);
    assert!(text(&out.join("report.html")).contains("No campaign was found."));
    assert!(text(&out.join("run.json")).contains("report.html"));
    // A report without a page leaves none of an earlier run.
    assert_eq!(run(&detect).code, 0);
    assert!(!text(&out.join("run.json")).contains("report.html"));
    assert!(!out.join("report.html").exists(), "a page of another run would mislead");
}
