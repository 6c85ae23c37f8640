//! A prompt: one text, and the parts of a chat in it.

use std::fmt;

use super::boundary::Whole;
use super::flattened;
use super::part::Part;
use super::role::Role;

/// The text of a prompt, and where it is a chat, its parts. Private: `Debug` shows lengths only, so that it never reaches a log.
///
/// ```
/// use hydrascope::{Prompt, Role};
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
    pub(super) text: Box<str>,
    pub(super) parts: Box<[Part]>,
    /// What is known of the whole, where the prompt was cut.
    pub(super) whole: Option<Box<Whole>>,
}

impl Prompt {
    /// Takes ownership of a prompt's text. Where it is a chat in one text, by the marks that chat formats use, its parts are
    /// known; the text stays as it is.
    pub fn new(text: impl Into<Box<str>>) -> Self {
        let text = text.into();
        let parts = flattened::parts(&text).into();
        Self { text, parts, whole: None }
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
        Self { text: text.into(), parts: parts.into(), whole: None }
    }

    /// The text itself; never print it into a log or an error.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether it was cut, so that only its head and its tail are left.
    pub fn is_cut(&self) -> bool {
        self.whole.is_some()
    }

    /// The parts of a chat, in order, none overlapping another; none where the prompt is plain text. Bytes between them are
    /// marks and breaks.
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }
}

impl fmt::Debug for Prompt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Prompt({} bytes", self.text.len())?;
        match self.parts.len() {
            0 => f.write_str(")"),
            parts => write!(f, ", {parts} parts)"),
        }
    }
}
