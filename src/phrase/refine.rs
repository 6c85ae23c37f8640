//! Refine: frames whose texts are known by now are looked at once more, since texts come to them that ranked others first.

use rayon::prelude::*;

use super::corpus::{Corpus, Groups};
use super::place::Placing;
use super::skeleton::Skeleton;
use super::split::{may_hold_applications, parts, says};

/// A frame that was taken apart.
struct TakenApart {
    parts: Vec<Skeleton>,
    /// The part of each of its texts, by number, in their order.
    part_of: Vec<Option<u32>>,
}

impl Placing<'_> {
    /// Takes frames apart that hold the applications of a few accounts each with words of its own; a text goes to the part of
    /// which it says most.
    pub(super) fn refine(&mut self) {
        let placed = self.of_text.iter().zip(0u32..).filter_map(|(frame, text)| Some(((*frame)?, text)));
        let members = Groups::new(self.skeletons.len(), placed);
        let (corpus, params) = (self.corpus, &self.params.skeleton);
        let taken_apart = |frame: u32| {
            let texts = members.of(frame);
            let whole = Skeleton::of(corpus, texts, params)?;
            let may = may_hold_applications(corpus, &whole, texts);
            let parts = if may { parts(corpus, Some(&whole), texts, params) } else { Vec::new() };
            let part_of = |&text: &u32| part_of(corpus, &whole, &parts, text);
            let part_of = texts.iter().map(part_of).collect();
            (!parts.is_empty()).then_some(TakenApart { parts, part_of })
        };
        let found: Vec<Option<TakenApart>> =
            (0..self.skeletons.len() as u32).into_par_iter().map(taken_apart).collect();
        for (frame, found) in (0u32..).zip(found) {
            let Some(TakenApart { mut parts, part_of }) = found else { continue };
            let first = self.skeletons.len() as u32;
            for (&text, part) in members.of(frame).iter().zip(part_of) {
                let part = part.map(|part| first + part);
                self.of_text[text as usize] = part.or(self.of_text[text as usize]);
            }
            self.within[frame as usize].get_or_insert(frame);
            self.within.extend(parts.iter().map(|_| Some(frame)));
            self.skeletons.append(&mut parts);
        }
    }
}

/// The part of which a text says most, of those that it says beside the whole.
fn part_of(corpus: &Corpus, whole: &Skeleton, parts: &[Skeleton], text: u32) -> Option<u32> {
    let said = |part: &Skeleton| part.containment(corpus, text) * f64::from(part.weight());
    let proved = (0u32..).zip(parts).filter(|(_, part)| says(corpus, whole, part, text));
    let proved = proved.map(|(i, part)| (said(part), i));
    proved.max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1))).map(|(_, part)| part)
}
