//! The page of a report: what it shows, and what it lets nobody do.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where it fails")]

mod markup;
mod pages;

use std::fs;
use std::path::PathBuf;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hydrascope::finding::{CampaignFinding, Findings};
use hydrascope::report::{self, PageSettings, Pseudonyms, Report, ReportError, ReportSet, RunRecord};
use hydrascope::visible::is_hidden;
use markup::{attributes, tags, within};
use pages::{HOSTILE, MONDAY, Made, PLAIN, WEIGHTS, hostile, run};
use serde_json::Value;
use sha2::{Digest, Sha256};

fn same(plain: &str) -> String {
    plain.to_owned()
}

fn shown(findings: &Findings, settings: &PageSettings) -> String {
    report::page(findings, &run(same), settings).unwrap()
}

fn with_text() -> PageSettings {
    PageSettings { with_text: true, pseudonyms: None }
}

#[test]
fn hostile_text_is_text_wherever_it_stands() {
    let page = report::page(&HOSTILE.findings(), &run(hostile), &with_text()).unwrap();
    let plain = Made { text: same, ..HOSTILE }.findings();
    let plain = report::page(&plain, &run(same), &with_text()).unwrap();
    let kinds = |page: &str| {
        let mut kinds: Vec<String> = tags(page)
            .iter()
            .map(|tag| tag.split([' ', '/', '\n']).next().unwrap_or_default().to_owned())
            .collect();
        kinds.sort();
        kinds.dedup();
        kinds
    };
    assert_eq!(kinds(&page), kinds(&plain), "no tag but ours");
    // Long texts are cut, which is told in a paragraph; slots beyond are lost.
    let others = |page| {
        tags(page).into_iter().filter(|tag| !tag.starts_with("p ") && !tag.starts_with("mark")).count()
    };
    assert_eq!(others(&page), others(&plain), "and none more of ours");
    for tag in tags(&page) {
        for name in attributes(&tag) {
            assert!(!name.starts_with("on") && name != "style" && name != "src", "{name} in {tag:.200}");
        }
    }
    let hidden: Vec<char> = page.chars().filter(|c| *c != '\n' && is_hidden(*c)).collect();
    assert!(hidden.is_empty(), "{hidden:?}");
    assert!(page.contains("\\u{202e}"), "what is hidden is shown by its number");
    assert!(page.contains("{{ 7*7 }}"), "a template within a text stays text");
}

#[test]
fn hostile_findings_reach_each_place() {
    let page = report::page(&HOSTILE.findings(), &run(hostile), &with_text()).unwrap();
    let places = [
        "account-0-0001",
        "Explain the steps of",
        "Take your time.",
        "secret-river",
        "192.0.2.0/24",
        "network",
        "payment",
        "one list, dealt by lot",
        "load says so",
        "accounts of another kind",
        "nothing goes on from anything",
        "dealt_by_lot, in words",
        "users of one application",
        "monday.jsonl",
        "account-in-a-place",
        "broken json",
        "plain",
    ];
    for place in places {
        let escaped = format!("{}&lt;&#x2f;script&gt;", place.replace('/', "&#x2f;"));
        assert!(page.contains(&escaped), "{place}");
    }
}

#[test]
fn the_policy_allows_our_own_script_and_style_alone() {
    let page = shown(&PLAIN.findings(), &with_text());
    let hash = |text: &str| format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text)));
    let script = within(&page, "<script>", "</script>");
    let style = within(&page, "<style>", "</style>");
    let expected = format!(
        "default-src 'none'; script-src {}; style-src {}; base-uri 'none'; form-action 'none'",
        hash(script),
        hash(style)
    );
    assert_eq!(within(&page, "http-equiv=\"Content-Security-Policy\" content=\"", "\""), expected);
    assert!(script.len() < 15_000, "the script has {} bytes", script.len());
    let scripts = tags(&page).into_iter().filter(|tag| tag.starts_with("script")).collect::<Vec<_>>();
    assert_eq!(scripts, ["script type=\"application/json\" id=\"data\"", "script"]);
    for address in ["http:", "https:", "url(", "@import", "innerHTML", "eval("] {
        assert!(!page.contains(address), "{address}");
    }
}

#[test]
fn data_is_json_that_names_each_campaign() {
    let page = report::page(&HOSTILE.findings(), &run(hostile), &with_text()).unwrap();
    let data: Value = serde_json::from_str(within(&page, "id=\"data\">", "</script>")).unwrap();
    assert_eq!(data.as_object().unwrap().keys().collect::<Vec<_>>(), ["c1", "c2", "f1", "o1"]);
    assert_eq!(data["c2"]["language"].as_array().unwrap().len(), 2);
    assert_eq!(data["c1"]["attribute"].as_array().unwrap().len(), 4);
}

/// Of a campaign's waterfall: the names of its lines with what they add.
fn waterfall(page: &str, campaign: &str) -> Vec<(String, f64)> {
    let table = within(page, &format!("data-csv=\"{campaign}-evidence\">"), "</table>");
    let rows = table.split("<th scope=\"row\">").skip(1);
    rows.map(|row| {
        let exact = row.split("data-v=\"").nth(1).unwrap();
        (row.split('<').next().unwrap().to_owned(), exact.split('"').next().unwrap().parse().unwrap())
    })
    .collect()
}

#[test]
fn the_waterfall_adds_up_and_tells_what_no_axis_does() {
    let mut findings = PLAIN.findings();
    let page = shown(&findings, &with_text());
    let bars = waterfall(&page, "c1");
    let names: Vec<&str> = bars.iter().map(|(name, _)| &**name).collect();
    assert_eq!(names, ["prior", "load", "hour", "slots", "day", "log-odds", "strength"]);
    let sum: f64 = bars[..5].iter().map(|(_, weight)| weight).sum();
    assert!((sum - bars[5].1).abs() < 1e-9, "{bars:?}");
    for (_, weight) in WEIGHTS {
        let sign = if weight < 0.0 { '\u{2212}' } else { '+' };
        assert!(page.contains(&format!("{sign}{:.2}<", weight.abs())), "{weight}");
    }
    findings.campaigns[0].log_odds = -2.0;
    findings.campaigns[0].strength = 0.5;
    let bars = waterfall(&shown(&findings, &with_text()), "c1");
    assert_eq!(bars[6], ("hint".to_owned(), 2.0));
    assert_eq!(bars[7], ("strength".to_owned(), 0.5));
}

#[test]
fn what_is_missing_or_doubtful_is_told() {
    let page = shown(&PLAIN.findings(), &PageSettings::default());
    for told in [
        "at most 5 in 100",
        "23% of the records were set aside",
        "Left out by the settings: texts.",
        "Nothing was embedded",
        "no longer look like the baseline",
        "12 requests with a prompt cut to the limit",
        "text of prompts, and is not part",
        "1 group of accounts that share templates could not be judged",
        "known applications among them",
        "<th scope=\"row\">t77</th><td class=\"n\">1,234</td><td class=\"n\">61</td><td class=\"n\">52</td><td>a person</td>",
        "60 of 70 accounts, evenly spaced",
        "an ordinary group (<strong>g1</strong>, 70 accounts, 210 requests)",
        "Probability that somebody deals out this work: 0.982.",
        "about 1 in 10,000",
    ] {
        assert!(page.contains(told), "{told}");
    }
    let nothing = report::page(&Findings::default(), &Value::Null, &PageSettings::default()).unwrap();
    tags(&nothing);
    assert!(nothing.contains("No campaign was found.") && nothing.contains("No baseline"));
}

#[test]
fn values_of_slots_are_shown_only_where_asked() {
    let findings = PLAIN.findings();
    assert!(!shown(&findings, &PageSettings::default()).contains("secret"));
    assert!(shown(&findings, &with_text()).contains("secret-river"));
}

#[test]
fn pseudonyms_stand_for_all_names_and_stay_the_same() {
    let keyed = |key: u8| {
        let pseudonyms = Some(Pseudonyms::new(&[key; 16]).unwrap());
        shown(&PLAIN.findings(), &PageSettings { with_text: false, pseudonyms })
    };
    let page = keyed(1);
    for name in ["account-", "192.0.2.0"] {
        assert!(!page.contains(name), "{name}");
    }
    assert!(page.contains("large-model"), "models name nobody");
    let pseudonyms = Pseudonyms::new(&[1; 16]).unwrap();
    let account = pseudonyms.account("account-0-0001");
    assert!(page.contains(&format!("id=\"c1&#x2f;{account}\"")), "{account}");
    assert!(page.contains(&pseudonyms.value("network", "192.0.2.0/24")));
    assert!(page == keyed(1) && page != keyed(2));
}

#[test]
fn a_page_of_many_campaigns_is_small() {
    let made = Made { campaigns: 200, accounts: 1_000, ..PLAIN };
    let page = shown(&made.findings(), &with_text());
    assert!(page.len() < 15_000_000, "{} bytes", page.len());
    assert!(page.contains("24 of 1,000 accounts, evenly spaced"));
    assert!(page.contains("highest scores of 1,000"));
    // Long texts, many templates and years of time do not make it large either.
    let mut findings =
        Made { campaigns: 60, accounts: 300, templates: 90, requests: 300, ..PLAIN }.findings();
    let late = hydrascope::request::Timestamp::from_millis(MONDAY + 200_000_000_000).unwrap();
    let grow = |campaign: &mut CampaignFinding| {
        campaign.last_seen = late;
        for template in &mut campaign.templates {
            template.parts.clear();
            template.skeleton = "word ".repeat(6_000);
        }
    };
    findings.campaigns.iter_mut().for_each(grow);
    let page = shown(&findings, &with_text());
    assert!(page.len() < 15_000_000, "{} bytes", page.len());
    assert!(page.contains("more bytes are in campaigns.json") && page.contains("more templates, with fewer"));
}

fn folder(name: &str) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&path);
    path
}

#[test]
fn a_page_made_from_the_files_is_that_of_the_run_and_the_set_stays_whole() {
    let out = folder("page-set");
    let findings = PLAIN.findings();
    let mut set = ReportSet::new(&out).unwrap();
    set.add_findings(&findings, true).unwrap();
    let run = RunRecord {
        version: "0.1.0",
        inputs: vec!["a".into()],
        unjudged: findings.unjudged.clone(),
        ..RunRecord::default()
    };
    set.add_page(&findings, &run, true).unwrap();
    let listed = set.put(run).unwrap();
    assert!(listed.files.contains_key(report::PAGE));
    let first = fs::read_to_string(out.join(report::PAGE)).unwrap();

    let read = Report::open(&out).unwrap();
    let again = report::page(&read.findings().unwrap(), &read.run().unwrap(), &with_text()).unwrap();
    assert!(first == again);

    let before = read.run().unwrap();
    report::put_page(&out, "another page").unwrap();
    report::check(&out).unwrap();
    assert_eq!(fs::read_to_string(out.join(report::PAGE)).unwrap(), "another page");
    let mut after = Report::open(&out).unwrap().run().unwrap();
    assert_eq!(after["files"][report::PAGE]["bytes"], 12);
    after["files"][report::PAGE] = before["files"][report::PAGE].clone();
    assert_eq!(before, after, "nothing else of the record changes");

    fs::write(out.join("requests.jsonl"), "{}\n").unwrap();
    assert!(matches!(report::put_page(&out, "a third"), Err(ReportError::Mixed { .. })));
    assert_eq!(fs::read_to_string(out.join(report::PAGE)).unwrap(), "another page");
}
