//! A run that is killed leaves the old report, the new one, or a mixture that is refused.
#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]

mod common;

use std::fs;
use std::path::Path;
use std::process::Stdio;
use std::thread::sleep;
use std::time::{Duration, Instant};

use common::{command, directory, run};
use hydrascope::report::{ReportError, check};

/// Moments at which a run is killed.
const MOMENTS: u32 = 64;

/// A log in which some account asks; the reports of two of them differ in each file but the list of campaigns.
fn log(path: &Path, account: &str) {
    let line = |i: u32| {
        format!(
            "{{\"id\": \"{account}{i}\", \"ts\": \"2026-03-02T00:00:{:02}Z\", \"account\": \"{account}{}\", \"prompt\": \"{account} {}\"}}\n",
            i % 60,
            i % 7,
            i / 2
        )
    };
    fs::write(path, (0..400).map(line).collect::<String>()).unwrap();
}

#[test]
fn sixty_four_kills_leave_an_old_report_or_a_new_one_or_are_told() {
    let folder = directory("killed");
    let (old, new, out) = (folder.join("old.jsonl"), folder.join("new.jsonl"), folder.join("out"));
    log(&old, "old");
    log(&new, "new");
    let arguments = |log: &Path| {
        ["detect", log.to_str().unwrap(), "--out", out.to_str().unwrap(), "--no-embedding", "--quiet"]
            .map(str::to_owned)
    };
    let (old, new) = (arguments(&old), arguments(&new));
    let (old, new) = (old.each_ref().map(String::as_str), new.each_ref().map(String::as_str));
    let began = Instant::now();
    assert_eq!(run(&new).code, 0);
    let takes = began.elapsed();
    let accounts = || fs::read_to_string(out.join("accounts.jsonl")).unwrap();
    let (mut whole, mut refused) = (0, 0);
    for moment in 1..=MOMENTS {
        assert_eq!(run(&old).code, 0);
        check(&out).unwrap();
        let before = accounts();
        let mut child = command(&new).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        // Half of the moments lie in the last fifth of a run, where the report is written.
        let part = if moment % 2 == 0 {
            f64::from(moment) / f64::from(MOMENTS)
        } else {
            0.8 + 0.4 * f64::from(moment) / f64::from(MOMENTS)
        };
        sleep(takes.mul_f64(part).min(Duration::from_secs(20)));
        child.kill().unwrap();
        child.wait().unwrap();
        match check(&out) {
            Ok(()) => {
                whole += 1;
                let is_old = accounts() == before;
                assert!(is_old || accounts().contains("\"new0\"") && !accounts().contains("\"old0\""));
            }
            Err(ReportError::Mixed { .. }) => refused += 1,
            Err(error) => panic!("{error}"),
        }
    }
    assert_eq!(whole + refused, MOMENTS);
    // What was left over is gone after the next run.
    assert_eq!(run(&old).code, 0);
    assert!(
        fs::read_dir(&out).unwrap().all(|entry| !entry
            .unwrap()
            .file_name()
            .to_string_lossy()
            .ends_with(".part"))
    );
}
