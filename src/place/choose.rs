//! Choose: each text's frame among those that it proves, such that every frame keeps enough texts to be one.

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::candidate::Covering;

/// A candidate covers at least this part of what the one covers that covers a text best: a text that says a long template
/// does not fall to a line that many texts share, where the template is not found at once.
const COVER: f64 = 0.5;

/// A frame that a text proves to say.
#[derive(Clone, Copy, Debug)]
pub(super) struct Proved {
    /// How much it says of it, by weight and by how many texts share it.
    pub(super) score: f64,
    /// The candidate.
    pub(super) candidate: u32,
    /// The frame's number among those of the candidate.
    pub(super) frame: u32,
}

/// What a text was tried on.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tried<'a> {
    /// The candidates, best first.
    pub(super) ranked: &'a [Covering],
    /// Their frames that it proves, best first.
    pub(super) proved: &'a [Proved],
}

/// Who chose what.
#[derive(Debug)]
pub(super) struct Chosen {
    /// The frame of each text, where it proves one that stays.
    pub(super) of_text: Vec<Option<Proved>>,
    /// Whether all frames of each candidate were dissolved.
    pub(super) is_dissolved: Vec<bool>,
}

/// The frame of each text: the best that at least `least` texts choose. What fewer choose is dissolved and its texts choose
/// again: a popular question that two prompts ask is content of both of them, whoever else asks it. `frames` is the number of frames
/// of each candidate.
pub(super) fn choose(tried: &[Tried<'_>], frames: &[u32], least: usize) -> Chosen {
    let mut dissolved: FxHashSet<(u32, u32)> = FxHashSet::default();
    loop {
        let is_gone = |(candidate, &frames): (u32, &u32)| {
            frames > 0 && (0..frames).all(|frame| dissolved.contains(&(candidate, frame)))
        };
        let is_dissolved: Vec<bool> = (0u32..).zip(frames).map(is_gone).collect();
        let best = |tried: &Tried<'_>| {
            let first = tried.ranked.iter().find(|covering| !is_dissolved[covering.candidate as usize])?;
            let covers = |proved: &&Proved| {
                let of = |covering: &&Covering| covering.candidate == proved.candidate;
                tried.ranked.iter().find(of).is_some_and(|covering| covering.cover >= COVER * first.cover)
            };
            let stays = |proved: &&Proved| !dissolved.contains(&(proved.candidate, proved.frame));
            tried.proved.iter().filter(stays).find(covers).copied()
        };
        let chosen: Vec<Option<Proved>> = tried.par_iter().map(best).collect();
        let mut texts: FxHashMap<(u32, u32), usize> = FxHashMap::default();
        for proved in chosen.iter().flatten() {
            *texts.entry((proved.candidate, proved.frame)).or_default() += 1;
        }
        let before = dissolved.len();
        dissolved.extend(texts.into_iter().filter(|&(_, texts)| texts < least).map(|(frame, _)| frame));
        if dissolved.len() == before {
            return Chosen { of_text: chosen, is_dissolved };
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rayon::ThreadPoolBuilder;

    use super::{Covering, Proved, Tried, choose};

    /// Candidates of a text with what each covers, best first.
    fn ranked(of_text: &[(u32, f64)]) -> Vec<Covering> {
        of_text.iter().map(|&(candidate, cover)| Covering { candidate, cover }).collect()
    }

    /// Frames that a text proves, best first, each as its candidate and its number there.
    fn proved(of_text: &[(u32, u32)]) -> Vec<Proved> {
        let score = |i: usize| (of_text.len() - i) as f64;
        let proved = |(i, &(candidate, frame))| Proved { score: score(i), candidate, frame };
        of_text.iter().enumerate().map(proved).collect()
    }

    type Text = (Vec<(u32, f64)>, Vec<(u32, u32)>);

    /// The frame of each text by candidate and number, and which candidates were dissolved.
    fn chosen(texts: &[Text], frames: &[u32], least: usize) -> (Vec<Option<(u32, u32)>>, Vec<bool>) {
        let ranked: Vec<Vec<Covering>> = texts.iter().map(|(of_text, _)| ranked(of_text)).collect();
        let proved: Vec<Vec<Proved>> = texts.iter().map(|(_, of_text)| proved(of_text)).collect();
        let tried = ranked.iter().zip(&proved).map(|(ranked, proved)| Tried { ranked, proved });
        let chosen = choose(&tried.collect::<Vec<_>>(), frames, least);
        let of_text = chosen.of_text.iter().map(|p| p.map(|p| (p.candidate, p.frame))).collect();
        (of_text, chosen.is_dissolved)
    }

    #[test]
    fn texts_of_a_frame_of_two_take_their_next() {
        let rare = (vec![(0, 10.0), (1, 6.0)], vec![(0, 0), (1, 0)]);
        let usual = (vec![(1, 6.0)], vec![(1, 0)]);
        let texts = [vec![rare.clone(); 2], vec![usual.clone(); 3]].concat();
        assert_eq!(chosen(&texts, &[1, 1], 3), (vec![Some((1, 0)); 5], vec![true, false]));
        // Three keep it.
        let texts = [vec![rare; 3], vec![usual; 3]].concat();
        let kept = [vec![Some((0, 0)); 3], vec![Some((1, 0)); 3]].concat();
        assert_eq!(chosen(&texts, &[1, 1], 3), (kept, vec![false, false]));
    }

    #[test]
    fn a_text_falls_to_a_line_that_many_share_only_where_its_template_is_gone() {
        let unproved = (vec![(0, 10.0), (1, 2.0)], vec![(1, 0)]);
        let line = (vec![(1, 2.0)], vec![(1, 0)]);
        let long = (vec![(0, 10.0)], vec![(0, 0)]);
        let texts = |long_texts| {
            [vec![unproved.clone()], vec![line.clone(); 3], vec![long.clone(); long_texts]].concat()
        };
        assert_eq!(chosen(&texts(3), &[1, 1], 3).0[0], None);
        let (of_text, is_dissolved) = chosen(&texts(2), &[1, 1], 3);
        assert_eq!((of_text[0], of_text[4], &*is_dissolved), (Some((1, 0)), None, &[true, false][..]));
    }

    #[test]
    fn a_candidate_stays_while_one_of_its_frames_does() {
        let of = |frame| (vec![(0, 10.0)], vec![(0, frame)]);
        let texts = [vec![of(0); 3], vec![of(1); 2]].concat();
        let kept = [vec![Some((0, 0)); 3], vec![None; 2]].concat();
        assert_eq!(chosen(&texts, &[2], 3), (kept, vec![false]));
    }

    /// Texts over four candidates of two frames each.
    fn texts() -> impl Strategy<Value = Vec<Text>> {
        let text = prop::collection::btree_map(
            0u32..4,
            (1u32..20, prop::collection::btree_set(0u32..2, 0..3)),
            0..4,
        );
        let text = text.prop_map(|tried| {
            let mut ranked: Vec<(u32, f64)> =
                tried.iter().map(|(&c, &(cover, _))| (c, f64::from(cover))).collect();
            ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
            let frames = ranked.iter().flat_map(|(c, _)| tried[c].1.iter().map(move |&frame| (*c, frame)));
            let frames = frames.collect();
            (ranked, frames)
        });
        prop::collection::vec(text, 0..40)
    }

    proptest! {
        #[test]
        fn every_frame_keeps_enough_at_any_order_and_number_of_threads(texts in texts(), least in 1usize..6) {
            let frames = [2; 4];
            let (of_text, is_dissolved) = chosen(&texts, &frames, least);
            for (text, frame) in texts.iter().zip(&of_text).filter_map(|(text, frame)| Some((text, (*frame)?))) {
                prop_assert!(text.1.contains(&frame) && !is_dissolved[frame.0 as usize]);
                prop_assert!(of_text.iter().filter(|other| **other == Some(frame)).count() >= least);
            }
            for threads in [1, 3] {
                let pool = ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
                prop_assert_eq!(pool.install(|| chosen(&texts, &frames, least)), (of_text.clone(), is_dissolved.clone()));
            }
            let backwards: Vec<Text> = texts.into_iter().rev().collect();
            let (mut reversed, dissolved) = chosen(&backwards, &frames, least);
            reversed.reverse();
            prop_assert_eq!((reversed, dissolved), (of_text, is_dissolved));
        }
    }
}
