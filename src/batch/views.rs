//! Views: the texts that are embedded, cut out of the prompts.

use rayon::prelude::*;

use super::run::Run;
use crate::evidence::Group;
use crate::phrase::{Corpus, Frames, skeleton_view, slot_view, slots};
use crate::request::Request;

/// Rows of one group that are embedded at most, and the fewest and most of one of its members.
const ROWS: usize = 2048;
const ROWS_AN_ACTOR: (usize, usize) = (8, 64);
/// Bytes of a slot view.
const VIEW: usize = 512;

/// The skeleton view of each frame.
pub(super) fn skeletons(requests: &[Request], corpus: &Corpus, frames: &Frames) -> Vec<String> {
    let prompt = |text: u32| requests[corpus.told(text) as usize].prompt.as_str();
    frames.skeletons.par_iter().map(|s| skeleton_view(corpus, s, prompt(s.text))).collect()
}

/// Slot views of a group, each with the place of its member among those that are looked at: distinct texts, at least
/// two of each member, as many members and texts of each as fit, spread evenly. Texts that fill nothing in are left out.
pub(super) fn group_slots(run: &Run<'_>, group: &Group) -> Vec<(u32, String)> {
    // Turns that a later one tells count each: who goes on in a conversation comes back to one thing.
    let turn = |&r: &u32| {
        let text = run.corpus.text_of()[r as usize];
        (text, run.told_by[r as usize].map(|_| r))
    };
    let texts_of = group.members.iter().map(|member| {
        let mut turns: Vec<(u32, Option<u32>)> = member.requests.iter().map(turn).collect();
        turns.sort_unstable();
        turns.dedup();
        turns.into_iter().map(|(text, _)| text).collect::<Vec<u32>>()
    });
    let texts_of: Vec<Vec<u32>> = texts_of.filter(|texts| texts.len() > 1).collect();
    let each = (ROWS / texts_of.len().max(1)).clamp(ROWS_AN_ACTOR.0, ROWS_AN_ACTOR.1);
    let step = (texts_of.len() * each).div_ceil(ROWS).max(1);
    let members = texts_of.iter().step_by(step).zip(0u32..);
    members
        .flat_map(|(texts, owner)| {
            texts.iter().step_by(texts.len().div_ceil(each)).map(move |&text| (owner, text))
        })
        .filter_map(|(owner, text)| {
            let skeleton = &run.templates.skeletons[run.templates.of_text[text as usize]? as usize];
            let prompt = run.requests[run.corpus.told(text) as usize].prompt.as_str();
            let view = slot_view(prompt, &slots(run.corpus, skeleton, text), VIEW);
            (!view.trim().is_empty()).then_some((owner, view))
        })
        .collect()
}
