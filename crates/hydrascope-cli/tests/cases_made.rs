//! Logs with a campaign in them that failed once, made by the script beside the repository (`../shared/cases/make.py`), where that is.
#![allow(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "a test stops where it fails and says what it skips"
)]

mod common;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use common::{directory, run};
use serde_json::Value;

/// A log, its preset, and how many accounts of the campaign (`c…`) are flagged at least and at most; of others nobody is.
const MADE: [(&str, &str, usize, usize); 15] = [
    ("base", "plain", 40, 40),
    ("org_same", "plain", 40, 40),
    ("org_na", "plain", 40, 40),
    ("org_false", "plain", 40, 40),
    // One operator, as its organisation says: shown apart.
    ("org_campaign", "plain", 0, 0),
    ("sys_short", "openai", 40, 40),
    ("sys_40k", "openai", 10, 10),
    ("sys_9k_name", "openai", 40, 40),
    ("pad_33k", "plain", 10, 10),
    ("queue_benign", "plain", 0, 0),
    ("contaminate_0", "plain", 0, 0),
    ("contaminate_40", "plain", 40, 40),
    ("langfuse_span", "langfuse", 20, 20),
    // One request an account: nothing can be said, and that is said.
    ("throwaway_1", "plain", 0, 0),
    ("throwaway_2", "plain", 490, 500),
];

fn made() -> Option<PathBuf> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/cases/make.py");
    if !script.is_file() {
        eprintln!("SKIPPED: there is no {}, so its logs were NOT read", script.display());
        return None;
    }
    let out = directory("made");
    let made = Command::new("python3").arg(&script).arg(&out).status().unwrap();
    assert!(made.success());
    Some(out)
}

#[test]
fn each_campaign_is_found_and_nobody_else_is_accused() {
    let Some(logs) = made() else { return };
    for (name, preset, least, most) in MADE {
        let (log, out) = (logs.join(format!("{name}.jsonl")), logs.join(name));
        let (log, out) = (log.to_str().unwrap(), out.to_str().unwrap());
        let ran = run(&["detect", log, "--preset", preset, "--out", out]);
        assert_eq!(ran.code, 0, "{name}: {}", ran.stderr);
        let accounts = fs::read_to_string(Path::new(out).join("accounts.jsonl")).unwrap();
        let flagged: Vec<String> = accounts
            .lines()
            .map(|line| serde_json::from_str::<Value>(line).unwrap())
            .filter(|account| account["flagged"] == true)
            .map(|account| account["account"].as_str().unwrap().to_owned())
            .collect();
        assert!((least..=most).contains(&flagged.len()), "{name}: {} flagged", flagged.len());
        assert!(flagged.iter().all(|account| account.starts_with('c')), "{name}: {flagged:?}");
        assert_eq!(ran.stdout.contains("No campaign found."), flagged.is_empty(), "{name}");
        assert_eq!(ran.stderr.contains("not judged"), name == "throwaway_1", "{name}: {}", ran.stderr);
        let campaigns = fs::read_to_string(Path::new(out).join("campaigns.json")).unwrap();
        assert_eq!(campaigns.contains("\"id\": \"o1\""), name == "org_campaign", "{name}");
    }
}
