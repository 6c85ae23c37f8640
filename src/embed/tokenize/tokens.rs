//! The ids of many texts, one after the other.

/// Token ids of texts in one buffer, each text's between the model's special tokens.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tokens {
    pub(super) ids: Vec<u32>,
    /// Where each text's ids end.
    pub(super) ends: Vec<usize>,
}

impl Tokens {
    /// The ids of each text, in the order of the texts.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &[u32]> {
        self.ends.iter().enumerate().map(|(text, &end)| {
            let start = if text == 0 { 0 } else { self.ends[text - 1] };
            &self.ids[start..end]
        })
    }
}
