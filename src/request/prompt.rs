//! A prompt: one text, and the parts of a chat in it.

use std::fmt;
use std::ops::Range;

use super::flattened;
use super::prefix::{Boundary, Prefixes};
use super::role::Role;

/// A part of a chat: who speaks, and where its text lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Part {
    /// Who speaks.
    pub role: Role,
    /// First byte of its text within the prompt.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Part {
    /// The bytes of the prompt that are its text.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// The text of a prompt, and where it is a chat, its parts. Private: `Debug` shows lengths only, so that it never reaches a log.
///
/// ```
/// use hydrascope::request::{Prompt, Role};
/// let flattened = Prompt::new("System: Be brief.\n\nHuman: Why is the sky blue?");
/// let messages = Prompt::chat([(Role::System, "Be brief."), (Role::User, "Why is the sky blue?")]);
/// for chat in [&flattened, &messages] {
///     let parts: Vec<_> = chat.parts().iter().map(|p| (p.role, &chat.as_str()[p.range()])).collect();
///     assert_eq!(parts, [(Role::System, "Be brief."), (Role::User, "Why is the sky blue?")]);
/// }
/// assert!(Prompt::new("Why is the sky blue?").parts().is_empty());
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Prompt {
    text: Box<str>,
    parts: Box<[Part]>,
    /// Where the prompt was cut: the boundaries of the whole.
    boundaries: Box<[Boundary]>,
}

impl Prompt {
    /// Takes ownership of a prompt's text. Where it is a chat in one text, by the marks that chat formats use, its parts are
    /// known; the text stays as it is.
    pub fn new(text: impl Into<Box<str>>) -> Self {
        let text = text.into();
        let parts = flattened::parts(&text).into();
        Self { text, parts, boundaries: Box::default() }
    }

    /// A chat of these messages; empty ones are left out, and a line break stands between two. What a person asks alone is no
    /// chat but its text, as [`Self::new`] takes it.
    pub fn chat<'t>(messages: impl IntoIterator<Item = (Role, &'t str)>) -> Self {
        let mut text = String::new();
        let mut parts: Vec<Part> = Vec::new();
        for (role, message) in messages {
            let message = message.trim();
            if message.is_empty() {
                continue;
            }
            if !text.is_empty() {
                text.push('\n');
            }
            let start = text.len() as u32;
            text.push_str(message);
            parts.push(Part { role, start, end: text.len() as u32 });
        }
        if matches!(parts.as_slice(), [Part { role: Role::User, .. }]) || text.len() > u32::MAX as usize {
            return Self::new(text);
        }
        Self { text: text.into(), parts: parts.into(), boundaries: Box::default() }
    }

    /// The text itself; never print it into a log or an error.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The parts of a chat, in order, none overlapping another; none where the prompt is plain text. Bytes between them are
    /// marks and breaks.
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// The prompt within a budget: a longer one keeps its head and its tail, half of the bytes each, with a line break between
    /// them. Its boundaries stay those of the whole, by a `key`, so that it is known for what a later prompt begins with, or
    /// begins with an earlier one, where [`Prefixes`] are asked for by the same key.
    #[must_use]
    pub fn within(self, max_bytes: usize, key: u64) -> Self {
        if self.text.len() <= max_bytes {
            return self;
        }
        let boundaries = Prefixes::new(key).latest(&self);
        let Some(kept) = max_bytes.checked_sub(GAP.len()) else {
            return Self { text: Box::default(), parts: Box::default(), boundaries };
        };
        let head = self.text.floor_char_boundary(kept.div_ceil(2));
        let tail = self.text.ceil_char_boundary(self.text.len() - kept / 2);
        let text = [&self.text[..head], GAP, &self.text[tail..]].concat();
        // What lies in the gap moves to its edge; a part that reaches over the gap stays one.
        let moved = |at: u32, edge: usize| {
            let at = at as usize;
            let place = if at <= head { at } else { edge.max((at + head + GAP.len()).saturating_sub(tail)) };
            place as u32
        };
        let behind = head + GAP.len();
        let parts = self.parts.iter().map(|part| {
            let start = moved(part.start, behind);
            Part { start, end: moved(part.end, head).max(start), ..*part }
        });
        let parts = parts.filter(|part| !text[part.range()].trim().is_empty()).collect();
        Self { text: text.into(), parts, boundaries }
    }

    /// The boundaries of the whole, where the prompt was cut.
    pub(super) fn boundaries(&self) -> &[Boundary] {
        &self.boundaries
    }
}

/// What stands for the text that is left out.
const GAP: &str = "\n";

impl fmt::Debug for Prompt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Prompt({} bytes, {} parts)", self.text.len(), self.parts.len())
    }
}

#[cfg(test)]
mod tests {
    use super::{Prompt, Role};

    fn cut(text: &str, max_bytes: usize) -> String {
        Prompt::new(text).within(max_bytes, 0).as_str().to_owned()
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
    fn parts_outlive_the_cut() {
        let chat = |limit| {
            let messages = [(Role::System, "abcdefgh"), (Role::User, "ijkl"), (Role::Assistant, "mnopqrst")];
            let chat = Prompt::chat(messages).within(limit, 0);
            let part = |p: &super::Part| (p.role, chat.as_str()[p.range()].to_owned());
            chat.parts().iter().map(part).collect::<Vec<_>>()
        };
        let of = |parts: &[(Role, &str)]| -> Vec<(Role, String)> {
            parts.iter().map(|&(role, text)| (role, text.to_owned())).collect()
        };
        // abcdefgh.ijkl.mnopqrst
        assert_eq!(chat(9), of(&[(Role::System, "abcd"), (Role::Assistant, "qrst")]));
        assert_eq!(
            chat(21),
            of(&[(Role::System, "abcdefgh"), (Role::User, "i\nl"), (Role::Assistant, "mnopqrst")])
        );
        assert_eq!(
            chat(19),
            of(&[(Role::System, "abcdefgh"), (Role::Assistant, "mnopqrst")])
        );
    }
}
