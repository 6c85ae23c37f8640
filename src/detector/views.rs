//! Views: the texts that are embedded, cut out of the prompts.

use rayon::prelude::*;

use super::run::Run;
use crate::mine::Corpus;
use crate::observe::Group;
use crate::place::{Frames, skeleton_view, slot_view, slots};

/// Rows of one group that are embedded at most, and the fewest and most of one of its members.
const ROWS: usize = 2048;
const ROWS_AN_ACTOR: (usize, usize) = (8, 64);
/// Bytes of a slot view.
const VIEW: usize = 512;

/// What one member filled into a template.
pub(super) struct SlotView {
    /// The member, by its place in the group.
    pub(super) owner: u32,
    /// The template.
    pub(super) template: u32,
    /// What is embedded.
    pub(super) view: String,
}

/// The skeleton view of each frame.
pub(super) fn skeletons(corpus: &Corpus, frames: &Frames) -> Vec<String> {
    frames.skeletons.par_iter().map(|s| skeleton_view(corpus, s, &corpus.prompt(s.text))).collect()
}

/// Slot views of a group, each with the place of its member and its template: distinct texts, at least two of each member,
/// as many members and texts of each as fit, those of the smallest keys. Texts that fill nothing in are left out.
pub(super) fn group_slots(run: &Run<'_>, group: &Group) -> Vec<SlotView> {
    let texts_of = (0u32..).zip(&group.members).map(|(place, member)| {
        let openings = run.traffic.openings(&member.requests);
        let mut texts: Vec<(u64, u32)> = openings
            .map(|r| run.corpus.text_of()[r as usize])
            .map(|text| (run.corpus.key(text), text))
            .collect();
        texts.sort_unstable();
        texts.dedup();
        (place, texts)
    });
    let mut texts_of: Vec<(u32, Vec<(u64, u32)>)> = texts_of.filter(|(_, texts)| texts.len() > 1).collect();
    let each = (ROWS / texts_of.len().max(1)).clamp(ROWS_AN_ACTOR.0, ROWS_AN_ACTOR.1);
    texts_of.iter_mut().for_each(|(_, texts)| texts.truncate(each));
    texts_of.sort_unstable_by_key(|(_, texts)| texts[0]);
    texts_of.truncate((ROWS / 2).max(1));
    let views = texts_of.iter().flat_map(|(place, texts)| texts.iter().map(move |&(_, text)| (*place, text)));
    let views = views.filter_map(|(owner, text)| {
        let template = run.templates.of_text[text as usize]?;
        let skeleton = &run.templates.skeletons[template as usize];
        let prompt = run.prompt(text);
        let view = slot_view(&prompt, &slots(run.corpus, skeleton, text), VIEW);
        (!view.trim().is_empty()).then_some(SlotView { owner, template, view })
    });
    views.take(ROWS).collect()
}
