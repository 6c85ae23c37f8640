//! What a report's files hold.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use hydrascope::finding::{
    AccountFinding, CampaignFinding, EvidenceValue, Findings, PartFinding, TemplateFinding,
};
use hydrascope::report::{ReportError, ReportSet, RunRecord, campaigns_json};

fn findings() -> Findings {
    let evidence = BTreeMap::from([(
        "spread",
        EvidenceValue { value: 0.5, weight: 1.25, meaning: "Half of it.".into() },
    )]);
    let account = |account: &str, campaign: Option<&str>| AccountFinding {
        account: account.into(),
        score: if campaign.is_some() { 0.875 } else { 0.0 },
        flagged: campaign.is_some(),
        campaign: campaign.map(Into::into),
        hypothesis: campaign.map(|_| "one list"),
        evidence: if campaign.is_some() { evidence.clone() } else { BTreeMap::new() },
    };
    Findings {
        accounts: vec![account("a\"1", Some("c1")), account("b", None)],
        placements: vec![("r1".into(), "t1".into()), ("r2".into(), "t1".into())],
        campaigns: vec![CampaignFinding {
            id: "c1".into(),
            accounts: vec!["a\"1".into()],
            templates: vec![TemplateFinding {
                id: "t1".into(),
                skeleton: "Name a {1} of {2}".into(),
                parts: Vec::new(),
                requests: 2,
                actors: 1,
                within: None,
                slot_examples: vec![vec!["river".into()], vec!["Asia".into(), "Europe".into()]],
            }],
            languages: vec!["en".into()],
            first_seen: "2026-03-02T00:00:14Z".parse().unwrap(),
            last_seen: "2026-03-03T00:00:14Z".parse().unwrap(),
            requests: 2,
            characters: 1_000,
            estimated_tokens: 250,
            capabilities: vec![("reasoning", 0.75)],
            evidence,
            operator: None,
            hypothesis: "one list",
            strength: 0.75,
            false_discovery_rate: 0.125,
        }],
        operators: Vec::new(),
    }
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
            r#"{"account":"a\"1","score":0.875,"flagged":true,"campaign":"c1","hypothesis":"one list","#,
            r#""evidence":{"spread":{"value":0.5,"weight":1.25,"meaning":"Half of it."}}}"#,
            "\n",
            r#"{"account":"b","score":0.0,"flagged":false,"campaign":null,"hypothesis":null,"evidence":{}}"#,
            "\n",
        )
    );
    assert_eq!(
        fs::read_to_string(out.join("requests.jsonl")).unwrap(),
        "{\"id\":\"r1\",\"template\":\"t1\"}\n{\"id\":\"r2\",\"template\":\"t1\"}\n"
    );
    let campaigns: serde_json::Value =
        serde_json::from_slice(&fs::read(out.join("campaigns.json")).unwrap()).unwrap();
    assert_eq!(campaigns[0]["templates"][0]["skeleton"], "Name a {1} of {2}");
    assert_eq!(campaigns[0]["first_seen"], "2026-03-02T00:00:14.000Z");
    let mut names: Vec<_> = fs::read_dir(&out).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    names.sort();
    assert_eq!(
        names,
        ["accounts.jsonl", "campaigns.json", "requests.jsonl", "run.json"],
        "nothing unfinished is left"
    );
}

#[test]
fn values_of_slots_are_written_only_where_asked() {
    let campaigns = findings().campaigns;
    assert!(!campaigns_json(&campaigns, false).to_string().contains("river"));
    let with_text = campaigns_json(&campaigns, true);
    assert_eq!(
        with_text[0]["templates"][0]["slot_examples"],
        serde_json::json!({"1": ["river"], "2": ["Asia", "Europe"]})
    );
}

#[test]
fn a_chat_s_template_says_who_speaks_and_plain_text_does_not() {
    let mut campaigns = findings().campaigns;
    assert_eq!(campaigns_json(&campaigns, false)[0]["templates"][0].get("parts"), None);
    let part = |role, text: &str| PartFinding { role, text: text.into() };
    campaigns[0].templates[0].parts = vec![part("system", "Be brief."), part("user", "Name a {1} of {2}")];
    assert_eq!(
        campaigns_json(&campaigns, false)[0]["templates"][0]["parts"],
        serde_json::json!([
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
