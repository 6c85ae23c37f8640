//! Tactics that change what a campaign's requests say: that, and neither who sends them nor when.
#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]

mod common;

use std::collections::{BTreeMap, BTreeSet};

use common::conversations;
use hydrascope_simulate::{CampaignKind, Event, Settings, Simulation, Tactics};

fn week(kind: CampaignKind, tactics: &[&str]) -> Vec<Event> {
    let mut taken = Tactics::default();
    tactics.iter().for_each(|tactic| taken.set(tactic).unwrap());
    let settings = Settings { accounts: 150, campaigns: vec![kind], tactics: taken, ..Settings::default() };
    Simulation::new(&settings.validate().unwrap()).unwrap().collect()
}

/// Prompts of the list without and with tactics, request by request. All else must be the same.
fn prompts(kind: CampaignKind, tactics: &[&str]) -> Vec<(String, String)> {
    let (plain, disguised) = (week(kind, &[]), week(kind, tactics));
    assert!(disguised == week(kind, tactics), "{tactics:?}");
    assert_eq!(plain.len(), disguised.len());
    let mut prompts = Vec::new();
    for (one, other) in plain.into_iter().zip(disguised) {
        assert_eq!(one.label, other.label, "{tactics:?}");
        let mut request = one.request.clone();
        if one.label.campaign.is_some() {
            request.prompt.clone_from(&other.request.prompt);
            prompts.push((one.request.prompt, other.request.prompt.clone()));
        }
        assert!(request == other.request, "{tactics:?}: {}", request.id);
    }
    assert!(prompts.len() > 15);
    prompts
}

fn words(text: &str) -> Vec<&str> {
    text.split_whitespace().collect()
}

#[test]
fn without_a_dose_nothing_changes() {
    let none = ["fillers=0", "letters=0", "decoys=0", "bots=0"];
    for (plain, same) in prompts(CampaignKind::Plain, &none) {
        assert_eq!(plain, same);
    }
}

#[test]
fn the_named_share_of_letters_is_swapped() {
    let letters = |text: &str| text.chars().filter(char::is_ascii_alphabetic).count() as f64;
    for (dose, share) in
        [("letters=0.05", 0.05), ("letters=0.2", 0.2), ("letters=0.5", 0.5), ("letters=1", 1.0)]
    {
        let (mut all, mut left, mut used) = (0.0, 0.0, BTreeSet::new());
        for (plain, swapped) in prompts(CampaignKind::Plain, &[dose]) {
            assert_eq!(plain.chars().count(), swapped.chars().count());
            (all, left) = (all + letters(&plain), left + letters(&swapped));
            used.extend(swapped.chars().filter(|c| !c.is_ascii()));
        }
        assert!((1.0 - left / all - share).abs() < 0.02, "{dose}: {left} of {all} are left");
        assert!(used.len() > 300, "{dose}: {}", used.len());
    }
}

#[test]
fn the_named_share_of_requests_has_a_filler_before_or_after() {
    let prompts = prompts(CampaignKind::Plain, &["fillers=0.5"]);
    let (mut before, mut after, mut fillers) = (0, 0, BTreeSet::new());
    for (plain, polite) in &prompts {
        if plain != polite {
            let rest = polite.strip_suffix(plain.as_str()).or_else(|| polite.strip_prefix(plain.as_str()));
            fillers.insert(rest.unwrap().trim());
            before += usize::from(polite.ends_with(plain.as_str()));
            after += usize::from(polite.starts_with(plain.as_str()));
        }
    }
    let share = (before + after) as f64 / prompts.len() as f64;
    assert!((0.3..0.7).contains(&share) && before > 5 && after > 5, "{before} and {after}");
    assert!(fillers.len() * 10 > (before + after) * 7, "{fillers:?}");
}

#[test]
fn clauses_change_places_and_stay_the_same() {
    let mut openings: BTreeMap<String, usize> = BTreeMap::new();
    for (plain, shuffled) in prompts(CampaignKind::Plain, &["order=shuffled"]) {
        let (mut one, mut other) = (words(&plain), words(&shuffled));
        *openings.entry(other[..3].join(" ")).or_default() += 1;
        one.sort_unstable();
        other.sort_unstable();
        assert_eq!(one, other);
    }
    let several = openings.values().filter(|&&count| count > 5).count();
    assert!(several > 1, "{openings:?}");
}

#[test]
fn each_item_comes_again_in_an_app() {
    let mut heads: BTreeMap<String, usize> = BTreeMap::new();
    for (plain, paired) in prompts(CampaignKind::Plain, &["pairing=app"]) {
        let app = paired.strip_prefix(plain.as_str()).unwrap().strip_prefix("\n\n").unwrap();
        *heads.entry(words(app)[..3].join(" ")).or_default() += 1;
        let app = words(app).join(" ");
        let again = words(&plain).windows(4).any(|item| app.contains(&item.join(" ")));
        assert!(again, "{paired}");
    }
    assert!(heads.len() <= 6, "{heads:?}");
}

#[test]
fn conversations_still_go_on_from_what_was_said() {
    let all = ["order=shuffled", "pairing=app", "fillers=0.7", "letters=0.3"];
    let turns = |tactics: &[&str]| -> Vec<usize> {
        let week = week(CampaignKind::Driven, tactics);
        let mut of: BTreeMap<&str, Vec<&Event>> = BTreeMap::new();
        for event in week.iter().filter(|event| event.label.campaign.is_some()) {
            of.entry(&*event.request.account).or_default().push(event);
        }
        of.values().flat_map(|events| conversations(events)).map(|talk| talk.len()).collect()
    };
    let plain = turns(&[]);
    assert!(plain.iter().all(|&turns| turns <= 6) && plain.len() > 10, "{plain:?}");
    assert_eq!(plain, turns(&all));
    for kind in CampaignKind::ALL {
        for (plain, other) in prompts(kind, &all) {
            assert_ne!(plain, other, "{kind}");
        }
    }
}
