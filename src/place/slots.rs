//! Slots: what a text fills into its frame.

use std::ops::Range;

use super::skeleton::Skeleton;
use crate::mine::Corpus;
use crate::normalize::{LINE_BREAK, is_invisible};
use crate::request::Role;

/// The byte ranges, in the prompt of the request that tells a text, of its slots: maximal runs of words outside the skeleton,
/// none of which reaches from one part of a chat into the next.
pub fn slots(corpus: &Corpus, skeleton: &Skeleton, text: u32) -> Vec<Range<usize>> {
    let fixed = skeleton.fixed_words(corpus, text);
    let spans = corpus.spans(text);
    let inner = 1..spans.len().saturating_sub(1);
    let mut slots: Vec<Range<usize>> = Vec::new();
    let mut open = false;
    let words = corpus.words(text);
    for i in inner {
        if corpus.role(words[i]).is_some() {
            open = false;
            continue;
        }
        if !fixed[i] {
            let (start, end) = (spans[i].0 as usize, spans[i].1 as usize);
            match slots.last_mut().filter(|_| open) {
                Some(slot) => slot.end = end,
                None => slots.push(start..end),
            }
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

/// What a skeleton says in one part of a chat, or in plain text. No `Debug`: it is text of prompts.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct SkeletonPart {
    /// Who speaks; none in plain text.
    pub role: Option<Role>,
    /// What is shown of it.
    pub text: String,
}

/// A skeleton as a person reads it, part by part: the words that its texts share, each run of others as a number in braces,
/// masked spans by their sign. No byte of a prompt is shown that is not a word of the skeleton.
pub fn skeleton_parts(corpus: &Corpus, skeleton: &Skeleton, prompt: &str) -> Vec<SkeletonPart> {
    let mut slot = 0;
    let mut inside_slot = false;
    view(corpus, skeleton, prompt, &mut |shown, begins| {
        let opens = shown.is_none() && (begins || !inside_slot);
        inside_slot = shown.is_none();
        slot += usize::from(opens);
        shown.map(str::to_owned).or_else(|| opens.then(|| format!("{{{slot}}}")))
    })
}

/// All parts in one text, one below the other.
pub fn skeleton_text(parts: &[SkeletonPart]) -> String {
    parts.iter().map(|part| part.text.as_str()).collect::<Vec<_>>().join("\n")
}

/// The shared words of a skeleton alone: the view that is embedded.
pub fn skeleton_view(corpus: &Corpus, skeleton: &Skeleton, prompt: &str) -> String {
    skeleton_text(&view(corpus, skeleton, prompt, &mut |shown, _| shown.map(str::to_owned)))
}

/// Joins what `show` makes of each word of the skeleton's text, `None` for a word of a slot, and whether a part begins with it, as
/// the words stood: side by side, or with a space or a line break between them; for each part in which anything is shown.
fn view(
    corpus: &Corpus,
    skeleton: &Skeleton,
    prompt: &str,
    show: &mut dyn FnMut(Option<&str>, bool) -> Option<String>,
) -> Vec<SkeletonPart> {
    let (words, spans) = (corpus.words(skeleton.text), corpus.spans(skeleton.text));
    let mut parts = vec![SkeletonPart::default()];
    let (mut end, mut begins) = (0, true);
    for i in 1..words.len().saturating_sub(1) {
        if let Some(role) = corpus.role(words[i]) {
            parts.push(SkeletonPart { role: Some(role), text: String::new() });
            begins = true;
            continue;
        }
        let Some(SkeletonPart { text, .. }) = parts.last_mut() else { break };
        let (from, to) = spans[i];
        let word: String = prompt
            .get(from as usize..to as usize)
            .unwrap_or_default()
            .chars()
            .filter(|c| !is_invisible(*c))
            .collect();
        let sign = corpus.sign(words[i]).map(|sign| if sign == LINE_BREAK { "\n" } else { sign });
        let shown = skeleton.fixed[i].then(|| sign.unwrap_or(&word));
        if let Some(part) = show(shown, std::mem::take(&mut begins)) {
            if end < from && !text.is_empty() && !text.ends_with('\n') && part != "\n" {
                text.push(' ');
            }
            text.push_str(&part);
        }
        end = to;
    }
    parts.retain(|part| !part.text.is_empty());
    parts
}
