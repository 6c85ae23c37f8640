//! A report is one set: of one run, or refused.
#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]

use std::fs;
use std::path::{Path, PathBuf};

use hydrascope::finding::{AccountFinding, Findings, Placement};
use hydrascope::report::{ReportError, ReportSet, RunRecord, check, json_text};
use hydrascope::visible::{is_hidden, visible};
use proptest::prelude::*;

fn findings(account: &str) -> Findings {
    let accounts = vec![AccountFinding { account: account.into(), ..AccountFinding::default() }];
    let placement = Placement { id: "r1".into(), account: account.into(), template: account.into() };
    Findings { accounts, placements: [placement].into_iter().collect(), ..Findings::default() }
}

fn write(out: &Path, account: &str) -> RunRecord {
    let mut set = ReportSet::new(out).unwrap();
    set.add_findings(&findings(account), false).unwrap();
    set.put(RunRecord::default()).unwrap()
}

fn folder(name: &str) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&path);
    path
}

fn names(folder: &Path) -> Vec<String> {
    let name = |entry: std::io::Result<fs::DirEntry>| entry.unwrap().file_name().into_string().unwrap();
    let mut names: Vec<String> = fs::read_dir(folder).unwrap().map(name).collect();
    names.sort();
    names
}

const FILES: [&str; 6] =
    ["accounts.jsonl", "campaigns.json", "catalog.json", "ordinary.json", "requests.jsonl", "run.json"];
/// Those that `run.json` lists.
const LISTED: &[&str] = FILES.split_at(5).0;

#[test]
fn run_json_lists_the_other_files_with_their_hashes() {
    let out = folder("set");
    let run = write(&out, "a");
    assert_eq!(run.files.keys().collect::<Vec<_>>(), LISTED);
    let requests = &run.files["requests.jsonl"];
    // {"id":"r1","account":"a","template":"a"} and the end of the line.
    assert_eq!((requests.bytes, requests.sha256.len()), (41, 64));
    check(&out).unwrap();
    assert_eq!(names(&out), FILES);
}

#[test]
fn files_of_two_runs_are_refused_whichever_they_are() {
    for name in LISTED {
        let (one, other) = (folder("one"), folder("other"));
        write(&one, "a");
        write(&other, "b");
        for same in ["campaigns.json", "catalog.json", "ordinary.json"] {
            fs::write(other.join(same), "[1]\n").unwrap();
        }
        fs::copy(other.join(name), one.join(name)).unwrap();
        let error = check(&one).unwrap_err();
        assert!(matches!(&error, ReportError::Mixed { path } if path.ends_with(name)), "{error}");
        fs::remove_file(one.join(name)).unwrap();
        assert!(matches!(check(&one), Err(ReportError::Mixed { .. })));
    }
    let none = folder("none");
    assert!(matches!(check(&none), Err(ReportError::Read { .. })));
    fs::create_dir_all(&none).unwrap();
    fs::write(none.join("run.json"), "{}").unwrap();
    assert!(matches!(check(&none), Err(ReportError::NoList { .. })));
}

#[test]
fn what_is_not_put_leaves_the_old_report_and_nothing_else() {
    let out = folder("unfinished");
    write(&out, "a");
    fs::write(out.join("mine.txt"), "mine").unwrap();
    fs::write(out.join(".accounts.jsonl.notes.part"), "mine too").unwrap();
    // Left over by a process that is gone: no system has so many.
    fs::write(out.join(".accounts.jsonl.4294967295.part"), "half").unwrap();
    let mut set = ReportSet::new(&out).unwrap();
    set.add_findings(&findings("b"), false).unwrap();
    drop(set);
    check(&out).unwrap();
    assert!(fs::read_to_string(out.join("accounts.jsonl")).unwrap().contains("\"a\""));
    let mut expected: Vec<&str> = FILES.to_vec();
    expected.extend(["mine.txt", ".accounts.jsonl.notes.part"]);
    expected.sort_unstable();
    assert_eq!(names(&out), expected);
}

proptest! {
    #[test]
    fn no_hidden_character_stands_in_a_file_and_none_is_lost(account in "[\\PC\u{0}-\u{1f}\u{7f}-\u{9f}\u{200b}-\u{202e}\u{e0001}\u{feff}]{0,12}") {
        let text = json_text(&findings(&account).accounts).unwrap();
        prop_assert!(text.chars().all(|c| c == '\n' || !is_hidden(c)), "{text:?}");
        let read: serde_json::Value = serde_json::from_str(&text).unwrap();
        prop_assert_eq!(read[0]["account"].as_str(), Some(&*account));
        let plain: serde_json::Value = serde_json::to_value(&findings(&account).accounts).unwrap();
        prop_assert_eq!(read, plain);
        prop_assert!(visible(&account).chars().all(|c| c == '\n' || !is_hidden(c)));
    }
}
