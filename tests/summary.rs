//! The contract of summaries: any partition of a log, in any order, gives what the whole gives.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where it fails")]

mod parts;

use std::sync::Arc;

use hydrascope::detector::Detector;
use hydrascope::finding::Findings;
use hydrascope::params::Params;
use hydrascope::request::{Attributes, HashKey, Prompt, Request, Role, Timestamp};
use hydrascope::summary::{Log, Summary, SummaryError};
use parts::{By, KEY, merged, parts, whole};
use proptest::prelude::*;

/// So few that a small log has templates and groups.
fn params(threads: usize) -> Params {
    let few = Params::builder().shingle_words(3).min_actors(2).min_texts(2).min_texts_alone(3);
    few.threads(threads).hash_key(KEY).frame_texts(3).build().unwrap()
}

fn found(summary: Summary, params: &Params) -> Findings {
    let detector = Detector::builder().params(params.clone()).build().unwrap();
    detector.detect(&Log::new(Arc::new(summary))).unwrap()
}

/// A request that is drawn: who, when, what, and the id of which other one it has.
#[derive(Clone, Debug)]
struct Drawn {
    account: u8,
    minute: i64,
    template: usize,
    words: Vec<String>,
    turns: usize,
    organisation: Option<u8>,
    repeats: Option<usize>,
}

const TEMPLATES: [&str; 4] = [
    "Solve this task step by step and show all: ",
    "You are a kind helper of the shop.\nAnswer briefly.\nQuestion 17: ",
    "\u{411}\u{443}\u{434}\u{44c} \u{443}\u{43c}\u{43d}\u{44b}\u{43c} \u{438} \u{43e}\u{442}\u{432}\u{435}\u{442}\u{44c}: ",
    "",
];

fn drawn() -> impl Strategy<Value = Drawn> {
    let who = (0u8..7, 0i64..40, 0..TEMPLATES.len());
    let what = (prop::collection::vec("[a-e]{1,3}", 1..6), 0usize..4);
    let more = (prop::option::of(0u8..3), prop::option::weighted(0.1, 0usize..40));
    (who, what, more).prop_map(|((account, minute, template), (words, turns), (organisation, repeats))| {
        Drawn { account, minute, template, words, turns, organisation, repeats }
    })
}

fn prompt(drawn: &Drawn) -> Prompt {
    let asked = format!("{}{}", TEMPLATES[drawn.template], drawn.words.join(" "));
    let mut messages = vec![(Role::System, "Be brief.".to_owned()), (Role::User, asked.clone())];
    for turn in 1..drawn.turns {
        messages.push((Role::Assistant, format!("so {turn}")));
        messages.push((Role::User, format!("and {}?", drawn.words[turn % drawn.words.len()])));
    }
    match drawn.turns {
        0 => Prompt::new(asked),
        _ => Prompt::chat(messages.iter().map(|(role, text)| (*role, text.as_str()))),
    }
}

fn log(all: &[Drawn]) -> Vec<Request> {
    let request = |(n, drawn): (usize, &Drawn)| {
        let mut attributes = Attributes::default();
        drawn.organisation.iter().for_each(|o| attributes.set(Attributes::ORGANISATION, format!("o{o}")));
        Request {
            id: format!("r{}", drawn.repeats.map_or(n, |other| other % all.len())).into(),
            time: Timestamp::from_millis(1_767_225_600_000 + drawn.minute * 60_000).unwrap(),
            account: format!("a{}", drawn.account).into(),
            prompt: prompt(drawn),
            attributes,
        }
    };
    all.iter().enumerate().map(request).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_partition_gives_what_the_whole_gives(
        drawn in prop::collection::vec(drawn(), 1..90),
        by in prop::sample::select(vec![By::Row, By::Time, By::Account]),
        count in 1usize..=64,
        salt in 0usize..1000,
    ) {
        let log = log(&drawn);
        let merged = merged(parts(&log, by, count, salt), salt);
        let whole = whole(&log);
        prop_assert_eq!(merged.to_bytes().unwrap(), whole.to_bytes().unwrap());
        prop_assert_eq!(found(merged, &params(1)), found(whole, &params(2)));
    }

    #[test]
    fn changed_bytes_are_refused(
        drawn in prop::collection::vec(drawn(), 1..20),
        at in 0usize..1_000_000,
        bit in 0u32..8,
    ) {
        let bytes = whole(&log(&drawn)).to_bytes().unwrap();
        let mut changed = bytes.clone();
        changed[at % bytes.len()] ^= 1 << bit;
        prop_assert!(Summary::from_bytes(&changed, KEY).is_err());
        prop_assert!(Summary::from_bytes(&bytes[..at % bytes.len()], KEY).is_err());
    }
}

#[test]
fn nothing_is_neutral_and_another_key_is_refused() {
    let drawn = Drawn {
        account: 1,
        minute: 2,
        template: 0,
        words: vec!["a".into()],
        turns: 2,
        organisation: Some(1),
        repeats: None,
    };
    let one = whole(&log(&[drawn]));
    let (mut before, mut behind) = (Summary::new(KEY), one.clone());
    before.merge(&one).unwrap();
    behind.merge(&Summary::new(KEY)).unwrap();
    let bytes = one.to_bytes().unwrap();
    assert_eq!((before.to_bytes().unwrap(), behind.to_bytes().unwrap()), (bytes.clone(), bytes.clone()));
    let other_key = HashKey::new([7, 12]);
    let other = Summary::new(other_key);
    assert_eq!(before.merge(&other), Err(SummaryError::Key));
    assert_eq!(Summary::from_bytes(&bytes, other_key).err(), Some(SummaryError::Key));
}

#[test]
fn of_one_id_the_earliest_request_counts() {
    let drawn = |minute, account| Drawn {
        account,
        minute,
        template: 3,
        words: vec!["a".into(), "b".into()],
        turns: 0,
        organisation: None,
        repeats: Some(0),
    };
    let requests = log(&[drawn(9, 1), drawn(3, 2), drawn(5, 3)]);
    let log = Log::of(&requests, KEY).unwrap();
    assert_eq!((log.len(), log.accounts(), log.account_name(0)), (1, 1, "a2"));
    assert_eq!(log.prompt(0), "a b");
}
