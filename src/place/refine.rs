//! Refine: frames whose texts are known by now are looked at once more, since texts come to them that ranked others first.

use rayon::prelude::*;

use super::placing::Placing;
use super::split::{Part, applications};
use crate::groups::Groups;
use crate::mine::{Corpus, Marks};

/// Frames that a thread takes at a time: few are taken apart.
const FRAMES: usize = 16;

/// A frame that was taken apart, or was not: then nothing is in it.
struct TakenApart {
    parts: Vec<Part>,
    /// Texts that go to a part, each with the part's number.
    moved: Vec<(u32, u32)>,
}

impl Placing<'_> {
    /// Takes frames apart that hold the applications of a few accounts each with words of its own; a text goes to the part of
    /// which it says most.
    pub(super) fn refine(&mut self) {
        let placed = self.of_text.iter().zip(0u32..).filter_map(|(frame, text)| Some(((*frame)?, text)));
        let members = Groups::new(self.skeletons.len(), placed);
        let (corpus, params) = (self.corpus, &self.params.skeleton);
        let taken_apart = |said: &mut Marks, frame: u32| {
            let parts = applications(corpus, members.of(frame), params, said);
            let part_of = |&text: &u32| Some((text, part_of(corpus, &parts, text, said)?));
            let moved = members.of(frame).iter().filter_map(part_of).collect();
            TakenApart { parts, moved }
        };
        let found: Vec<TakenApart> = (0..self.skeletons.len() as u32)
            .into_par_iter()
            .with_max_len(FRAMES)
            .map_init(|| corpus.marks(), taken_apart)
            .collect();
        for TakenApart { parts, moved } in found {
            let first = self.skeletons.len() as u32;
            for (text, part) in moved {
                self.of_text[text as usize] = Some(first + part);
            }
            self.skeletons.extend(parts.into_iter().map(|part| part.skeleton));
        }
    }
}

/// The part of which a text says most, of those that it says beside the whole.
fn part_of(corpus: &Corpus, parts: &[Part], text: u32, said: &mut Marks) -> Option<u32> {
    if parts.is_empty() {
        return None;
    }
    corpus.mark(text, said);
    let most = |part: &Part| part.skeleton.containment(said) * f64::from(part.skeleton.weight());
    let proved = (0u32..).zip(parts).filter(|(_, part)| part.is_said(said));
    let proved = proved.map(|(i, part)| (most(part), i));
    proved.max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1))).map(|(_, part)| part)
}
