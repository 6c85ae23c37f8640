//! What a report's files hold.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use hydrascope::finding::{
    AccountFinding, AttributeFinding, CATALOG_FORMAT, CampaignFinding, Catalog, CatalogTemplate, EvidenceMap,
    EvidenceValue, Findings, Hashes, HourCount, HypothesisFinding, MemberFinding, OrdinaryGroup, PartFinding,
    Placement, Standing, TemplateFinding,
};
use hydrascope::report::{Report, ReportError, ReportSet, RunRecord, for_report};
use hydrascope::request::Timestamp;
use serde_json::json;

fn findings() -> Findings {
    let evidence = BTreeMap::from([(
        "spread".into(),
        EvidenceValue {
            value: 0.5,
            error: Some(0.25),
            weight: 1.25,
            meaning: "Half of it.".into(),
            clears: Some("Less of it.".into()),
        },
    )]);
    let account = |account: &str, campaign: Option<&str>| AccountFinding {
        account: account.into(),
        score: if campaign.is_some() { 0.875 } else { 0.0 },
        flagged: campaign.is_some(),
        verdict: if campaign.is_some() { Standing::Flagged } else { Standing::Ungrouped },
        campaign: campaign.map(Into::into),
        hypothesis: campaign.map(|_| "one list".into()),
        requests: 2,
        templated: 2,
        first_seen: time("2026-03-02T00:00:14Z"),
        last_seen: time("2026-03-03T00:00:14Z"),
        alerted_at: None,
        evidence: if campaign.is_some() { evidence.clone() } else { BTreeMap::new() }.into(),
    };
    let placement = |id: &str| Placement { id: id.into(), account: "a\"1".into(), template: "t1".into() };
    Findings {
        accounts: vec![account("a\"1", Some("c1")), account("b", None)],
        placements: [placement("r1"), placement("r2")].into_iter().collect(),
        campaigns: vec![campaign(evidence)],
        operators: vec![CampaignFinding { id: "o1".into(), ..CampaignFinding::default() }],
        ordinary: vec![OrdinaryGroup {
            id: "g1".into(),
            hypothesis: "users".into(),
            accounts: 2,
            requests: 3,
            strength: 0.125,
            first_hour: time("2026-03-02T00:00:00Z"),
            rows: vec![vec![HourCount(0, 1), HourCount(5, 1)], vec![HourCount(7, 1)]],
        }],
        unjudged: Vec::new(),
        catalog: Catalog {
            format: CATALOG_FORMAT,
            key_id: "ab".into(),
            templates: vec![CatalogTemplate {
                key: "0".repeat(32),
                id: "t1".into(),
                words: 3,
                requests: 2,
                accounts: 1,
                campaigns: vec!["c1".into()],
                pairs: Hashes::lowest(vec![7, 5, 7, u64::MAX], 8),
                weights: vec![400, 12, 7],
            }],
        },
    }
}

fn campaign(evidence: EvidenceMap) -> CampaignFinding {
    CampaignFinding {
        id: "c1".into(),
        hypothesis: "one list".into(),
        strength: 0.75,
        false_discovery_rate: 0.125,
        first_seen: time("2026-03-02T00:00:14Z"),
        last_seen: time("2026-03-03T00:00:14Z"),
        requests: 2,
        characters: 1_000,
        estimated_tokens: 250,
        capabilities: BTreeMap::from([("reasoning".into(), 0.75)]),
        languages: vec!["en".into()],
        prior: -1.0,
        log_odds: 0.25,
        evidence,
        silent: BTreeMap::from([("turns".into(), "no turns".into())]),
        hypotheses: vec![HypothesisFinding {
            name: "dealt_by_lot".into(),
            meaning: "one list".into(),
            coordinated: true,
            behind: 0.0,
        }],
        attributes: vec![AttributeFinding {
            name: "network".into(),
            values: 9,
            most: vec![("192.0.2.0/24".into(), 1)],
        }],
        beside: Some("g1".into()),
        templates: vec![TemplateFinding {
            id: "t1".into(),
            skeleton: "Name a {1} of {2}".into(),
            requests: 2,
            actors: 1,
            slot_examples: vec![vec!["river".into()], vec!["Asia".into(), "Europe".into()]],
            ..TemplateFinding::default()
        }],
        accounts: vec!["a\"1".into()],
        members: vec![MemberFinding {
            account: "a\"1".into(),
            score: 0.875,
            requests: 2,
            first_seen: time("2026-03-02T00:00:14Z"),
            last_seen: time("2026-03-03T00:00:14Z"),
            hours: vec![HourCount(0, 1), HourCount(24, 1)],
            templates: vec![(0, 2)],
        }],
        ..CampaignFinding::default()
    }
}

fn time(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn directory(name: &str) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&path);
    path
}

/// Writes a report as a run does.
fn write(out: &Path, findings: &Findings) -> Result<RunRecord, ReportError> {
    let mut set = ReportSet::new(out)?;
    set.add_findings(findings, false)?;
    set.put(RunRecord::default())
}

#[test]
fn files_hold_what_the_scorer_and_people_read() {
    let out = directory("report").join("made/with/parents");
    write(&out, &findings()).unwrap();
    assert_eq!(
        fs::read_to_string(out.join("accounts.jsonl")).unwrap(),
        concat!(
            r#"{"account":"a\"1","score":0.875,"flagged":true,"verdict":"flagged","campaign":"c1","#,
            r#""hypothesis":"one list","requests":2,"templated":2,"#,
            r#""first_seen":"2026-03-02T00:00:14.000Z","last_seen":"2026-03-03T00:00:14.000Z","#,
            r#""evidence":{"spread":{"value":0.5,"error":0.25,"weight":1.25,"meaning":"Half of it.","clears":"Less of it."}}}"#,
            "\n",
            r#"{"account":"b","score":0.0,"flagged":false,"verdict":"ungrouped","campaign":null,"#,
            r#""hypothesis":null,"requests":2,"templated":2,"#,
            r#""first_seen":"2026-03-02T00:00:14.000Z","last_seen":"2026-03-03T00:00:14.000Z","evidence":{}}"#,
            "\n",
        )
    );
    assert_eq!(
        fs::read_to_string(out.join("requests.jsonl")).unwrap(),
        concat!(
            r#"{"id":"r1","account":"a\"1","template":"t1"}"#,
            "\n",
            r#"{"id":"r2","account":"a\"1","template":"t1"}"#,
            "\n"
        )
    );
    let campaigns: serde_json::Value =
        serde_json::from_slice(&fs::read(out.join("campaigns.json")).unwrap()).unwrap();
    assert_eq!(campaigns[0]["templates"][0]["skeleton"], "Name a {1} of {2}");
    assert_eq!(campaigns[0]["first_seen"], "2026-03-02T00:00:14.000Z");
    let mut names: Vec<_> = fs::read_dir(&out).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    names.sort();
    assert_eq!(
        names,
        ["accounts.jsonl", "campaigns.json", "catalog.json", "ordinary.json", "requests.jsonl", "run.json"],
        "nothing unfinished is left"
    );
}

#[test]
fn a_report_is_read_back_as_it_was_written() {
    let out = directory("read_back");
    let found = findings();
    let mut set = ReportSet::new(&out).unwrap();
    set.add_findings(&found, true).unwrap();
    set.put(RunRecord::default()).unwrap();
    let report = Report::open(&out).unwrap();
    assert!(report.findings().unwrap() == found);
    assert_eq!(report.account("a\"1").unwrap().unwrap(), found.accounts[0]);
    assert_eq!(report.account("a").unwrap(), None);
    let (read, second) = (report.placement("r2").unwrap().unwrap(), found.placements.iter().nth(1).unwrap());
    assert_eq!((&*read.id, &*read.account, &*read.template), (second.id, second.account, second.template));
    assert_eq!(report.run().unwrap()["campaigns"], 0);
    let campaigns = fs::read_to_string(out.join("campaigns.json")).unwrap();
    let lines: Vec<&str> = campaigns.lines().collect();
    assert!(lines.contains(&"   \"a\\\"1\""), "an account a line: {campaigns}");
    assert!(
        lines.iter().any(|line| line.starts_with("   {\"account\":\"a\\\"1\"")),
        "a member a line: {campaigns}"
    );
}

#[test]
fn a_file_of_another_version_is_named() {
    let out = directory("other_version");
    write(&out, &findings()).unwrap();
    let report = Report::open(&out).unwrap();
    fs::write(out.join("campaigns.json"), "[\n{\"id\": 1}]").unwrap();
    let error = report.campaigns().unwrap_err();
    assert!(matches!(error, ReportError::Form { line: 2, .. }), "{error}");
}

#[test]
fn values_of_slots_are_written_only_where_asked() {
    let campaign = &findings().campaigns[0];
    let written = |with_text| json!(for_report(campaign, with_text))["templates"][0].clone();
    assert!(!written(false).to_string().contains("river"));
    assert_eq!(written(true)["slot_examples"], json!([["river"], ["Asia", "Europe"]]));
}

#[test]
fn a_chat_s_template_says_who_speaks_and_plain_text_does_not() {
    let mut campaign = findings().campaigns.remove(0);
    assert_eq!(json!(campaign)["templates"][0].get("parts"), None);
    let part = |role: &'static str, text: &str| PartFinding { role: role.into(), text: text.into() };
    campaign.templates[0].parts = vec![part("system", "Be brief."), part("user", "Name a {1} of {2}")];
    assert_eq!(
        json!(campaign)["templates"][0]["parts"],
        json!([
            {"role": "system", "text": "Be brief."},
            {"role": "user", "text": "Name a {1} of {2}"},
        ])
    );
}

#[test]
fn a_place_that_cannot_be_written_is_named() {
    let out = directory("blocked");
    fs::write(&out, "a file").unwrap();
    let error = write(&out, &findings()).unwrap_err();
    assert_eq!(
        error.to_string(),
        format!("cannot write {}: expected a directory with room that this user may write to", out.display())
    );
    fs::remove_file(out).unwrap();
}
