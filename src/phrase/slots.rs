//! Slots: what a text fills into its frame.

use std::ops::Range;

use super::corpus::Corpus;
use super::skeleton::Skeleton;

/// The byte ranges, in the prompt of a text's first request, of its slots: maximal runs of words outside the skeleton.
pub fn slots(corpus: &Corpus, skeleton: &Skeleton, text: u32) -> Vec<Range<usize>> {
    let fixed = skeleton.fixed_words(corpus, text);
    let spans = corpus.spans(text);
    let inner = 1..spans.len().saturating_sub(1);
    let mut slots: Vec<Range<usize>> = Vec::new();
    let mut open = false;
    for i in inner {
        let (start, end) = (spans[i].0 as usize, spans[i].1 as usize);
        match slots.last_mut().filter(|_| open && !fixed[i]) {
            Some(slot) => slot.end = end,
            None if !fixed[i] => slots.push(start..end),
            None => {}
        }
        open = !fixed[i];
    }
    slots
}

/// The slots of a prompt joined by spaces, cut to `limit` bytes at a character's boundary: the view that is embedded.
pub fn slot_view(prompt: &str, slots: &[Range<usize>], limit: usize) -> String {
    let mut view = String::new();
    for slot in slots {
        let Some(part) = prompt.get(slot.clone()) else { continue };
        if !view.is_empty() {
            view.push(' ');
        }
        view.extend(part.chars().scan(view.len(), |length, c| {
            *length += c.len_utf8();
            (*length <= limit).then_some(c)
        }));
        if view.len() >= limit {
            break;
        }
    }
    view
}

/// A skeleton as a person reads it: the words of its text with each slot as a number in braces.
pub fn skeleton_text(prompt: &str, slots: &[Range<usize>]) -> String {
    let mut shown = String::new();
    let mut at = 0;
    for (number, slot) in slots.iter().enumerate() {
        shown.push_str(prompt.get(at..slot.start).unwrap_or_default());
        shown.push_str(&format!("{{{}}}", number + 1));
        at = slot.end;
    }
    shown.push_str(prompt.get(at..).unwrap_or_default());
    shown
}

/// The fixed words of a skeleton, as its text spells them: the view that is embedded.
pub fn skeleton_view(corpus: &Corpus, skeleton: &Skeleton, prompt: &str) -> String {
    let spans = corpus.spans(skeleton.text);
    let mut view = String::new();
    for (&(start, end), _) in spans.iter().zip(&skeleton.fixed).filter(|(_, fixed)| **fixed) {
        let word = prompt.get(start as usize..end as usize).unwrap_or_default();
        if !view.is_empty() && !word.is_empty() {
            view.push(' ');
        }
        view.push_str(word);
    }
    view
}
