//! Public tools beside hydrascope, on a week made by hand.
#![allow(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "a test stops where it fails and says what it skips"
)]

mod common;
mod ran;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use common::*;
use hydrascope::embed::{Embedder, Model, Runtime};
use hydrascope_eval::{
    LabelledLog, PeerRow, PeerScript, PeerTable, Score, exact_match, quiet_reference, score,
};
use ran::{Ran, run};
use serde_json::{Value, json};

/// Eight workers of one campaign whose prompts differ in case and white space alone, nine users of an application, three
/// others of whom two say what a worker says too, and one who says nothing.
fn week(folders: &Folders) -> PathBuf {
    let week = folders.folder("week");
    let workers: Vec<String> = (1..=8).map(|i| format!("w{i}")).collect();
    let users: Vec<String> = (1..=9).map(|i| format!("u{i}")).collect();
    let mut sent: Vec<(&str, &str, &str, String)> = Vec::new();
    for (i, worker) in workers.iter().enumerate() {
        let blanks = " ".repeat(i + 1);
        let prompt =
            format!("Describe{blanks}the secret RIVERS of {} Europe", if i % 2 == 0 { "all" } else { "ALL" });
        sent.push((worker, "campaign alpha", "p", prompt));
    }
    users.iter().for_each(|user| sent.push((user, "saas", "s", "Translate the letter".to_owned())));
    sent.push(("w1", "campaign alpha", "p", "Describe the secret lakes".to_owned()));
    for account in ["w1", "o1", "o2"] {
        sent.push((account, "organic", "", "hello".to_owned()));
    }
    sent.push(("o3", "organic", "", "good day".to_owned()));
    let roles =
        |names: &[String], role: &'static str| names.iter().map(|n| (n.clone(), role)).collect::<Vec<_>>();
    let others = ["o1", "o2", "o3", "o4"].map(str::to_owned);
    let accounts =
        [roles(&workers, "campaign alpha"), roles(&users, "saas"), roles(&others, "organic")].concat();
    write_accounts(&week, &accounts.iter().map(|(name, role)| (name.as_str(), *role)).collect::<Vec<_>>());
    let ids: Vec<String> = (0..sent.len()).map(|at| format!("r{at:02}")).collect();
    let labels: Vec<_> =
        ids.iter().zip(&sent).map(|(id, (_, role, template, _))| (&**id, *role, *template)).collect();
    write_requests(&week, &labels);
    let line = |(at, (account, _, _, prompt)): (usize, &(&str, &str, &str, String))| json!({ "id": ids[at], "ts": format!("2026-03-02T00:00:{at:02}Z"), "account": account, "prompt": prompt });
    write_lines(&week, "traffic.jsonl", &sent.iter().enumerate().map(line).collect::<Vec<_>>());
    week
}

fn peers(week: &Path, more: &[&str]) -> Ran {
    let named = format!("one={}", week.display());
    let more = more.iter().map(|&word| Path::new(word));
    run(&["peers".as_ref(), named.as_ref()].into_iter().chain(more).collect::<Vec<_>>())
}

fn mean_score(score: &Score, role: &str) -> f64 {
    score.roles.iter().find(|found| found.role == role).unwrap().mean_score
}

#[test]
fn an_account_is_ranked_by_the_largest_cluster_that_it_sits_in() {
    let folders = Folders::new();
    let log = LabelledLog::read(&week(&folders)).unwrap();
    let exact = exact_match(log.requests());
    let score = score(log.week(), &exact.report(log.requests()).report).unwrap();
    assert_close(mean_score(&score, "campaign"), 8.0);
    assert_close(mean_score(&score, "saas"), 9.0);
    // Two share their cluster with a worker, one is alone, and one sent nothing.
    assert_close(mean_score(&score, "organic"), (3.0 + 3.0 + 1.0) / 4.0);
    assert_eq!((score.flagged, score.recall, score.campaigns_found()), (17, Some(1.0), 1));
    assert_close(score.precision, 8.0 / 17.0);
    assert_close(score.account_ap.unwrap(), 8.0 / 17.0);
    assert_eq!(score.recall_at_fpr_1e3, Some(0.0));
    let templates = score.templates.unwrap().b_cubed.unwrap();
    assert_close(templates.precision, 1.0);
    assert_close(templates.recall, (8.0 * 8.0 / 9.0 + 1.0 / 9.0 + 9.0) / 18.0);
}

#[test]
fn a_tool_is_shown_at_the_setting_of_the_best_template_f1() {
    let folders = Folders::new();
    let log = LabelledLog::read(&week(&folders)).unwrap();
    let exact = exact_match(log.requests());
    let mut one = exact.clone();
    one.setting = "all alike".to_owned();
    one.clusters.fill(0);
    let rows = PeerRow::of(&log, [one, exact].map(|grouping| grouping.report(log.requests()))).unwrap();
    assert_eq!((rows.len(), rows[0].tried.len()), (1, 2));
    assert_eq!(rows[0].best, rows[0].tried[1]);
    assert_eq!(rows[0].tried[0].setting, "all alike");
}

#[test]
fn the_table_has_a_row_for_each_tool_and_says_what_is_left_out() {
    let folders = Folders::new();
    let week = week(&folders);
    let shown = peers(&week, &["--skip-python"]);
    assert_eq!((shown.code, &*shown.stderr), (0, ""));
    let json = peers(&week, &["--skip-python", "--json"]);
    let value: Value = serde_json::from_str(&json.stdout).unwrap();
    assert_eq!((&value[0]["week"], &value[0]["left_out"]), (&"one".into(), &json!(["MinHash", "Drain3"])));
    let tools = value[0]["tools"].as_array().unwrap();
    let names: Vec<&str> = tools.iter().map(|tool| tool["tool"].as_str().unwrap()).collect();
    let accounts_alone = ["Glasswally", "MMD, windows of an account", "MMD, windows of all traffic"];
    assert_eq!(
        names,
        [&["hydrascope", "exact match", "whole-prompt embedding"][..], &accounts_alone].concat()
    );
    let rows: Vec<&str> = shown.stdout.lines().filter(|line| line.starts_with('|')).skip(2).collect();
    for (row, tool) in rows.iter().zip(tools) {
        let (name, setting) = (tool["tool"].as_str().unwrap(), tool["setting"].as_str().unwrap());
        let [f1, ap] = ["template_b3_f1", "account_ap"].map(|figure| tool[figure].as_f64());
        assert_eq!(f1.is_none(), accounts_alone.contains(&name));
        let shown = |value: Option<f64>| value.map_or("-".to_owned(), |value| format!("{value:.4}"));
        assert!(row.starts_with(&format!("| {name} | {setting} | ")), "{row}");
        assert!(
            row.contains(&shown(f1)) && row.contains(&shown(ap)) && row.matches('|').count() == 12,
            "{row}"
        );
        let chosen_by = if f1.is_some() { "template_b3_f1" } else { "account_ap" };
        let tried = tool["tried"].as_array().unwrap().iter().map(|tried| tried[chosen_by].as_f64());
        assert!(tried.clone().all(|tried| tried <= tool[chosen_by].as_f64()) && tried.count() > 0);
    }
    assert!(rows[6].starts_with("| MinHash | left out (--skip-python) | -"), "{}", shown.stdout);
    assert_eq!(rows.len(), 8);

    let page = folders.folder("docs").join("quality.md");
    let named = format!("one={}", week.display());
    let words = ["quality", &named, "--peers", "--skip-python", "--out"].map(Path::new);
    let made = run(&[&words[..], &[&page]].concat());
    assert_eq!((made.code, &*made.stderr), (0, ""));
    let page = fs::read_to_string(&page).unwrap();
    assert!(
        page.matches("## Beside public tools").count() == 1 && rows.iter().all(|row| page.contains(row)),
        "{page}"
    );
}

/// A script that fails where a week is `bad`, and otherwise puts all requests into one cluster, or one too few.
const SCRIPT: &str = r#"
import json, sys
if "--check" in sys.argv:
    sys.exit(0)
texts = [json.loads(line) for line in open(sys.argv[1], encoding="utf-8")]
if MODE == "fail":
    print(texts, file=sys.stderr)
    sys.exit("groups.py: install it")
clusters = [7 for text in texts][MODE == "short":]
with open(sys.argv[2], "w", encoding="utf-8") as out:
    out.write(json.dumps({"tool": "One", "version": "1.2", "setting": "none", "clusters": clusters}) + "\n")
"#;

/// A script of that mode; none where nothing can run one.
fn script(folders: &Folders, mode: &str) -> Option<PathBuf> {
    if Command::new("python3").arg("--version").output().is_err() {
        eprintln!("SKIPPED: there is no python3, so NO tool in Python was tried");
        return None;
    }
    let path = folders.folder("scripts").join(format!("{mode}.py"));
    fs::write(&path, format!("MODE = {mode:?}\n{SCRIPT}")).unwrap();
    Some(path)
}

#[test]
fn what_a_script_writes_is_read_back_and_its_faults_are_told_without_prompts() {
    let folders = Folders::new();
    let week = week(&folders);
    let Some(whole) = script(&folders, "whole") else { return };
    let log = LabelledLog::read(&week).unwrap();
    let groupings = PeerScript::new(&whole, "python3".as_ref()).unwrap().groupings(log.requests()).unwrap();
    assert_eq!((groupings.len(), &*groupings[0].tool, &*groupings[0].setting), (1, "One (1.2)", "none"));
    assert_eq!(groupings[0].clusters, vec![7; log.requests().len()]);
    for (mode, told) in [("fail", "install it"), ("short", "21 clusters")] {
        let path = script(&folders, mode).unwrap();
        let failed = peers(&week, &["--peers-script", path.to_str().unwrap()]);
        assert!(failed.code == 1 && failed.stderr.contains(told), "{}", failed.stderr);
        assert!(!failed.stderr.to_lowercase().contains("rivers"), "{}", failed.stderr);
    }
    let nowhere = peers(&week, &["--peers-script", "nowhere.py"]);
    assert!(nowhere.code == 1 && nowhere.stderr.contains("nowhere.py"), "{}", nowhere.stderr);
    let path = whole.to_str().unwrap();
    let unknown = peers(&week, &["--peers-script", path, "--python", "no-such-python"]);
    assert!(unknown.code == 1 && unknown.stderr.contains("install it"), "{}", unknown.stderr);
}

#[test]
fn the_shipped_script_groups_where_its_packages_are_installed() {
    let folders = Folders::new();
    let log = LabelledLog::read(&week(&folders)).unwrap();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scripts/peers/groups.py");
    let python = std::env::var_os("HYDRASCOPE_PEERS_PYTHON").unwrap_or_else(|| "python3".into());
    let script = match PeerScript::new(&path, python.as_ref()) {
        Ok(script) => script,
        Err(error) => {
            let told = error.to_string();
            assert!(told.contains("requirements-groups.txt") || told.contains("Python"), "{told}");
            eprintln!("SKIPPED: {told}; NO tool in Python was run (HYDRASCOPE_PEERS_PYTHON names a Python)");
            return;
        }
    };
    let groupings = script.groupings(log.requests()).unwrap();
    let rows = PeerRow::of(&log, groupings.iter().map(|grouping| grouping.report(log.requests()))).unwrap();
    let names: Vec<&str> = rows.iter().map(|row| row.best.tool.as_str()).collect();
    assert!(
        names.len() == 2 && names[0].starts_with("MinHash (") && names[1].starts_with("Drain3 ("),
        "{names:?}"
    );
    // The users of the application say the same word for word: no tool at its best takes them apart.
    assert!(rows.iter().all(|row| row.best.score.flagged >= 9), "{rows:?}");
}

#[test]
fn the_table_reads_the_model_that_a_log_says_was_asked() {
    let folders = Folders::new();
    let week = folders.folder("week");
    write_accounts(&week, &[("o", "organic"), ("w", "campaign alpha")]);
    write_requests(&week, &[]);
    let line = |(at, (account, model)): (usize, (&str, &str))| json!({ "id": at.to_string(), "ts": format!("2026-03-02T0{at}:00:00Z"), "account": account, "prompt": "Hi", "model": model });
    let sent = [("o", "old"), ("w", "old"), ("o", "old"), ("w", "new")];
    write_lines(&week, "traffic.jsonl", &sent.into_iter().enumerate().map(line).collect::<Vec<_>>());
    let log = LabelledLog::read(&week).unwrap();
    let embedder = Embedder::new(Model::embedded().unwrap(), Runtime::discover(None).unwrap()).unwrap();
    let reference = quiet_reference(&embedder).unwrap();
    let table = PeerTable::of(&log, &log.score(&embedder).unwrap(), &embedder, &reference, None).unwrap();
    let ap = |tool: &str| table.rows.iter().find(|row| row.best.tool == tool).unwrap().best.score.account_ap;
    // The two differ in nothing else.
    assert_eq!((ap("Glasswally"), ap("exact match")), (Some(1.0), Some(0.5)));
}
