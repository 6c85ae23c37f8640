//! The score beside that of the scorer that comes with the labelled traffic, where that is found.
#![allow(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "a test stops where it fails and says what it skips"
)]

mod common;
mod random_report;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use common::Folders;
use hydrascope_eval::{CampaignScore, Report, Week, score};
use random_report::{Scheme, write_random_report, write_random_week};
use serde_json::Value;

/// A folder beside the repository.
fn shared(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared").join(name)
}

fn scorer() -> Option<PathBuf> {
    let path = shared("traffic/score.py");
    let found = path.is_file();
    if !found {
        eprintln!("SKIPPED: there is no {}, so scores were NOT compared with its", path.display());
    }
    found.then_some(path)
}

fn theirs(scorer: &Path, week: &Path, report: &Path) -> Value {
    let out = Command::new("python3").arg(scorer).arg(week).arg(report).arg("--json").output().unwrap();
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    serde_json::from_slice(&out.stdout).unwrap()
}

/// Equal but for the rounding of sums.
fn assert_equal(ours: &Value, theirs: &Value, place: &str) {
    match (ours, theirs) {
        (Value::Object(a), Value::Object(b)) => {
            assert!(a.keys().collect::<Vec<_>>() == b.keys().collect::<Vec<_>>(), "{place}: {ours} {theirs}");
            a.iter().for_each(|(key, value)| assert_equal(value, &b[key], &format!("{place}.{key}")));
        }
        (Value::Number(a), Value::Number(b)) => {
            let difference = a.as_f64().unwrap() - b.as_f64().unwrap();
            assert!(difference.abs() <= 1e-12, "{place}: {ours} {theirs}");
        }
        _ => assert_eq!(ours, theirs, "{place}"),
    }
}

/// Purities of the groups that hold as many of a campaign's accounts as any other. Where there are several, the scorer
/// takes one of them, another in each run.
fn tied_purities(week: &Week, report: &Path, campaign: &CampaignScore) -> Vec<f64> {
    let member: BTreeMap<&str, bool> = week
        .accounts()
        .iter()
        .map(|label| (&*label.account, label.campaign.as_deref() == Some(&*campaign.name)))
        .collect();
    let mut groups: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    let rows = std::fs::read_to_string(report.join("accounts.jsonl")).unwrap();
    for row in rows.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()) {
        if let (Some(true), Some(group)) = (row["flagged"].as_bool(), row["campaign"].as_str()) {
            let (shared, size) = groups.entry(group.to_owned()).or_default();
            *size += 1;
            *shared += usize::from(member[row["account"].as_str().unwrap()]);
        }
    }
    let most = groups.values().map(|(shared, _)| *shared).max().unwrap_or(0);
    let tied = groups.values().filter(|(shared, _)| *shared == most);
    tied.map(|(shared, size)| *shared as f64 / *size as f64).collect()
}

/// Holds our score to theirs, and gives the number of campaigns whose best group is a matter of choice.
fn compare(scorer: &Path, week_folder: &Path, report_folder: &Path) -> usize {
    let report = Report::read(report_folder).unwrap();
    let week = Week::read(week_folder, &[&report]).unwrap();
    let score = score(&week, &report).unwrap();
    let (mut ours, mut theirs) = (score.to_json(), theirs(scorer, week_folder, report_folder));
    let mut choices = 0;
    for campaign in &score.campaigns {
        let purities = tied_purities(&week, report_folder, campaign);
        let best = purities.iter().copied().fold(0.0, f64::max);
        assert!((campaign.group_purity - best).abs() < 1e-12, "{campaign:?} {purities:?}");
        if purities.iter().all(|purity| *purity == best) {
            continue;
        }
        choices += 1;
        let taken = &theirs["per_campaign"][&campaign.name];
        let near = |purity: &f64| (purity - taken["group_purity"].as_f64().unwrap()).abs() <= 5.1e-4;
        assert!(purities.iter().any(near), "{campaign:?} {taken} {purities:?}");
        if taken["found"] != campaign.found {
            assert!(campaign.found, "only a purer group can change the verdict");
            theirs["campaigns_found"] = (theirs["campaigns_found"].as_u64().unwrap() + 1).into();
        }
        for choice in ["group_purity", "found"] {
            ours["per_campaign"][&campaign.name][choice] = Value::Null;
            theirs["per_campaign"][&campaign.name][choice] = Value::Null;
        }
    }
    assert_equal(&ours, &theirs, "score");
    choices
}

#[test]
fn random_reports_on_small_weeks_score_the_same() {
    let Some(scorer) = scorer() else { return };
    let mut choices = 0;
    for seed in 0..24 {
        let folders = Folders::new();
        let (week, report) = (folders.folder("week"), folders.folder("report"));
        write_random_week(&week, seed);
        let labels = Week::read(&week, &[]).unwrap();
        write_random_report(
            &report,
            &labels,
            &Scheme { seed, groups: 2, alerts: seed % 2 == 0, places: seed % 3 > 0 },
        );
        choices += compare(&scorer, &week, &report);
    }
    assert!(choices > 0, "no campaign's best group was a matter of choice");
}

#[test]
fn random_reports_on_the_labelled_weeks_score_the_same() {
    let Some(scorer) = scorer() else { return };
    // The scorer does not find traffic that ends in .zst, so alerts are left to the first.
    for (seed, (name, alerts)) in
        [("traffic", true), ("traffic-b", false), ("traffic-c", false)].into_iter().enumerate()
    {
        let week = shared(name);
        if !week.is_dir() {
            eprintln!("SKIPPED: there is no {}, so its scores were NOT compared", week.display());
            continue;
        }
        let folders = Folders::new();
        let report = folders.folder("report");
        let labels = Week::read(&week, &[]).unwrap();
        write_random_report(&report, &labels, &Scheme { seed: seed as u64, groups: 3, alerts, places: true });
        compare(&scorer, &week, &report);
    }
}
