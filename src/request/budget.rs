//! Prompts over the budget keep their head and their tail: an application's own words stand before or behind what its users
//! bring, and neither a long system prompt nor filler may push the rest out.

use std::borrow::Cow;

use super::key::HashKey;
use super::part::Part;
use super::prefix::Prefixes;
use super::prompt::Prompt;

/// What stands for the text that is left out.
const GAP: &str = "\n";
/// A part of a chat over the budget keeps this share of it at most, so that it is cut alike whatever the others say.
const OF_A_PART: usize = 4;

impl Prompt {
    /// The prompt within a budget of bytes. A longer one keeps head and tail, with a line break between them: of a chat first
    /// each part of more than a quarter of the budget, then the whole. What it begins with stays known by hashes that depend on
    /// `key`: [`Prefixes`] of the same key tie it to other prompts as if it were whole.
    #[must_use]
    pub fn within(self, max_bytes: usize, key: HashKey) -> Self {
        if self.text.len() <= max_bytes {
            return self;
        }
        let whole = Some(Box::new(Prefixes::new(key).whole(&self)));
        let parts = abridged(&self, max_bytes / OF_A_PART);
        let kept = if parts.text.len() <= max_bytes { parts } else { cut(&parts, max_bytes) };
        Self { whole, ..kept }
    }
}

/// The chat with the head and the tail alone of each part of more than so many bytes; plain text stays.
fn abridged(prompt: &Prompt, max_bytes: usize) -> Prompt {
    let (mut text, mut parts, mut from) = (String::new(), Vec::with_capacity(prompt.parts.len()), 0);
    for part in &prompt.parts {
        text.push_str(&prompt.text[from..part.start as usize]);
        let start = text.len() as u32;
        text.push_str(&head_and_tail(&prompt.text[part.range()], max_bytes));
        parts.push(Part { start, end: text.len() as u32, ..*part });
        from = part.end as usize;
    }
    text.push_str(&prompt.text[from..]);
    of(text, parts.into_iter())
}

/// The head and the tail of all.
fn cut(prompt: &Prompt, max_bytes: usize) -> Prompt {
    let Some(kept) = max_bytes.checked_sub(GAP.len()) else {
        return of(String::new(), std::iter::empty());
    };
    let (head, tail) = edges(&prompt.text, kept);
    let behind = head + GAP.len();
    // What lies in the gap moves to its edge; a part that reaches over the gap stays one.
    let moved = |at: u32, edge: usize| {
        let at = at as usize;
        let place = if at <= head { at } else { edge.max((at + behind).saturating_sub(tail)) };
        place as u32
    };
    let parts = prompt.parts.iter().map(|part| {
        let start = moved(part.start, behind);
        Part { start, end: moved(part.end, head).max(start), ..*part }
    });
    of([&prompt.text[..head], GAP, &prompt.text[tail..]].concat(), parts)
}

/// A text and those of its parts that hold anything.
fn of(text: String, parts: impl Iterator<Item = Part>) -> Prompt {
    let parts = parts.filter(|part| !text[part.range()].trim().is_empty()).collect();
    Prompt { text: text.into(), parts, whole: None }
}

/// The text where it has at most so many bytes, else its head and its tail.
fn head_and_tail(text: &str, max_bytes: usize) -> Cow<'_, str> {
    if text.len() <= max_bytes {
        return Cow::Borrowed(text);
    }
    let (head, tail) = edges(text, max_bytes.saturating_sub(GAP.len()));
    Cow::Owned([&text[..head], GAP, &text[tail..]].concat())
}

/// Where a head ends and a tail begins that have so many bytes in all, half of them each, cut at the ends of characters.
fn edges(text: &str, kept: usize) -> (usize, usize) {
    (text.floor_char_boundary(kept.div_ceil(2)), text.ceil_char_boundary(text.len() - kept / 2))
}

#[cfg(test)]
mod tests {
    use super::Prompt;
    use crate::request::{HashKey, Role};

    fn cut(text: &str, max_bytes: usize) -> String {
        Prompt::new(text).within(max_bytes, HashKey::default()).as_str().to_owned()
    }

    #[test]
    fn head_and_tail_are_kept_within_the_budget() {
        assert_eq!(cut("abcdef", 6), "abcdef");
        assert_eq!(cut("abcdefgh", 7), "abc\nfgh");
        assert_eq!(cut("abcdefgh", 6), "abc\ngh");
        assert_eq!(cut("\u{e9}\u{e9}\u{e9}\u{e9}", 6), "\u{e9}\n\u{e9}");
        assert_eq!((cut("abc", 1), cut("abc", 0)), ("\n".into(), String::new()));
    }

    #[test]
    fn long_parts_are_cut_first() {
        let within = |limit| {
            let messages = [
                (Role::System, "abcdefghijklmnopqrstuvwxyz"),
                (Role::User, "12"),
                (Role::Assistant, "345"),
                (Role::User, "6789"),
            ];
            let chat = Prompt::chat(messages).within(limit, HashKey::default());
            assert!(chat.as_str().len() <= limit);
            let part = |p: &super::Part| format!("{}: {}", p.role.name(), &chat.as_str()[p.range()]);
            chat.parts().iter().map(part).collect::<Vec<_>>()
        };
        assert_eq!(within(20), ["system: ab\nyz", "user: 12", "assistant: 345", "user: 6789"]);
        assert_eq!(within(12), ["system: a\nz", "user: 12", "assistant: 5", "user: 6\n9"]);
        assert!(within(0).is_empty());
    }
}
