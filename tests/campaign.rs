//! Campaigns: workers that hide among people are parted from them, and strengths make sense.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test stops where it fails")]

use hydrascope::campaign::{Evidence, SIGNALS, Weigher, false_discovery_rates, languages, split};
use hydrascope::evidence::{Group, HumanRhythm, Member, Spread, Traffic};
use hydrascope::phrase::Groups;

const MINUTE: i64 = 60_000;

/// Times of a person: sessions of four requests; of a worker: one request each five hours and some.
fn times(worker: bool, n: i64) -> Vec<i64> {
    let at = |i: i64| if worker { i * 311 } else { i / 4 * 1440 + i % 4 * 3 };
    (0..12).map(|i| (at(i) + n * 17) * MINUTE).collect()
}

fn traffic(workers: usize, people: usize) -> (Traffic, Group) {
    let mut all: Vec<(i64, u32)> = Vec::new();
    for actor in 0..workers + people {
        all.extend(times(actor < workers, actor as i64).into_iter().map(|t| (t, actor as u32)));
    }
    all.sort_unstable();
    let pairs = all.iter().zip(0u32..).map(|(&(_, actor), r)| (actor, r));
    let traffic = Traffic {
        times: all.iter().map(|(t, _)| *t).collect(),
        text_of: (0..all.len() as u32).collect(),
        conversation_of: (0..all.len() as u32).collect(),
        requests_of: Groups::new(workers + people, pairs),
    };
    let member = |actor: u32| Member { actor, requests: traffic.requests_of.of(actor).to_vec() };
    let members = (0..(workers + people) as u32).map(member).collect();
    (traffic, Group { templates: vec![0], members })
}

/// The null of a run with many people in it.
fn rhythm() -> HumanRhythm {
    HumanRhythm::fit(&traffic(0, 200).0, 1)
}

#[test]
fn workers_among_people_are_parted_from_them() {
    let (traffic, group) = traffic(20, 25);
    let parts = split(&traffic, &rhythm(), &group, 5);
    let actors: Vec<Vec<u32>> =
        parts.iter().map(|p| p.group.members.iter().map(|m| m.actor).collect()).collect();
    assert_eq!(actors, [(0..20).collect::<Vec<u32>>(), (20..45).collect()]);
    assert!(parts.iter().all(|p| p.membership.iter().all(|&m| m > 0.9)));
}

#[test]
fn a_group_of_one_kind_stays_whole() {
    for (workers, people) in [(30, 0), (0, 30), (2, 30)] {
        let (traffic, group) = traffic(workers, people);
        assert!(split(&traffic, &rhythm(), &group, 5).is_empty(), "{workers} {people}");
    }
}

fn dealt() -> Evidence {
    Evidence {
        actors: 60,
        spread: Spread { concentration: 3.6, share: 1.0, repetition: 3.0 },
        sweep: 1.0,
        load: Some(0.0),
        clock: Some(0.2),
        rhythm: 0.03,
        exchangeability: Some(0.1),
        infrastructure: vec![("network".into(), 2.0)],
    }
}

/// An app whose users bring their own keys.
fn app() -> Evidence {
    Evidence {
        load: Some(6.0),
        clock: Some(0.6),
        rhythm: 1.1,
        exchangeability: Some(6.0),
        spread: Spread { concentration: 3.1, share: 0.65, repetition: 2.6 },
        ..dealt()
    }
}

#[test]
fn a_dealt_list_is_a_campaign_and_an_app_is_none() {
    let weigher = Weigher::new(&[]);
    assert!(weigher.probability(&dealt()) > 0.95);
    assert!(weigher.probability(&app()) < 0.1);
}

#[test]
fn contributions_add_up_and_a_signal_left_out_adds_nothing() {
    let weigher = Weigher::new(&[]);
    let sum = |e: &Evidence| SIGNALS.iter().map(|s| weigher.contribution(e, s)).sum::<f64>();
    let odds = |e: &Evidence| (weigher.probability(e) / (1.0 - weigher.probability(e))).ln();
    assert!((sum(&dealt()) - sum(&app()) - (odds(&dealt()) - odds(&app()))).abs() < 1e-6);
    let without = Weigher::new(&["rhythm".to_owned()]);
    assert_eq!(without.contribution(&dealt(), "rhythm"), 0.0);
    assert!(without.probability(&dealt()) < weigher.probability(&dealt()));
}

#[test]
fn evidence_out_of_range_gives_a_probability() {
    let odd = Evidence {
        rhythm: 0.0,
        sweep: 0.0,
        load: None,
        clock: None,
        exchangeability: None,
        infrastructure: Vec::new(),
        ..dealt()
    };
    assert!((0.0..=1.0).contains(&Weigher::new(&[]).probability(&odd)));
}

#[test]
fn false_discovery_is_the_mean_doubt_of_all_at_least_as_strong() {
    let rates = false_discovery_rates(&[1.0, 0.9, 0.5]);
    assert_eq!(rates.len(), 3);
    for (rate, expected) in rates.iter().zip([0.0, 0.05, 0.2]) {
        assert!((rate - expected).abs() < 1e-12);
    }
}

#[test]
fn languages_are_tagged_most_used_first() {
    let texts = [
        "Solve the following problem and explain each step of your reasoning in detail.",
        "Write a short summary of the article below for readers who know nothing about it.",
        "Rechne bitte die folgende Aufgabe und erkl\u{e4}re jeden einzelnen Schritt ausf\u{fc}hrlich und genau.",
    ];
    assert_eq!(languages(texts.into_iter()), ["en", "de"]);
    assert!(languages(std::iter::empty()).is_empty());
}
