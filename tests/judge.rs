//! Judgement: what is dealt is told from what people do, workers are parted from people, and groups do not move each other.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test stops where it fails")]

use hydrascope::groups::Groups;
use hydrascope::judge::{Conduct, Judged, Mixture, Part, Verdict, languages, memberships, signals};
use hydrascope::observe::{Group, HumanRhythm, Member, Traffic};
use hydrascope::signal::{Facts, Hypothesis, Reading, SlotRows};
use proptest::prelude::*;

const MINUTE: i64 = 60_000;
const WEEK: i64 = 7 * 1440;

/// A number that looks drawn by lot.
fn lot(seed: u64) -> u64 {
    let mut z = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// Minutes of a worker's requests: any; of a person's: sessions of four in the evening, of days of its own, some more than others.
fn times(worker: bool, n: u64) -> Vec<i64> {
    if worker {
        return (0..12).map(|i| (lot(n * 100 + i) % WEEK as u64) as i64).collect();
    }
    let sessions = 1 + lot(n) % 5;
    let session =
        |i: u64| (lot(n * 31 + i) % 7 * 1440 + 1080 + lot(n * 77) % 240 + lot(n * 13 + i) % 40) as i64;
    (0..sessions).flat_map(|i| (0..4).map(move |j| session(i) + j * 3)).collect()
}

fn traffic(workers: usize, people: usize) -> (Traffic, Group) {
    let times: Vec<Vec<i64>> = (0..workers + people).map(|n| times(n < workers, n as u64)).collect();
    group_of(&times)
}

/// A group of accounts by the minutes of their requests.
fn group_of(times: &[Vec<i64>]) -> (Traffic, Group) {
    let mut all: Vec<(i64, u32)> =
        times.iter().zip(0u32..).flat_map(|(t, actor)| t.iter().map(move |t| (t * MINUTE, actor))).collect();
    all.sort_unstable();
    let pairs = all.iter().zip(0u32..).map(|(&(_, actor), r)| (actor, r));
    let traffic = Traffic {
        times: all.iter().map(|(t, _)| *t).collect(),
        lots: Vec::new(),
        text_of: (0..all.len() as u32).collect(),
        length_of: Vec::new(),
        conversation_of: Vec::new(),
        requests_of: Groups::new(times.len(), pairs),
    };
    let member = |actor: u32| Member { actor, requests: traffic.requests_of.of(actor).to_vec() };
    let members = (0..times.len() as u32).map(member).collect();
    (traffic, Group { templates: vec![0], members })
}

/// Slots of a group: an interest an account and what is asked about it, or anything.
fn slots(group: &Group, own: bool) -> SlotRows {
    let mut rows = SlotRows { dimension: 16, ..SlotRows::default() };
    for (owner, member) in (0u32..).zip(&group.members) {
        for &request in &member.requests {
            let asked = lot(u64::from(request) + 999) % 16;
            let interest = if own { lot(u64::from(owner)) % 16 } else { asked };
            let length = if asked == interest { 2.0 } else { f32::sqrt(2.0) };
            let share = |axis: u64| f32::from(u8::from(axis == interest) + u8::from(axis == asked)) / length;
            rows.vectors.extend((0..16).map(share));
            rows.owners.push(owner);
            rows.templates.push(0);
        }
    }
    rows
}

/// What a signal adds to the log-odds.
fn contribution(verdict: &Verdict, name: &str) -> f64 {
    verdict.contributions().into_iter().find(|(signal, _)| *signal == name).unwrap().1
}

fn verdict(workers: usize, people: usize, own: bool) -> Verdict {
    let (traffic, group) = traffic(workers, people);
    let rows = slots(&group, own);
    Verdict::new(&Facts::new(&traffic, &group, &[], 0.01, 1).with_slots(&rows), &[], 0.0)
}

#[test]
fn a_dealt_list_is_a_campaign_and_an_app_is_none() {
    let dealt = verdict(40, 0, false);
    assert_eq!(dealt.leading(), Hypothesis::DealtByLot);
    assert!(dealt.probability() > 0.95, "{}", dealt.log_odds());
    let app = verdict(0, 40, true);
    assert!(!app.leading().is_coordinated(), "{:?}", app.leading());
    assert!(app.probability() < 0.01, "{}", app.log_odds());
}

#[test]
fn what_refutes_is_not_outvoted_and_what_is_left_out_says_nothing() {
    let shards = verdict(40, 0, true);
    assert_ne!(shards.leading(), Hypothesis::DealtByLot);
    assert!(contribution(&shards, "slots") < 0.0);
    let (traffic, group) = traffic(40, 0);
    let without: Vec<String> = signals().map(str::to_owned).collect();
    let nothing = Verdict::new(&Facts::new(&traffic, &group, &[], 0.01, 1), &without, 0.0);
    assert!(nothing.readings.is_empty() && nothing.log_odds() < -2.0);
}

#[test]
fn silence_is_no_evidence_of_guilt() {
    let (traffic, mut group) = traffic(40, 0);
    group.members.iter_mut().for_each(|m| m.requests.truncate(1));
    let silent = Verdict::new(&Facts::new(&traffic, &group, &[], 0.01, 1), &[], 0.0);
    let heard = silent.readings.iter().filter(|(_, r)| matches!(r, Reading::Measured { .. })).count();
    assert!(heard <= 3 && silent.probability() < 0.2, "{heard} {}", silent.log_odds());
}

#[test]
fn workers_among_people_are_parted_from_them() {
    let (traffic, mut group) = traffic(40, 45);
    // People have other things to ask too.
    group.members[40..].iter_mut().for_each(|m| {
        m.requests.pop();
    });
    let rhythm = HumanRhythm::fit(&self::traffic(0, 200).0, 1);
    let mixture = Mixture::fit(&Conduct::of(&traffic, &rhythm, &group, &group), false);
    assert!(mixture.gain > 10.0, "{}", mixture.gain);
    assert!(mixture.chance[..40].iter().all(|&c| c > 0.9), "{:?}", mixture.chance);
    assert!(mixture.chance[40..].iter().filter(|&&c| c > 0.5).count() <= 2, "{:?}", mixture.chance);
}

#[test]
fn workers_awake_at_all_hours_are_not_thought_to_keep_any_for_the_people_among_them() {
    let (traffic, group) = traffic(40, 45);
    let rhythm = HumanRhythm::fit(&self::traffic(0, 200).0, 1);
    let conduct = Conduct::of(&traffic, &rhythm, &group, &group);
    let (free, either) = (Mixture::fit(&conduct, false), Mixture::fit(&conduct, true));
    assert!(!either.keeps_hours() && either == free);
}

#[test]
fn one_request_where_most_have_several_is_no_evidence_against_whoever_sends_other_things_too() {
    let (mut traffic, mut group) = traffic(40, 0);
    // Two accounts have one request there, the second of them nothing else; both are as sure members as the others.
    traffic.requests_of = Groups::new(
        40,
        group.members.iter().flat_map(|m| {
            let kept = if m.actor == 1 { 1 } else { m.requests.len().min(3) };
            let kept = if m.actor > 1 { m.requests.len() } else { kept };
            m.requests[..kept].iter().map(move |&r| (m.actor, r)).collect::<Vec<_>>()
        }),
    );
    group.members[..2].iter_mut().for_each(|m| m.requests.truncate(1));
    let verdict = Verdict::new(&Facts::new(&traffic, &group, &[], 1e-4, 1), &[], 5.0);
    let part = Part { membership: vec![0.99; 40], own: Vec::new(), group, chosen: false };
    let judged = Judged::new(part, 1e-4, 100, verdict, 0.0);
    let scores: Vec<(u32, f64)> = judged.scores(&traffic).collect();
    assert!(scores[0].1 < 0.5 && scores[1..].iter().all(|(_, s)| *s > 0.9), "{scores:?}");
}

#[test]
fn a_person_among_workers_is_no_member_for_its_company() {
    let (traffic, group) = traffic(30, 2);
    let rhythm = HumanRhythm::fit(&self::traffic(0, 200).0, 1);
    let membership = memberships(&Conduct::of(&traffic, &rhythm, &group, &group), false);
    assert!(membership[..30].iter().all(|&m| m.0 > 0.8), "{membership:?}");
    let person = (30..32).filter(|&i| group.members[i].requests.len() >= 8);
    assert!(
        person.clone().count() > 0 && person.into_iter().all(|i| membership[i].0 < 0.3),
        "{membership:?}"
    );
}

#[test]
fn members_of_whom_nothing_is_seen_do_not_change_who_is_a_worker() {
    let (traffic, group) = traffic(40, 45);
    let rhythm = HumanRhythm::fit(&self::traffic(0, 200).0, 1);
    let mut seen = group.clone();
    // Every fourth shows nothing, as a half of a few requests does.
    seen.members.iter_mut().step_by(4).for_each(|m| m.requests.clear());
    let mixture = Mixture::fit(&Conduct::of(&traffic, &rhythm, &group, &seen), false);
    let wrong = (0..85).filter(|i| i % 4 > 0 && (mixture.chance[*i] > 0.5) != (*i < 40)).count();
    assert!(mixture.gain > 10.0 && wrong <= 3, "{wrong} {:?}", mixture.chance);
}

#[test]
fn half_of_what_a_member_did_tells_what_it_is_once_the_kinds_are_known() {
    let (traffic, group) = traffic(40, 45);
    let rhythm = HumanRhythm::fit(&self::traffic(0, 200).0, 1);
    let conduct = |seen: &Group| Conduct::of(&traffic, &rhythm, &group, seen);
    let mixture = Mixture::fit(&conduct(&group), false);
    for half in [0, 1] {
        let mut seen = group.clone();
        for member in &mut seen.members {
            let mut place = 0;
            member.requests.retain(|_| {
                place += 1;
                place % 2 == half
            });
        }
        let chance = mixture.seen_in(&conduct(&seen));
        let wrong = (0..85).filter(|&i| (chance[i] > 0.5) != (i < 40)).count();
        assert!(wrong <= 8, "{wrong} of 85 in half {half}: {chance:?}");
    }
    assert!(mixture.seen_in(&conduct(&Group::default())).is_empty());
}

fn value(verdict: &Verdict, name: &str) -> Option<f64> {
    verdict.readings.iter().find(|(n, _)| *n == name).and_then(|(_, reading)| match reading {
        Reading::Measured { effect, .. } => Some(effect.value),
        Reading::Silent(_) => None,
    })
}

#[test]
fn accounts_that_hand_a_list_on_are_told_from_those_who_come_when_they_like() {
    // Thirty accounts, five hours each: one after the other, or anywhere in the week.
    let stretch = |n: u64, begin: i64| (0..12).map(move |i| begin + (lot(n * 50 + i) % 300) as i64).collect();
    let handed: Vec<Vec<i64>> = (0..30).map(|n| stretch(n, n as i64 * 310)).collect();
    let free: Vec<Vec<i64>> =
        (0..30).map(|n| stretch(n, (lot(n * 17 + 5) % (WEEK as u64 - 300)) as i64)).collect();
    let read = |times: &[Vec<i64>]| {
        let (traffic, group) = group_of(times);
        Verdict::new(&Facts::new(&traffic, &group, &[], 0.01, 1), &[], 0.0)
    };
    let (handed, free) = (read(&handed), read(&free));
    assert!(value(&handed, "hand_over").unwrap() > 0.8, "{handed:?}");
    assert!(value(&free, "hand_over").unwrap().abs() < 0.3, "{free:?}");
    assert!(contribution(&handed, "hand_over") > 2.0 && contribution(&free, "hand_over") < 0.5);
}

#[test]
fn turns_count_only_where_a_log_has_any() {
    let (mut traffic, group) = traffic(0, 40);
    let read = |traffic: &Traffic| Verdict::new(&Facts::new(traffic, &group, &[], 0.01, 1), &[], 0.0);
    assert_eq!(value(&read(&traffic), "turns"), None);
    // Each account's requests are one chat.
    traffic.conversation_of = (0..traffic.times.len() as u32).collect();
    for actor in 0..40 {
        let requests = traffic.requests_of.of(actor).to_vec();
        requests.iter().for_each(|&r| traffic.conversation_of[r as usize] = requests[0]);
    }
    assert!(value(&read(&traffic), "turns").unwrap() > 0.7);
}

proptest! {
    #[test]
    fn any_traffic_gives_a_probability(
        times in prop::collection::vec((0i64..2_000_000_000, 0u32..6), 1..80),
        rate in 0.0f64..1.0,
    ) {
        let mut all = times;
        all.sort_unstable();
        let traffic = Traffic {
            times: all.iter().map(|(t, _)| *t).collect(),
            lots: Vec::new(),
        text_of: all.iter().map(|(t, _)| (*t % 7) as u32).collect(),
            length_of: Vec::new(),
            conversation_of: Vec::new(),
            requests_of: Groups::new(6, all.iter().zip(0u32..).map(|(&(_, actor), r)| (actor, r))),
        };
        let members = (0..6).map(|actor| Member { actor, requests: traffic.requests_of.of(actor).to_vec() });
        let group = Group { templates: vec![0], members: members.filter(|m| !m.requests.is_empty()).collect() };
        let verdict = Verdict::new(&Facts::new(&traffic, &group, &[], rate, 1), &[], 0.0);
        prop_assert!((0.0..=1.0).contains(&verdict.probability()));
        let conduct = Conduct::of(&traffic, &HumanRhythm::fit(&traffic, 0), &group, &group);
        let mixture = Mixture::fit(&conduct, false);
        prop_assert!(mixture.chance.iter().all(|c| (0.0..=1.0).contains(c)) && mixture.gain.is_finite());
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

#[test]
fn what_signals_add_sums_to_the_log_odds() {
    for (workers, people, own) in
        [(40, 0, false), (0, 40, true), (40, 0, true), (20, 20, false), (3, 1, true)]
    {
        let verdict = verdict(workers, people, own);
        let added: f64 = verdict.contributions().iter().map(|(_, added)| added).sum();
        let (sum, odds) = (verdict.prior_odds() + added, verdict.log_odds());
        assert!((sum - odds).abs() < 1e-9, "{sum} {odds}");
    }
}
