//! Rows: lists by number, in one flat array.

/// Lists that are added one after the other: the members of list `i` are one slice. No `Debug`, here and in what holds them: some are
/// texts of prompts.
#[derive(Clone)]
pub(super) struct Rows<T> {
    members: Vec<T>,
    ends: Vec<usize>,
}

impl<T> Default for Rows<T> {
    fn default() -> Self {
        Self { members: Vec::new(), ends: Vec::new() }
    }
}

impl<T> Rows<T> {
    /// Adds a list.
    pub(super) fn push(&mut self, list: impl IntoIterator<Item = T>) {
        self.members.extend(list);
        self.ends.push(self.members.len());
    }

    /// The members of a list.
    pub(super) fn of(&self, list: u32) -> &[T] {
        let list = list as usize;
        let start = list.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.members[start..self.ends[list]]
    }

    /// Number of lists.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }
}

impl Rows<u8> {
    /// Adds a text.
    pub(super) fn push_text(&mut self, text: &str) {
        self.members.extend_from_slice(text.as_bytes());
        self.ends.push(self.members.len());
    }

    /// A text that was added as one.
    pub(super) fn text(&self, list: u32) -> &str {
        std::str::from_utf8(self.of(list)).unwrap_or_default()
    }
}
