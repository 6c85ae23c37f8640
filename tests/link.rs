//! Links between wordings, through the public interface.

use hydrascope::mine::{Corpus, Source};
use hydrascope::place::{Frames, Links, Outlines, Skeleton, SkeletonParams, link, propose_by_words};
use hydrascope::request::{HashKey, Prompt};
use proptest::prelude::*;

const PROOF: f64 = 0.6;

/// Each text as a frame of its own.
fn frames(texts: &[String]) -> (Corpus, Frames) {
    let prompts: Vec<Prompt> = texts.iter().map(|text| Prompt::new(text.clone())).collect();
    let sources: Vec<Source<'_>> =
        prompts.iter().zip(0u32..).map(|(p, actor)| Source::new(p, actor)).collect();
    let corpus = Corpus::new(&sources, HashKey::default());
    let none = Frames { of_text: vec![None; corpus.len()], ..Frames::default() };
    let frames = none.with_singles(&corpus, &SkeletonParams { common: 0.6, min_actors: 1 });
    (corpus, frames)
}

/// Texts of 20 words each, every one a word further along a list than the one before: neighbours are nearly the same, and
/// what is far apart has nothing in common.
fn chain(length: usize) -> Vec<String> {
    let words: Vec<String> = (0..length + 20).map(|i| format!("w{}", letters(i))).collect();
    words.windows(20).take(length).map(|w| w.join(" ")).collect()
}

fn letters(mut number: usize) -> String {
    let mut letters = String::new();
    for _ in 0..4 {
        letters.push((b'a' + (number % 26) as u8) as char);
        number /= 26;
    }
    letters
}

/// Whether some member of each template is like all others of it.
fn is_led(frames: &Frames, links: &Links) -> bool {
    let alike = |a: usize, b: usize| frames.skeletons[a].jaccard(&frames.skeletons[b]) >= PROOF;
    (0..links.templates).all(|template| {
        let members: Vec<usize> =
            (0..frames.len()).filter(|&frame| links.template_of[frame] == template).collect();
        members.iter().any(|&leader| members.iter().all(|&m| alike(leader, m)))
    })
}

#[test]
fn what_lies_between_does_not_join_what_is_apart() {
    let (corpus, frames) = frames(&chain(40));
    let links = link(&corpus, &frames, &propose_by_words(&frames.skeletons), PROOF);
    assert!(links.templates > 3 && links.templates < 20, "{} of 40", links.templates);
    assert!(is_led(&frames, &links));
}

#[test]
fn wordings_of_one_are_linked() {
    let texts: Vec<String> = (0..12).map(|i| format!("{} and then {}", chain(1)[0], letters(i))).collect();
    let (corpus, frames) = frames(&texts);
    let links = link(&corpus, &frames, &propose_by_words(&frames.skeletons), PROOF);
    assert_eq!((links.templates, links.template_of), (1, vec![0; 12]));
}

proptest! {
    #[test]
    fn pairs_link_the_same_in_any_order(
        length in 1usize..30,
        pairs in prop::collection::vec((0usize..1000, 0usize..1000), 0..60),
        turn in 0usize..60,
    ) {
        let (corpus, frames) = frames(&chain(length));
        let mut pairs: Vec<(u32, u32)> =
            pairs.into_iter().map(|(a, b)| ((a % length) as u32, (b % length) as u32)).collect();
        let links = link(&corpus, &frames, &pairs, PROOF);
        prop_assert!(is_led(&frames, &links));
        let turned = if pairs.is_empty() { 0 } else { turn % pairs.len() };
        pairs.rotate_left(turned);
        pairs.iter_mut().for_each(|pair| *pair = (pair.1, pair.0));
        prop_assert_eq!(links, link(&corpus, &frames, &pairs, PROOF));
    }
}

proptest! {
    /// Outlines are the fast form of `Skeleton::jaccard`.
    #[test]
    fn outlines_say_what_skeletons_say(
        texts in prop::collection::vec(prop::collection::vec(0usize..9, 3..60), 2..9),
        least in 0.0..1.0f64,
    ) {
        let texts: Vec<String> = texts
            .iter()
            .map(|words| words.iter().map(|&word| letters(word)).collect::<Vec<_>>().join(" "))
            .collect();
        let (corpus, singles) = frames(&texts);
        let params = SkeletonParams { common: 0.5, min_actors: 1 };
        let all: Vec<u32> = (0..corpus.len() as u32).collect();
        let of_some = all.windows(2).chain([&all[..]]).filter_map(|some| Skeleton::of(&corpus, some, &params));
        let skeletons: Vec<Skeleton> = of_some.chain(singles.skeletons).collect();
        let outlines = Outlines::new(&skeletons);
        for (a, one) in (0u32..).zip(&skeletons) {
            for (b, other) in (0u32..).zip(&skeletons) {
                let alike = one.jaccard(other);
                for least in [least, alike, alike + 1e-9, alike - 1e-9, 0.0, 1.0] {
                    prop_assert_eq!(outlines.is_like(a, b, least), alike >= least, "{} {}", alike, least);
                }
            }
        }
    }
}
