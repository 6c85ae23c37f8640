//! Evidence: each signal tells people from workers, and does not panic where there is nothing to measure.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test stops where it fails")]

use hydrascope::groups::Groups;
use hydrascope::observe::{
    Attribute, Group, HumanRhythm, Member, Traffic, common_value, infrastructure, portfolios, surprise,
    verbatim,
};
use proptest::prelude::*;

const HOUR: i64 = 3_600_000;
const MINUTE: i64 = 60_000;

/// Traffic of actors with the times of their requests; each request has a text of its own.
fn traffic(times: &[Vec<i64>]) -> Traffic {
    let mut all: Vec<(i64, u32)> =
        times.iter().zip(0u32..).flat_map(|(t, actor)| t.iter().map(move |&t| (t, actor))).collect();
    all.sort_unstable();
    Traffic {
        times: all.iter().map(|(t, _)| *t).collect(),
        lots: Vec::new(),
        text_of: (0..all.len() as u32).collect(),
        length_of: Vec::new(),
        conversation_of: (0..all.len() as u32).collect(),
        requests_of: Groups::new(times.len(), all.iter().zip(0u32..).map(|(&(_, actor), r)| (actor, r))),
    }
}

fn group(traffic: &Traffic, actors: impl Iterator<Item = u32>) -> Group {
    let members =
        actors.map(|actor| Member { actor, requests: traffic.requests_of.of(actor).to_vec() }).collect();
    Group { templates: vec![0], members }
}

/// Three sessions of four requests, each in the evening of another day.
fn person(n: i64) -> Vec<i64> {
    (0..12).map(|i| (i / 4 * 24 + 18) * HOUR + (i % 4) * 2 * MINUTE + n * 7 * MINUTE).collect()
}

/// One request every seven hours or so.
fn worker(n: i64) -> Vec<i64> {
    (0..12).map(|i| i * 7 * HOUR + n * 13 * MINUTE).collect()
}

#[test]
fn rhythm_tells_people_from_workers() {
    let times: Vec<Vec<i64>> = (0..40).map(person).chain((0..10).map(worker)).collect();
    let traffic = traffic(&times);
    let (people, workers) = (group(&traffic, 0..40), group(&traffic, 40..50));
    let rhythm = HumanRhythm::fit(&traffic, 1);
    assert!(rhythm.ratio(&traffic, people.members.iter()) > 0.9);
    assert!(rhythm.ratio(&traffic, workers.members.iter()) < 0.1);
}

#[test]
fn a_part_of_a_persons_traffic_is_expected_to_have_fewer_sessions() {
    let times: Vec<Vec<i64>> = (0..40).map(person).collect();
    let rhythm = HumanRhythm::fit(&traffic(&times), 1);
    assert!(rhythm.rate(1.0) > rhythm.rate(0.5) && rhythm.rate(0.5) > rhythm.rate(0.1));
    assert!(rhythm.rate(0.01) >= 0.0 && rhythm.rate(2.0) <= 1.0);
}

#[test]
fn infrastructure_sees_a_shared_network_and_no_other() {
    let traffic = traffic(&vec![worker(0); 50]);
    let owner = |r: u32| (0..50).find(|&a| traffic.requests_of.of(a).contains(&r)).unwrap();
    let values = (0..600).map(|r| if owner(r) < 10 { 0 } else { owner(r) }).collect();
    let holders: Vec<u32> = (0..50).map(|v| if v == 0 { 10 } else { u32::from(v >= 10) }).collect();
    let shared = Attribute::new("network", values, &holders, 50);
    assert!(infrastructure(&shared, &group(&traffic, 0..10)) > 1.0);
    assert_eq!(infrastructure(&shared, &group(&traffic, 20..30)), 0.0);
    let first = group(&traffic, 0..10);
    assert_eq!(common_value(&shared, &first.members), Some(0));
    assert_eq!(common_value(&shared, &group(&traffic, 5..15).members), None);
    let everybody = Attribute::new("organisation", vec![0; 600], &[50], 50);
    assert_eq!(common_value(&everybody, &first.members), None);
    let unknown = Attribute::new("payment", vec![u32::MAX; 600], &[], 50);
    assert_eq!(infrastructure(&unknown, &group(&traffic, 0..10)), 0.0);
}

#[test]
fn templates_of_the_same_actors_are_one_portfolio() {
    // Actors 0 to 9 work off templates 0 and 1, actors 10 to 19 use template 2, all others none.
    let traffic = traffic(&vec![worker(0); 100]);
    let owner = |r: u32| (0..100).find(|&a| traffic.requests_of.of(a).contains(&r)).unwrap();
    let template_of: Vec<Option<u32>> = (0..1200u32)
        .map(|r| match owner(r) {
            0..10 => Some(r / 100 % 2),
            10..20 => Some(2),
            _ => None,
        })
        .collect();
    let groups = portfolios(&traffic, &template_of, 3, 5, 0.25);
    let seen: Vec<(Vec<u32>, usize)> =
        groups.iter().map(|g| (g.templates.clone(), g.members.len())).collect();
    assert_eq!(seen, [(vec![0, 1], 10), (vec![2], 10)]);
    assert!(portfolios(&traffic, &template_of, 3, 11, 0.25).is_empty());
}

/// Traffic in which each actor sends such texts, a text a request.
fn sending(texts: &[Vec<u32>]) -> Traffic {
    let times: Vec<Vec<i64>> =
        texts.iter().map(|t| (0..t.len() as i64).map(|i| i * HOUR).collect()).collect();
    let mut traffic = traffic(&times);
    for (actor, texts) in (0u32..).zip(texts) {
        let requests = traffic.requests_of.of(actor).to_vec();
        requests.into_iter().zip(texts).for_each(|(r, &text)| traffic.text_of[r as usize] = text);
    }
    traffic
}

#[test]
fn accounts_that_share_texts_two_by_two_are_a_group_and_what_is_popular_ties_nobody() {
    // Twelve work off 40 texts, ten each; two hundred ask 3 texts of their own and one that all ask.
    let worker = |n: u32| (0..10).map(|i| (n * 7 + i * 11) % 40).collect();
    let person = |n: u32| vec![1_000 + 3 * n, 1_001 + 3 * n, 1_002 + 3 * n, 999];
    let texts: Vec<Vec<u32>> = (0..12).map(worker).chain((0..200).map(person)).collect();
    let found = verbatim(&sending(&texts), 5);
    assert_eq!(found.len(), 1);
    let (group, rate) = &found[0];
    assert_eq!(group.members.iter().map(|m| m.actor).collect::<Vec<_>>(), (0..12).collect::<Vec<_>>());
    assert!(group.members.iter().all(|m| m.requests.len() == 10) && group.templates.is_empty());
    assert!((rate - 120.0 / 920.0).abs() < 1e-9, "{rate}");
}

#[test]
fn a_chain_of_accounts_with_texts_in_common_is_no_group() {
    let texts: Vec<Vec<u32>> = (0..30).map(|n| vec![2 * n, 2 * n + 1, 2 * n + 2, 2 * n + 3]).collect();
    assert!(verbatim(&sending(&texts), 5).is_empty());
    assert!(verbatim(&sending(&[]), 5).is_empty());
}

/// The plain twin of [`surprise`]: minus the logarithm of one minus the lower tail.
fn twin(seen: usize, expected: f64) -> f64 {
    let mut term = (-expected).exp();
    let mut below = 0.0;
    for i in 0..seen {
        below += term;
        term *= expected / (i + 1) as f64;
    }
    -(1.0 - below).ln()
}

proptest! {
    #[test]
    fn surprise_is_that_of_the_twin(seen in 1usize..8, expected in 0.2f64..4.0) {
        let (fast, plain) = (surprise(seen, expected), twin(seen, expected));
        if seen as f64 > expected {
            prop_assert!((fast - plain).abs() < 1e-6 * plain.max(1.0), "{fast} {plain}");
        } else {
            prop_assert_eq!(fast, 0.0);
        }
    }

    #[test]
    fn surprise_is_a_finite_number(seen in 0usize..100_000, expected in 0.0f64..1e6) {
        prop_assert!(surprise(seen, expected).is_finite() && surprise(seen, expected) >= 0.0);
    }
}
