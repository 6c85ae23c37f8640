//! Views: the texts that are embedded, cut out of the prompts.

use rayon::prelude::*;

use super::findings::Run;
use crate::evidence::Group;
use crate::phrase::{Corpus, Frames, skeleton_view, slot_view, slots};
use crate::request::Request;

/// Rows of one group, and of one actor in it, that are embedded at most.
const ROWS: usize = 2048;
const ROWS_AN_ACTOR: usize = 64;
/// Bytes of a slot view.
const VIEW: usize = 512;

/// The skeleton view of each frame.
pub(super) fn skeletons(requests: &[Request], corpus: &Corpus, frames: &Frames) -> Vec<String> {
    let prompt = |text: u32| requests[corpus.requests(text)[0] as usize].prompt.as_str();
    frames.skeletons.par_iter().map(|s| skeleton_view(corpus, s, prompt(s.text))).collect()
}

/// Slot views of a group, each with the place of its member: distinct texts, so many an actor and so many in all,
/// spread evenly. Texts that fill nothing in are left out.
pub(super) fn group_slots(run: &Run<'_>, group: &Group) -> Vec<(u32, String)> {
    let mut rows: Vec<(u32, u32)> = Vec::new();
    for (owner, member) in group.members.iter().enumerate() {
        let mut texts: Vec<u32> = member.requests.iter().map(|&r| run.corpus.text_of()[r as usize]).collect();
        texts.sort_unstable();
        texts.dedup();
        rows.extend(texts.into_iter().take(ROWS_AN_ACTOR).map(|text| (owner as u32, text)));
    }
    let step = rows.len().div_ceil(ROWS).max(1);
    rows.into_iter()
        .step_by(step)
        .filter_map(|(owner, text)| {
            let skeleton = &run.templates.skeletons[run.templates.of_text[text as usize]? as usize];
            let prompt = run.requests[run.corpus.requests(text)[0] as usize].prompt.as_str();
            let view = slot_view(prompt, &slots(run.corpus, skeleton, text), VIEW);
            (!view.trim().is_empty()).then_some((owner, view))
        })
        .collect()
}
