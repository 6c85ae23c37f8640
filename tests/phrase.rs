//! Phrases: what is shared, counted like the plain twin, and frames found in texts with known templates.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test stops where it fails")]

use std::collections::{BTreeMap, BTreeSet};

use hydrascope::mine::{Corpus, JoinParams, Phrases, Shingles, Source, Support};
use hydrascope::place::{
    FrameParams, Frames, Skeleton, SkeletonParams, skeleton_parts, skeleton_text, slots,
};
use hydrascope::request::{HashKey, Prompt};
use proptest::prelude::*;

const SUPPORT: Support = Support { width: 3, actors: 3, texts: 2, texts_alone: 6 };
const MANY: Support = Support { width: 5, actors: 5, texts: 3, texts_alone: 20 };
const JOIN: JoinParams = JoinParams { confidence: 0.5, uses: 0.2 };
const FRAMES: FrameParams =
    FrameParams { support: MANY, together: 0.6, frame_texts: 10, skeleton: SKELETON, containment: 0.5 };
const SKELETON: SkeletonParams = SkeletonParams { common: 0.5, min_actors: 5 };

fn corpus(prompts: &[(String, u32)]) -> Corpus {
    let texts: Vec<Prompt> = prompts.iter().map(|(prompt, _)| Prompt::new(prompt.as_str())).collect();
    let sources: Vec<Source<'_>> =
        texts.iter().zip(prompts).map(|(prompt, (_, actor))| Source::new(prompt, *actor)).collect();
    Corpus::new(&sources, HashKey::default())
}

/// The plain twin: windows of words with the texts and actors that have them.
fn twin(corpus: &Corpus) -> BTreeMap<Vec<u32>, (usize, usize)> {
    let mut known: BTreeMap<Vec<u32>, (BTreeSet<u32>, BTreeSet<u32>)> = BTreeMap::new();
    for text in 0..corpus.len() as u32 {
        for window in corpus.words(text).windows(SUPPORT.width) {
            let entry = known.entry(window.to_vec()).or_default();
            entry.0.insert(text);
            entry.1.extend(corpus.actors(text));
        }
    }
    let shared = |texts: usize, actors: usize| {
        texts >= SUPPORT.texts_alone as usize
            || (texts >= SUPPORT.texts as usize && actors >= SUPPORT.actors as usize)
    };
    known
        .into_iter()
        .map(|(w, (t, a))| (w, (t.len(), a.len())))
        .filter(|(_, (t, a))| shared(*t, *a))
        .collect()
}

proptest! {
    #[test]
    fn shared_shingles_are_those_of_the_twin(
        prompts in prop::collection::vec(("[ab]( [abc]){1,6}", 0u32..6), 1..40)
    ) {
        let corpus = corpus(&prompts);
        let mined = Shingles::mine(&corpus, &SUPPORT);
        let mut found: BTreeMap<Vec<u32>, (usize, usize)> = BTreeMap::new();
        for text in 0..corpus.len() as u32 {
            for (position, shingle) in mined.of(text) {
                let window = &corpus.words(text)[position as usize..][..SUPPORT.width];
                let counts = (mined.texts[shingle as usize] as usize, mined.actors[shingle as usize] as usize);
                found.insert(window.to_vec(), counts);
            }
        }
        prop_assert_eq!(found, twin(&corpus));
    }

    #[test]
    fn equal_texts_collapse(prompts in prop::collection::vec(("[ab]( [ab]){0,2}", 0u32..4), 1..30)) {
        let corpus = corpus(&prompts);
        for (i, (a, _)) in prompts.iter().enumerate() {
            for (j, (b, _)) in prompts.iter().enumerate() {
                prop_assert_eq!(corpus.text_of()[i] == corpus.text_of()[j], a == b);
            }
        }
        let held: usize = (0..corpus.len() as u32).map(|t| corpus.requests(t).len()).sum();
        prop_assert_eq!(held, prompts.len());
    }
}

/// Words of no template, different at each number.
fn filler(n: usize) -> String {
    (0..4).map(|i| format!("w{}x", (n * 7 + i * 131) % 997)).collect::<Vec<_>>().join(" ")
}

fn templates() -> Vec<(String, u32)> {
    let mut prompts = Vec::new();
    for n in 0..60 {
        let actor = (n % 12) as u32;
        prompts.push((
            format!("Write down every step of your thinking about {} and then answer", filler(n)),
            actor,
        ));
        prompts
            .push((format!("Translate the text below to plain German please: {}", filler(n + 500)), actor));
        prompts.push((filler(n + 1000), actor));
    }
    prompts
}

fn frames(corpus: &Corpus) -> Frames {
    let shingles = Shingles::mine(corpus, &MANY);
    let phrases = Phrases::join(corpus, &shingles, &JOIN);
    Frames::find(corpus, &shingles, &phrases, &FRAMES)
}

#[test]
fn two_templates_come_out_as_two_frames() {
    let prompts = templates();
    let corpus = corpus(&prompts);
    let frames = frames(&corpus);
    let frame = |i: usize| frames.of_text[corpus.text_of()[i] as usize];
    assert!(frame(0).is_some() && frame(1).is_some() && frame(0) != frame(1));
    for i in (0..prompts.len()).step_by(3) {
        assert_eq!((frame(i), frame(i + 1), frame(i + 2)), (frame(0), frame(1), None), "prompt {i}");
    }
}

#[test]
fn slots_hold_what_is_filled_in_and_the_skeleton_does_not() {
    let prompts = templates();
    let corpus = corpus(&prompts);
    let frames = frames(&corpus);
    let skeleton = &frames.skeletons[frames.of_text[0].unwrap() as usize];
    let own = slots(&corpus, skeleton, 0);
    assert_eq!(own.iter().map(|s| &prompts[0].0[s.clone()]).collect::<Vec<_>>(), [filler(0)]);
    assert_eq!(
        skeleton_text(&skeleton_parts(&corpus, skeleton, &prompts[skeleton.text as usize].0)),
        "Write down every step of your thinking about {1} and then answer"
    );
}

#[test]
fn templates_that_share_boilerplate_come_apart() {
    let boilerplate = "You are a helpful assistant that answers in full sentences and never lies.";
    let mut prompts = Vec::new();
    for n in 0..60 {
        let own = [
            "List three risks of the plan, each with its cost and a remedy:",
            "Sum up the mail in one line and name its sender and its date:",
        ];
        prompts.push((format!("{boilerplate} {} {}", own[n % 2], filler(n)), (n % 12) as u32));
    }
    let corpus = corpus(&prompts);
    let frames = frames(&corpus);
    let frame = |i: usize| frames.of_text[corpus.text_of()[i] as usize];
    assert!(frame(0).is_some() && frame(1).is_some() && frame(0) != frame(1));
    assert!((0..60).all(|i| frame(i) == frame(i % 2)));
}

#[test]
fn nothing_is_found_in_nothing() {
    let corpus = corpus(&[]);
    assert!(corpus.is_empty() && frames(&corpus).is_empty());
}

#[test]
fn a_skeleton_knows_whether_many_actors_wrote_it() {
    for (actors, shared) in [(1, false), (4, false), (12, true)] {
        let text =
            |n: usize| format!("Write down every step of your thinking about {} and then answer", filler(n));
        let prompts: Vec<(String, u32)> = (0..60).map(|n| (text(n), n as u32 % actors)).collect();
        let corpus = corpus(&prompts);
        let frames = frames(&corpus);
        let skeleton = &frames.skeletons[frames.of_text[0].unwrap() as usize];
        assert_eq!(skeleton.shared, shared, "{actors} actors");
    }
}

#[test]
fn a_skeleton_has_no_word_that_fewer_actors_said_than_asked_for() {
    // "gently" is said by four actors alone, in more than half of the texts.
    let text = |n: usize, actor: u32| {
        let word = if actor < 4 { "gently" } else { "" };
        format!("Write down {word} every step of your thinking about {}", filler(n))
    };
    let actor = |n: usize| if n.is_multiple_of(3) { 4 + (n as u32 / 3) % 8 } else { n as u32 % 4 };
    let prompts: Vec<(String, u32)> = (0..90).map(|n| (text(n, actor(n)), actor(n))).collect();
    let corpus = corpus(&prompts);
    let all: Vec<u32> = (0..corpus.len() as u32).collect();
    for (min_actors, shared, said) in
        [(3, true, true), (5, true, false), (13, false, true), (200, false, true)]
    {
        let skeleton = Skeleton::of(&corpus, &all, &SkeletonParams { common: 0.5, min_actors }).unwrap();
        let shown = skeleton_text(&skeleton_parts(&corpus, &skeleton, &prompts[skeleton.text as usize].0));
        assert_eq!(
            (skeleton.shared, shown.contains("gently")),
            (shared, said),
            "{min_actors} actors: {shown}"
        );
    }
}
