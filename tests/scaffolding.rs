//! Templates told from the scaffolding that they share, the same in any company.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where it fails")]

use std::collections::{BTreeMap, BTreeSet};

use hydrascope::detector::Detector;
use hydrascope::mine::{Corpus, Phrases, Shingles, Source};
use hydrascope::params::Params;
use hydrascope::place::Frames;
use hydrascope::request::{Attributes, HashKey, Prompt, Request, Timestamp};
use proptest::prelude::*;
use rand::seq::IndexedRandom;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// Requests of a log: prompts and actors.
type Log = Vec<(String, u32)>;

/// The frame of each request, with default settings.
fn frames(log: &Log) -> Vec<Option<u32>> {
    let params = Params::default();
    let prompts: Vec<Prompt> = log.iter().map(|(prompt, _)| Prompt::new(prompt.as_str())).collect();
    let sources: Vec<Source<'_>> =
        prompts.iter().zip(log).map(|(prompt, (_, actor))| Source::new(prompt, *actor)).collect();
    let corpus = Corpus::new(&sources, HashKey::default());
    let shingles = Shingles::mine(&corpus, &params.support());
    let phrases = Phrases::join(&corpus, &shingles, &params.join());
    let frames = Frames::find(&corpus, &shingles, &phrases, &params.frame());
    corpus.text_of().iter().map(|&text| frames.of_text[text as usize]).collect()
}

fn words(random: &mut ChaCha8Rng, count: usize) -> String {
    let syllables = ["ba", "ke", "lo", "mu", "ni", "ra", "so", "ti", "vu", "wen", "xa", "yor"];
    let word =
        |random: &mut ChaCha8Rng| (0..3).map(|_| *syllables.choose(random).unwrap()).collect::<String>();
    (0..count).map(|_| word(random)).collect::<Vec<_>>().join(" ")
}

/// Applications whose chats are flattened alike: a system prompt of their own, then what a person asks. Each has so many
/// requests by a dozen accounts; a third of all begin with a sentence that many applications use.
fn applications(random: &mut ChaCha8Rng, count: usize, requests: usize) -> Vec<Log> {
    let application = |i: usize, random: &mut ChaCha8Rng| {
        let usual = if i.is_multiple_of(3) { "You are a helpful assistant. " } else { "" };
        let length = random.random_range(12..40);
        let system = format!("System: {usual}{}.", words(random, length));
        let chat = |n: usize, random: &mut ChaCha8Rng| {
            let length = random.random_range(4..30);
            (format!("{system}\n\nHuman: {}", words(random, length)), (i * 100 + n % 12) as u32)
        };
        (0..requests).map(|n| chat(n, random)).collect()
    };
    (0..count).map(|i| application(i, random)).collect()
}

#[test]
fn a_chat_s_marks_join_no_applications() {
    let mut random = ChaCha8Rng::seed_from_u64(1);
    let applications = applications(&mut random, 30, 40);
    let frames = frames(&applications.concat());
    let of_each: Vec<BTreeSet<Option<u32>>> =
        frames.chunks(40).map(|frames| frames.iter().copied().collect()).collect();
    assert!(of_each.iter().all(|frames| frames.len() == 1 && !frames.contains(&None)), "{of_each:?}");
    assert_eq!(of_each.iter().collect::<BTreeSet<_>>().len(), 30);
}

/// Half of an application's texts differ in a sentence that half of another's share: no text falls to that sentence.
#[test]
fn a_text_belongs_to_what_it_says_most_of() {
    let mut random = ChaCha8Rng::seed_from_u64(2);
    let (first, second) = (words(&mut random, 60), words(&mut random, 60));
    let shared = words(&mut random, 8);
    let mut log = Log::new();
    for n in 0..200 {
        let template = if n % 2 == 0 { &first } else { &second };
        let middle = if n % 4 < 2 { shared.clone() } else { words(&mut random, 8) };
        log.push((format!("{template} {middle} {}", words(&mut random, 5)), n % 24));
    }
    let frames = frames(&log);
    assert!(frames[0].is_some() && frames[1].is_some() && frames[0] != frames[1]);
    assert!((0..200).all(|i| frames[i] == frames[i % 2]), "{frames:?}");
}

/// Marks of lists, however many, are no template.
#[test]
fn lists_are_no_template() {
    let mut random = ChaCha8Rng::seed_from_u64(3);
    let list = |random: &mut ChaCha8Rng| {
        (1..12).map(|i| format!("{i}. **{}:** {}", words(random, 1), words(random, 6))).collect::<Vec<_>>()
    };
    let mut log: Log = (0..300).map(|n| (list(&mut random).join("\n"), n % 60)).collect();
    let template = words(&mut random, 20);
    log.extend((0..40).map(|n| (format!("{template}\n{}", list(&mut random).join("\n")), 60 + n % 12)));
    let frames = frames(&log);
    assert!(frames[300].is_some() && frames[300..].iter().all(|frame| *frame == frames[300]));
    assert!(frames[..300].iter().all(|frame| *frame != frames[300]));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(6))]

    #[test]
    fn other_applications_join_nothing_and_move_hardly_anything(seed in any::<u64>(), before in 5usize..15, more in 1usize..25) {
        let mut random = ChaCha8Rng::seed_from_u64(seed);
        let all = applications(&mut random, before + more, 40);
        let mut with = all.concat();
        let alone: Log = with.drain(..before * 40).collect();
        // The order of a log's requests is nobody's, so that the others come first.
        with.extend(alone.iter().cloned());
        let together = frames(&with).split_off(more * 40);
        let alone = frames(&alone);
        let mut became: BTreeMap<Option<u32>, BTreeMap<Option<u32>, usize>> = BTreeMap::new();
        let mut came: BTreeMap<u32, BTreeSet<Option<u32>>> = BTreeMap::new();
        for (&before, &after) in alone.iter().zip(&together) {
            *became.entry(before).or_default().entry(after).or_default() += 1;
            if let Some(after) = after {
                came.entry(after).or_default().insert(before);
            }
        }
        prop_assert!(came.values().all(|from| from.len() == 1), "joined: {:?}", came);
        let stayed: usize = became.values().filter_map(|to| to.values().max()).sum();
        prop_assert!(stayed * 100 >= alone.len() * 99, "{} of {} stayed: {:?}", stayed, alone.len(), became);
    }
}

/// All traffic is of one application with a long system prompt, into which each account's name may be written; a few accounts
/// work off a list through it.
#[test]
fn a_long_system_prompt_that_all_say_hides_no_template() {
    let mut random = ChaCha8Rng::seed_from_u64(6);
    let (setting, list) = (words(&mut random, 3000), words(&mut random, 25));
    for is_named in [false, true] {
        let mut ask = |n: u32, actor: u32, asked: String| {
            let named = if is_named {
                format!("The user is {}. ", words(&mut random, 1).repeat(2))
            } else {
                String::new()
            };
            (format!("System: {named}{setting}\n\nHuman: {asked} {n} {}", words(&mut random, 12)), actor)
        };
        let mut log: Log = (0..300).map(|n| ask(n, n % 100, String::new())).collect();
        log.extend((0..100).map(|n| ask(n, 100 + n % 12, list.clone())));
        let frames = frames(&log);
        assert!(
            frames[300].is_some() && frames[300..].iter().all(|frame| *frame == frames[300]),
            "{frames:?}"
        );
        assert!(frames[..300].iter().all(|frame| *frame != frames[300]), "{frames:?}");
    }
}

/// What is filled in is masked, so that all prompts become one text; they are placed all the same.
#[test]
fn templates_of_numbers_alone_are_placed() {
    let ask = |n: u32| {
        (format!("Work through exercise {n} of the book, page {}, as an expert would", n * 7), n % 12)
    };
    let log: Log = (0..60).map(ask).chain((0..60).map(|n| ("What is a hydra?".to_owned(), n))).collect();
    let frames = frames(&log);
    assert!(frames[0].is_some() && frames[..60].iter().all(|frame| *frame == frames[0]));
    // One prompt that many ask is no template.
    assert!(frames[60..].iter().all(Option::is_none));
}

/// Eight accounts, each with an application of its own, whose system prompts are built of the same sentences.
#[test]
fn applications_of_a_few_accounts_are_told_apart() {
    let mut random = ChaCha8Rng::seed_from_u64(5);
    let (opening, rule) = (words(&mut random, 6), words(&mut random, 12));
    let mut log: Log = (0..600).map(|n| (words(&mut random, 30), 100 + n % 50)).collect();
    let others = log.len();
    for account in 0..8 {
        let own = words(&mut random, 6);
        for _ in 0..30 {
            let asked = words(&mut random, 20);
            log.push((format!("System: {opening} {own}. {rule}.\n\nHuman: {asked}"), account));
        }
    }
    let frames = frames(&log);
    let of_each: Vec<BTreeSet<Option<u32>>> =
        frames[others..].chunks(30).map(|frames| frames.iter().copied().collect()).collect();
    assert!(of_each.iter().all(|frames| frames.len() == 1 && !frames.contains(&None)), "{of_each:?}");
    assert_eq!(of_each.iter().collect::<BTreeSet<_>>().len(), 8);
}

/// A course asks the same questions in two ways, and a third prompt grades the answers: questions are no templates.
#[test]
fn popular_questions_are_content() {
    let mut random = ChaCha8Rng::seed_from_u64(6);
    let prompts: Vec<String> = (0..2).map(|_| words(&mut random, 14)).collect();
    let grader = words(&mut random, 40);
    let questions: Vec<String> = (0..30).map(|_| words(&mut random, 25)).collect();
    let mut log: Log = (0..2000).map(|n| (words(&mut random, 30), 200 + n % 90)).collect();
    for (n, question) in (0..).zip(&questions) {
        for (way, prompt) in (0..).zip(&prompts) {
            log.extend((0..12).map(|a| (format!("{prompt}\n\n{question}"), way * 50 + (n * 7 + a) % 40)));
        }
        log.extend((0..12).map(|a| (format!("{grader}\n{question}\n{}", words(&mut random, 20)), 100 + a)));
    }
    let frames = frames(&log);
    let of = |wanted: &str| -> BTreeSet<Option<u32>> {
        log.iter().zip(&frames).filter(|((p, _), _)| p.starts_with(wanted)).map(|(_, f)| *f).collect()
    };
    let each: Vec<BTreeSet<Option<u32>>> = prompts.iter().chain([&grader]).map(|p| of(p)).collect();
    assert!(each.iter().all(|frames| frames.len() == 1 && !frames.contains(&None)), "{each:?}");
    assert_eq!(each.iter().collect::<BTreeSet<_>>().len(), 3);
}

/// Agents of two applications begin with words of their own, and log their work in the same words, which are many more; or the
/// first request is sent again behind blanks, as one who wants its words to weigh nothing might.
#[test]
fn what_comes_turn_by_turn_does_not_drown_what_a_conversation_began_with() {
    let mut random = ChaCha8Rng::seed_from_u64(7);
    let heads = [words(&mut random, 40), words(&mut random, 40)];
    let steps: Vec<String> = (0..30).map(|_| words(&mut random, 12)).collect();
    let mut requests: Vec<Request> = Vec::new();
    for n in 0..96usize {
        let mut prompt = format!("{}\n\nTask: {}", heads[n % 2], words(&mut random, 8));
        for turn in 0..4 {
            let id = requests.len();
            requests.push(Request {
                id: format!("r{id}").into(),
                time: Timestamp::from_millis(id as i64 * 60_000).unwrap(),
                account: format!("a{}", n % 24).into(),
                prompt: Prompt::new(prompt.as_str()),
                attributes: Attributes::default(),
            });
            let blanks = if n % 3 == 0 && turn == 0 { " ".repeat(600) } else { String::new() };
            let log: Vec<&str> = (0..8).map(|_| steps.choose(&mut random).unwrap().as_str()).collect();
            prompt = format!("{blanks}{prompt}\nLog: {}", log.join("\nLog: "));
        }
    }
    let params = Params::default();
    let found =
        Detector::builder().params(params).build().and_then(|d| d.detect(&d.log(&requests)?)).unwrap();
    let placed: BTreeMap<String, String> =
        found.placements.iter().map(|p| (p.id.to_owned(), p.template.to_owned())).collect();
    let of = |n: usize| placed.get(&format!("r{}", n * 4));
    let heads: BTreeSet<Option<&String>> = (0..96).map(|n| if n % 2 == 0 { of(n) } else { of(0) }).collect();
    assert!(heads.len() == 1 && of(0).is_some() && of(1).is_some() && of(0) != of(1), "{placed:?}");
    assert!((0..96).all(|n| of(n) == of(n % 2)), "{placed:?}");
}
