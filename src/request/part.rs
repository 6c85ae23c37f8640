//! A part of a chat.

use std::ops::Range;

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
