//! Small reports to ask.
#![allow(dead_code, reason = "no test file uses all of it")]

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use hydrascope::finding::{
    AccountFinding, CampaignFinding, EvidenceMap, EvidenceValue, Findings, HourCount, HypothesisFinding,
    MemberFinding, OrdinaryGroup, Placement, Standing, TemplateFinding,
};
use hydrascope::report::{Report, ReportSet, RunRecord};
use hydrascope::request::Timestamp;

pub(crate) fn folder(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("answered").join(name)
}

/// Writes findings as a report and opens it.
pub(crate) fn report(name: &str, findings: &Findings) -> Report {
    let folder = folder(name);
    let _ = fs::remove_dir_all(&folder);
    let mut set = ReportSet::new(&folder).unwrap();
    set.add_findings(findings, false).unwrap();
    set.put(RunRecord::default()).unwrap();
    Report::open(&folder).unwrap()
}

pub(crate) fn time(text: &str) -> Timestamp {
    text.parse().unwrap()
}

pub(crate) fn value(value: f64, weight: f64, error: Option<f64>) -> EvidenceValue {
    let clears = error.map(|_| "requests that come in sessions".into());
    EvidenceValue { value, error, weight, meaning: "said".into(), clears }
}

fn evidence(values: &[(&'static str, f64)]) -> EvidenceMap {
    values.iter().map(|&(name, weight)| (name.into(), value(0.5, weight, Some(0.125)))).collect()
}

/// A flagged account.
pub(crate) fn account(name: &str, campaign: &str) -> AccountFinding {
    AccountFinding {
        account: name.into(),
        score: 0.794_609_642_400_731_6,
        flagged: true,
        verdict: Standing::Flagged,
        campaign: Some(campaign.into()),
        hypothesis: Some("one list".into()),
        requests: 4,
        templated: 3,
        first_seen: time("2026-03-02T00:30:00Z"),
        last_seen: time("2026-03-03T00:30:00Z"),
        alerted_at: None,
        evidence: BTreeMap::from([
            ("group".into(), value(0.9, 2.2, None)),
            ("membership".into(), value(0.8, 1.4, None)),
            ("share".into(), value(0.75, 5.0, None)),
            ("sessions".into(), value(0.25, 0.5, Some(0.125))),
        ])
        .into(),
    }
}

fn template(id: &str, skeleton: &str) -> TemplateFinding {
    TemplateFinding {
        id: id.into(),
        skeleton: skeleton.into(),
        requests: 3,
        actors: 3,
        ..TemplateFinding::default()
    }
}

/// What a member did: hours, and templates by place.
pub(crate) fn member(account: &str, score: f64, hours: &[u32], templates: &[u32]) -> MemberFinding {
    MemberFinding {
        account: account.into(),
        score,
        requests: hours.len(),
        first_seen: time("2026-03-02T00:30:00Z"),
        last_seen: time("2026-03-03T00:30:00Z"),
        hours: hours.iter().map(|&hour| HourCount(hour, 1)).collect(),
        templates: templates.iter().map(|&template| (template, 1)).collect(),
    }
}

/// A campaign of the accounts a1 to a3.
pub(crate) fn campaign(id: &str) -> CampaignFinding {
    let hypothesis = |name: &'static str, meaning: &'static str, coordinated, behind| HypothesisFinding {
        name: name.into(),
        meaning: meaning.into(),
        coordinated,
        behind,
    };
    let members = vec![
        member("a1", 0.75, &[0, 3], &[0, 1]),
        member("a2", 0.5, &[7], &[0]),
        member("a3", 1.0, &[0, 3], &[0, 1]),
    ];
    CampaignFinding {
        id: id.into(),
        hypothesis: "one list".into(),
        strength: 0.9,
        first_seen: time("2026-03-02T00:30:00Z"),
        last_seen: time("2026-03-03T00:30:00Z"),
        requests: 5,
        languages: vec!["en".into()],
        prior: -3.0,
        log_odds: 2.0,
        evidence: evidence(&[("hour", 2.0), ("load", 4.0), ("texts", -1.0)]),
        hypotheses: vec![
            hypothesis("lot", "one list", true, 0.0),
            hypothesis("turns", "handed on", true, 1.0),
            hypothesis("sessions", "users", false, 2.0),
        ],
        beside: Some("g1".into()),
        templates: vec![template("t1", "Write of {1}."), template("t2", "Say {1}.")],
        accounts: members.iter().map(|member| member.account.clone()).collect(),
        members,
        ..CampaignFinding::default()
    }
}

/// One campaign, an ordinary account and an ordinary group.
pub(crate) fn findings() -> Findings {
    let placed = |id: &str, account: &str, template: &str| Placement {
        id: id.into(),
        account: account.into(),
        template: template.into(),
    };
    Findings {
        accounts: vec![
            account("a1", "c1"),
            account("a2", "c1"),
            AccountFinding { account: "b1".into(), requests: 1, ..AccountFinding::default() },
        ],
        placements: [
            placed("r1", "a1", "t1"),
            placed("r2", "a1", "t1"),
            placed("r3", "a2", "t1"),
            placed("r4", "b1", "t1"),
            placed("r5", "a1", "d7"),
        ]
        .into_iter()
        .collect(),
        campaigns: vec![campaign("c1")],
        ordinary: vec![OrdinaryGroup {
            id: "g1".into(),
            hypothesis: "users".into(),
            accounts: 3,
            requests: 4,
            strength: 0.01,
            first_hour: time("2026-03-02T00:00:00Z"),
            rows: vec![vec![HourCount(0, 1)]],
        }],
        ..Findings::default()
    }
}
