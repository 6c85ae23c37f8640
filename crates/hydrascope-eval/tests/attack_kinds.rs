//! Attacks beside a week, by a script of the test's own.
#![allow(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "a test stops where it fails and says what it skips"
)]

mod common;
mod demo_week;
mod ran;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use common::*;
use demo_week::demo_week;
use ran::{Ran, run};
use serde_json::Value;

/// Lines of `traffic.jsonl` for each kind: workers and decoys of one list; the week's own requests with other prompts; a
/// failure with words longer than a pipe holds; and a line that is no request.
const SCRIPT: &str = r#"
import gzip, json, random, sys
kind, seed = sys.argv[1], sys.argv[sys.argv.index("--seed") + 1]
n = int(sys.argv[sys.argv.index("--n") + 1]) if "--n" in sys.argv else 0
r = random.Random(seed)
word = lambda: "".join(r.choice("abcdefghij") for _ in range(7))
def put(i, account, prompt, ts="2026-03-0%dT%02d:%02d:%02d.000Z"):
    ts = ts % (r.randrange(2, 9), r.randrange(24), r.randrange(60), r.randrange(60))
    print(json.dumps({"id": f"z{i}", "ts": ts, "account": account, "prompt": prompt}))
if kind == "list":
    for i in range(480 + n):
        ask = "Solve the exercise below as a careful teacher would and show each step: " + " ".join(word() for _ in range(9))
        put(i, f"zw{i % 40}" if i < 480 else f"zd{i}", ask)
elif kind == "silence":
    for line in gzip.open("week/traffic.jsonl.gz", "rt"):
        row = json.loads(line)
        row["prompt"] = " ".join(word() for _ in range(9))
        print(json.dumps(row))
elif kind == "broken":
    put(0, "zw0", "a secret")
    print("a secret")
    put(1, "zw0", "a secret")
else:
    print("x" * 200000, file=sys.stderr)
    sys.exit("there is no such kind")
"#;

/// The folder of a week and beside it a script; none where nothing can run one.
fn prepared() -> Option<(Folders, PathBuf, PathBuf)> {
    if Command::new("python3").arg("--version").output().is_err() {
        eprintln!("SKIPPED: there is no python3, so attacks were NOT tried");
        return None;
    }
    let folders = Folders::new();
    let week = demo_week(&folders);
    let script = week.parent().unwrap().join("attacks.py");
    fs::write(&script, SCRIPT).unwrap();
    Some((folders, script, week))
}

fn attacked(script: &Path, week: &Path, more: &[&str]) -> Ran {
    let more = more.iter().map(|&word| Path::new(word));
    run(&["attack".as_ref(), "kinds".as_ref(), script, week].into_iter().chain(more).collect::<Vec<_>>())
}

#[test]
fn workers_decoys_and_the_weeks_own_accounts_are_counted() {
    let Some((_folders, script, week)) = prepared() else { return };
    let kinds = ["--kind", "list", "--kind", "list:30", "--seeds", "1,2"];
    let json = attacked(&script, &week, &[&kinds[..], &["--json"]].concat());
    assert_eq!((json.code, &*json.stderr), (0, ""));
    let outcomes: Vec<Value> = serde_json::from_str(&json.stdout).unwrap();
    let named: Vec<_> = outcomes.iter().map(|o| (o["attack"].as_str().unwrap(), &o["seed"])).collect();
    let (one, two) = (&Value::from(1), &Value::from(2));
    assert_eq!(named, [("list", one), ("list", two), ("list:30", one), ("list:30", two)]);
    for outcome in &outcomes {
        assert_eq!(outcome["workers"]["accounts"], 40);
        let decoys = if outcome["attack"] == "list" { 0 } else { 30 };
        assert_eq!(outcome["decoys"]["accounts"], decoys);
        assert!(outcome["campaigns"]["flagged"].as_u64() > Some(0), "{outcome}");
        assert!(outcome["campaigns_flagged_without"].as_u64() > Some(0), "{outcome}");
        assert_eq!(outcome["innocents_newly_flagged"], Value::Array(Vec::new()));
    }
    assert_eq!(outcomes[0]["workers"]["flagged"], 40);

    let table = attacked(&script, &week, &kinds);
    let rows: Vec<&str> = table.stdout.lines().collect();
    assert!(rows.len() == 6 && rows.iter().all(|row| row.matches('|').count() == 8), "{}", table.stdout);
    assert!(rows[2].starts_with("| list | 1 | 40 of 40 | 0 of 40 | - | "), "{}", rows[2]);
}

#[test]
fn requests_that_the_week_has_are_replaced() {
    let Some((_folders, script, week)) = prepared() else { return };
    let json = attacked(&script, &week, &["--kind", "silence", "--json"]);
    assert_eq!((json.code, &*json.stderr), (0, ""));
    let outcome = &serde_json::from_str::<Value>(&json.stdout).unwrap()[0];
    assert!(outcome["campaigns_flagged_without"].as_u64() > Some(0), "{outcome}");
    assert_eq!(outcome["campaigns"]["flagged"], 0);
    assert_eq!((&outcome["workers"]["accounts"], &outcome["decoys"]["accounts"]), (&0.into(), &0.into()));
}

#[test]
fn a_script_that_fails_or_writes_no_requests_is_told() {
    let Some((folders, script, week)) = prepared() else { return };
    let failed = attacked(&script, &week, &["--kind", "unknown:3"]);
    assert!(failed.code == 1 && failed.stderr.contains("there is no such kind"), "{}", failed.code);
    assert!(failed.stderr.contains("unknown:3"));
    let broken = attacked(&script, &week, &["--kind", "broken"]);
    assert!(broken.code == 1 && broken.stderr.contains("line 2"), "{}", broken.stderr);
    assert!(!broken.stderr.contains("secret"), "{}", broken.stderr);
    let nowhere = attacked(&folders.folder("nowhere"), &week, &[]);
    assert!(nowhere.code == 1 && nowhere.stderr.contains("script"), "{}", nowhere.stderr);
    assert_eq!(attacked(&script, &week, &["--kind", "list:many"]).code, 2);
    assert_eq!(attacked(&script, &week, &["--kind", ":3"]).code, 2);
}

#[test]
fn the_page_holds_the_table_of_attacks() {
    let Some((folders, script, week)) = prepared() else { return };
    let page = folders.folder("docs").join("quality.md");
    let named = format!("one={}", week.display());
    let words: [&Path; 9] = [
        "quality".as_ref(),
        named.as_ref(),
        "--out".as_ref(),
        &page,
        "--attacks".as_ref(),
        &script,
        "--kind".as_ref(),
        "list".as_ref(),
        "--seeds=2".as_ref(),
    ];
    let made = run(&words);
    assert_eq!((made.code, &*made.stderr), (0, ""));
    let page = fs::read_to_string(&page).unwrap();
    let table = attacked(&script, &week, &["--kind", "list", "--seeds", "2"]).stdout;
    assert!(table.lines().count() == 3 && page.ends_with(&table), "{page}");
}
