//! Prompts looked up in the catalog of a report.
#![allow(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "a test stops where it fails, and says what it skips"
)]

mod answered;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use answered::report;
use hydrascope::answer::{AnswerError, Finder, SAYS, near_words, search};
use hydrascope::baseline::pair_hash;
use hydrascope::detector::Detector;
use hydrascope::finding::{CatalogTemplate, Findings};
use hydrascope::input::{FieldMap, Input, Preset, ReadSettings, read};
use hydrascope::mine::bigrams;
use hydrascope::normalize::Normalizer;
use hydrascope::params::Params;
use hydrascope::request::{HashKey, Prompt, Request};

const DEMO: &[u8] = include_bytes!("../datasets/demo.jsonl.gz");

fn found(input: Input, hash_key: HashKey) -> (Vec<Request>, Findings) {
    let settings = ReadSettings { hash_key, ..ReadSettings::new(FieldMap::preset(Preset::Plain)) };
    let (requests, _) = read(&[input], &settings, &mut |_| ()).unwrap();
    let params = Params::builder().hash_key(hash_key).build().unwrap();
    let findings =
        Detector::builder().params(params).build().and_then(|d| d.detect(&d.log(&requests)?)).unwrap();
    (requests, findings)
}

fn demo(hash_key: HashKey) -> (Vec<Request>, Findings) {
    found(Input::Bytes { name: "demo.jsonl.gz", bytes: DEMO.into() }, hash_key)
}

/// Shares, in order: of members' prompts in a campaign's template that find it first, of all placed prompts that do, and of prompts
/// outside any template that find one.
fn shares(requests: &[Request], findings: &Findings) -> [f64; 3] {
    let finder = Finder::new(findings.catalog.clone(), HashKey::default()).unwrap();
    let placed: BTreeMap<&str, &str> = findings.placements.iter().map(|p| (p.id, p.template)).collect();
    let members: BTreeSet<&str> =
        findings.campaigns.iter().flat_map(|c| &c.accounts).map(String::as_str).collect();
    let of_campaign: BTreeSet<&str> =
        finder.templates().iter().filter(|t| !t.campaigns.is_empty()).map(|t| t.id.as_str()).collect();
    let (mut all, mut right) = ([0usize; 3], [0usize; 3]);
    let mut count = |group: usize, is_so: bool| {
        all[group] += 1;
        right[group] += usize::from(is_so);
    };
    for request in requests {
        let said = finder.said(&request.prompt);
        let first = said.first().map(|said| finder.templates()[said.place].id.as_str());
        match placed.get(&*request.id).filter(|template| template.starts_with('t')) {
            Some(&template) => {
                count(1, first == Some(template));
                if members.contains(&*request.account) && of_campaign.contains(template) {
                    count(0, first == Some(template));
                }
            }
            None => count(2, first.is_some()),
        }
    }
    [0, 1, 2].map(|group| right[group] as f64 / all[group].max(1) as f64)
}

#[test]
fn prompts_of_campaigns_find_their_template_first_and_others_none() {
    let (requests, findings) = demo(HashKey::default());
    let [campaigns, all, outside] = shares(&requests, &findings);
    eprintln!(
        "demo: campaigns' prompts {campaigns:.4}, all placed {all:.4}; outside any template {outside:.4}"
    );
    assert!(campaigns >= 0.97 && all >= 0.9 && outside <= 0.02, "{campaigns} {all} {outside}");
}

#[test]
fn so_do_those_of_a_public_week() {
    let log = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/traffic/traffic.jsonl.gz");
    if !log.exists() {
        eprintln!("SKIPPED: {} is not there", log.display());
        return;
    }
    let (requests, findings) = found(Input::File(log), HashKey::default());
    let [campaigns, all, outside] = shares(&requests, &findings);
    eprintln!(
        "week A: campaigns' prompts {campaigns:.4}, all placed {all:.4}; outside any template {outside:.4}"
    );
    assert!(campaigns >= 0.98 && all >= 0.93 && outside <= 0.02, "{campaigns} {all} {outside}");
}

/// The share of a template that a prompt says, pair by pair.
fn plain_share(prompt: &Prompt, template: &CatalogTemplate) -> f64 {
    let mut words = Vec::new();
    Normalizer::new(HashKey::default()).prompt(prompt, &mut words);
    let words: Vec<u32> = words.iter().map(|word| word.hash).collect();
    let said: Vec<u64> = bigrams(&words).map(pair_hash).collect();
    let weighed = || template.pairs.as_slice().iter().zip(&template.weights);
    let both: u32 =
        weighed().filter(|(pair, _)| said.contains(pair)).map(|(_, &weight)| u32::from(weight)).sum();
    f64::from(both) / f64::from(weighed().map(|(_, &weight)| u32::from(weight)).sum::<u32>())
}

#[test]
fn shares_are_those_of_the_plain_sum() {
    let (requests, findings) = demo(HashKey::default());
    let finder = Finder::new(findings.catalog, HashKey::default()).unwrap();
    let mut compared = 0;
    for request in requests.iter().step_by(97) {
        let said: BTreeMap<usize, f64> =
            finder.said(&request.prompt).iter().map(|said| (said.place, said.share)).collect();
        for (place, template) in finder.templates().iter().enumerate() {
            let plain = plain_share(&request.prompt, template);
            match said.get(&place) {
                Some(share) => assert!((share - plain).abs() < 1e-12),
                None if plain < SAYS => {}
                // Said, but not five words of it in a row.
                None => continue,
            }
            compared += usize::from(said.contains_key(&place));
        }
    }
    assert!(compared > 10, "{compared}");
}

#[test]
fn an_answer_names_skeleton_campaigns_and_accounts_and_other_keys_are_refused() {
    let (requests, findings) = demo(HashKey::new([7, 0]));
    let report = report("search", &findings);
    let campaign = &findings.campaigns[0];
    let template = campaign.templates.iter().max_by_key(|template| template.requests).unwrap();
    let placed = findings
        .placements
        .iter()
        .find(|p| p.template == template.id && campaign.accounts.iter().any(|account| account == p.account));
    let prompt = &requests.iter().find(|r| *r.id == *placed.unwrap().id).unwrap().prompt;
    let near = search(&report, prompt, HashKey::new([7, 0]), 3).unwrap();
    assert_eq!((&near[0].template, near[0].skeleton.as_ref()), (&template.id, Some(&template.skeleton)));
    assert!(near[0].campaigns.contains(&campaign.id) && near[0].share >= SAYS && !near[0].most.is_empty());
    assert!(near_words(&near).contains(&campaign.id));
    let none = search(&report, &Prompt::new("zq wv kx jj qq yx"), HashKey::new([7, 0]), 3).unwrap();
    assert!(none.is_empty() && near_words(&none).starts_with("No template"));
    assert!(matches!(search(&report, prompt, HashKey::default(), 3), Err(AnswerError::OtherKey)));
    // Neither the words nor the key stand in the catalog.
    let text = std::fs::read_to_string(answered::folder("search").join("catalog.json")).unwrap();
    assert!(text.contains("\"key_id\":\"") && !text.contains(' '));
}
