//! Slots: what a text fills into its frame.

use std::ops::Range;

use super::corpus::Corpus;
use super::skeleton::Skeleton;
use crate::normalize::{LINE_BREAK, is_invisible};

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

/// A skeleton as a person reads it: the words that its texts share, each run of others as a number in braces, masked
/// spans by their sign. No byte of a prompt is shown that is not a word of the skeleton.
pub fn skeleton_text(corpus: &Corpus, skeleton: &Skeleton, prompt: &str) -> String {
    let mut slot = 0;
    let mut inside_slot = false;
    view(corpus, skeleton, prompt, &mut |shown| {
        let opens = shown.is_none() && !inside_slot;
        inside_slot = shown.is_none();
        slot += usize::from(opens);
        shown.map(str::to_owned).or_else(|| opens.then(|| format!("{{{slot}}}")))
    })
}

/// The shared words of a skeleton alone: the view that is embedded.
pub fn skeleton_view(corpus: &Corpus, skeleton: &Skeleton, prompt: &str) -> String {
    view(corpus, skeleton, prompt, &mut |shown| shown.map(str::to_owned))
}

/// Joins what `show` makes of each word of the skeleton's text, `None` for a word of a slot, as the words stood: side
/// by side, or with a space or a line break between them.
fn view(
    corpus: &Corpus,
    skeleton: &Skeleton,
    prompt: &str,
    show: &mut dyn FnMut(Option<&str>) -> Option<String>,
) -> String {
    let (words, spans) = (corpus.words(skeleton.text), corpus.spans(skeleton.text));
    let mut text = String::new();
    let mut end = 0;
    for i in 1..words.len().saturating_sub(1) {
        let (from, to) = spans[i];
        let word: String = prompt
            .get(from as usize..to as usize)
            .unwrap_or_default()
            .chars()
            .filter(|c| !is_invisible(*c))
            .collect();
        let sign = corpus.sign(words[i]).map(|sign| if sign == LINE_BREAK { "\n" } else { sign });
        let shown = skeleton.fixed[i].then(|| sign.unwrap_or(&word));
        if let Some(part) = show(shown) {
            if end < from && !text.is_empty() && !text.ends_with('\n') && part != "\n" {
                text.push(' ');
            }
            text.push_str(&part);
        }
        end = to;
    }
    text
}
