//! What the fields of one record hold, without its text.

use std::hash::{BuildHasher, BuildHasherDefault};

use rustc_hash::FxHasher;

use super::mask::mask;

/// What the fields of one record hold, in the order of `look::fields`; of one that holds nothing, none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Seen(pub(super) Vec<Option<Glance>>);

/// What one field holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Glance {
    /// The alternative that led to it.
    pub(super) nth: usize,
    /// A hash of the value and its form; none where it is of a kind that the field cannot have.
    pub(super) value: Option<(u64, Box<str>)>,
}

impl Glance {
    /// What an alternative led to: a text, or a value that the field cannot have.
    pub(super) fn new(nth: usize, text: Option<&str>) -> Self {
        let kept = |text: &str| {
            let text = text.trim();
            (BuildHasherDefault::<FxHasher>::default().hash_one(text), mask(text).into())
        };
        Self { nth, value: text.map(kept) }
    }
}
