//! What the parts are worth, and the page that says it, as a person would ask for them.
#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]

mod common;
mod demo_week;
mod ran;

use std::fs;
use std::path::{Path, PathBuf};

use common::*;
use demo_week::demo_week;
use hydrascope::detector::Detector;
use hydrascope::embed::{Embedder, Model, Runtime};
use hydrascope::judge::signals;
use hydrascope::report::{ReportSet, RunRecord};
use hydrascope_eval::{LabelledLog, Report, score};
use ran::run;
use serde_json::{Value, json};

/// An argument `NAME=FOLDER`.
fn named(name: &str, folder: &Path) -> String {
    format!("{name}={}", folder.display())
}

/// The small week with a log in which everybody says something else.
fn quiet_week(folders: &Folders) -> PathBuf {
    let week = folders.folder("quiet");
    write_small_week(&week);
    let accounts = ["a1", "a2", "a3", "a4", "b1", "b2", "o1", "o2", "s1", "s1"];
    let line = |(at, account): (usize, &&str)| {
        json!({ "id": (at + 1).to_string(), "ts": format!("2026-03-02T00:00:{at:02}Z"), "account": account,
            "prompt": format!("prompt {account}") })
    };
    write_lines(&week, "traffic.jsonl", &accounts.iter().enumerate().map(line).collect::<Vec<_>>());
    week
}

#[test]
fn a_detection_in_process_scores_as_the_report_that_it_writes() {
    let folders = Folders::new();
    let log = LabelledLog::read(&demo_week(&folders)).unwrap();
    let embedder = Embedder::new(Model::embedded().unwrap(), Runtime::discover(None).unwrap()).unwrap();
    let detector = Detector::builder().embedder(embedder).build().unwrap();
    let found = detector.detect(&detector.log(log.requests()).unwrap()).unwrap();
    let written = folders.folder("report");
    let mut set = ReportSet::new(&written).unwrap();
    set.add_findings(&found, false).unwrap();
    set.put(RunRecord::default()).unwrap();
    let report = score(log.week(), &Report::read(&written).unwrap()).unwrap();
    assert!(report.flagged > 0 && report.templates.is_some());
    assert_eq!(score(log.week(), &Report::of(&found)).unwrap(), report);
}

#[test]
fn each_week_has_a_table_with_a_row_for_each_part() {
    let folders = Folders::new();
    let (one, two) = (named("one", &demo_week(&folders)), named("two", &quiet_week(&folders)));
    let shown = run(&["ablate".as_ref(), one.as_ref(), two.as_ref()]);
    assert_eq!((shown.code, &*shown.stderr), (0, ""));
    let tables: Vec<&str> = shown.stdout.split("## Week ").skip(1).collect();
    assert!(tables[0].starts_with("one\n") && tables[1].starts_with("two\n"), "{}", shown.stdout);
    assert_eq!(tables[0].lines().count(), tables[1].lines().count());
    let rows: Vec<&str> = tables[0].lines().filter(|line| line.starts_with('|')).skip(2).collect();
    let names = signals().map(|signal| format!("without {signal}"));
    let names: Vec<String> =
        ["default".to_owned(), "no embedding".to_owned()].into_iter().chain(names).collect();
    assert_eq!(rows.len(), names.len(), "{}", shown.stdout);
    for (row, name) in rows.iter().zip(&names) {
        assert!(row.starts_with(&format!("| {name} | ")) && row.matches('|').count() == 8, "{row}");
    }
    assert!(rows.iter().any(|row| row.split_once(" | ").unwrap().1 != rows[0].split_once(" | ").unwrap().1));
}

#[test]
fn the_page_holds_what_the_commands_say() {
    let folders = Folders::new();
    let week = named("one", &demo_week(&folders));
    let page = folders.folder("docs").join("quality.md");
    let made = run(&["quality".as_ref(), week.as_ref(), "--out".as_ref(), &page]);
    assert_eq!((made.code, &*made.stderr), (0, ""));
    let page = fs::read_to_string(&page).unwrap();
    assert!(page.contains(&format!("-- quality {week} --out ")), "{page}");
    let json = run(&["ablate".as_ref(), week.as_ref(), "--json".as_ref()]);
    let value: Value = serde_json::from_str(&json.stdout).unwrap();
    let default = &value[0]["runs"][0];
    assert_eq!((&value[0]["week"], &default["run"]), (&"one".into(), &"default".into()));
    for run in value[0]["runs"].as_array().unwrap() {
        let score = &run["score"];
        let [ap, at_1e3, precision, recall] = ["account_ap", "recall_at_fpr_1e3", "precision", "recall"]
            .map(|name| format!("{:.4}", score[name].as_f64().unwrap()));
        let (name, campaigns) = (run["run"].as_str().unwrap(), &score["campaigns_found"]);
        let innocents = &run["innocents_flagged"];
        let row =
            format!("| {name} | {ap} | {at_1e3} | {precision} | {recall} | {campaigns} | {innocents} |");
        assert!(page.lines().any(|line| line == row), "{row} is not in\n{page}");
    }
    let line = |start: &str| page.lines().find(|line| line.starts_with(start)).unwrap().to_owned();
    assert_eq!(line("| flagged |"), format!("| flagged | {} |", default["score"]["flagged"]));
    assert_eq!(
        line("| template_b3_f1 |"),
        format!("| template_b3_f1 | {:.4} |", default["score"]["template_b3_f1"].as_f64().unwrap())
    );
    let missed = default["score"]["per_campaign"].as_object().unwrap();
    let missed = missed.iter().filter(|(_, campaign)| campaign["found"] == false).count();
    let listed = page.split("### Campaigns missed").nth(1).unwrap().split("###").next().unwrap();
    assert_eq!(listed.lines().filter(|line| line.starts_with('|')).skip(2).count(), missed);
}

#[test]
fn weeks_that_cannot_be_used_are_told() {
    let folders = Folders::new();
    let week = demo_week(&folders);
    let unnamed = run(&["ablate".as_ref(), &week]);
    assert!(unnamed.code == 2 && unnamed.stderr.contains("NAME=WEEK_DIR"), "{}", unnamed.stderr);
    assert_eq!(run(&["ablate".as_ref()]).code, 2);
    fs::remove_file(week.join("traffic.jsonl.gz")).unwrap();
    let empty = run(&["ablate".as_ref(), named("one", &week).as_ref()]);
    assert!(empty.code == 1 && empty.stderr.contains("traffic.jsonl"), "{}", empty.stderr);
    fs::write(week.join("traffic.jsonl"), "{\"id\": \"a secret\"}\n").unwrap();
    let broken = run(&["ablate".as_ref(), named("one", &week).as_ref()]);
    assert!(broken.code == 1 && broken.stderr.contains("traffic.jsonl:1"), "{}", broken.stderr);
    assert!(!broken.stderr.contains("secret"), "{}", broken.stderr);
}
