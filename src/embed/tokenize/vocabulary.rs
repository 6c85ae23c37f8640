//! The vocabulary of a tokenizer.json as it is written: how many tokens, which ids, each once.

use std::collections::HashSet;
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, Error, MapAccess, SeqAccess, Visitor};

/// Tokens of a model with their ids, in either of the forms that they are written in: an object from token to id, or an
/// array of tokens with scores, whose place is the id.
#[derive(Debug)]
pub(super) struct Vocabulary {
    tokens: HashSet<String>,
    /// The largest id; nothing where there is no token.
    pub(super) largest: Option<u64>,
    /// Bytes of the longest token.
    pub(super) longest: usize,
    /// A token that stands twice.
    pub(super) token_twice: Option<String>,
    /// An id that stands twice.
    pub(super) id_twice: Option<u64>,
}

impl Vocabulary {
    fn new() -> Self {
        Self { tokens: HashSet::new(), largest: None, longest: 0, token_twice: None, id_twice: None }
    }

    /// Number of tokens.
    pub(super) fn len(&self) -> usize {
        self.tokens.len()
    }

    /// Whether a token is one of the model's own.
    pub(super) fn contains(&self, token: &str) -> bool {
        self.tokens.contains(token)
    }

    fn add(&mut self, token: String, id: u64) {
        self.largest = self.largest.max(Some(id));
        self.longest = self.longest.max(token.len());
        if let Some(token) = self.tokens.replace(token) {
            self.token_twice = Some(token);
        }
    }
}

impl<'de> Deserialize<'de> for Vocabulary {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Entries)
    }
}

struct Entries;

impl<'de> Visitor<'de> for Entries {
    type Value = Vocabulary;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("tokens with ids, or an array of tokens with scores")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Vocabulary, A::Error> {
        let (mut read, mut ids) = (Vocabulary::new(), HashSet::new());
        while let Some((token, id)) = entries.next_entry::<String, u64>()? {
            if !ids.insert(id) {
                read.id_twice = Some(id);
            }
            read.add(token, id);
        }
        Ok(read)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut entries: A) -> Result<Vocabulary, A::Error> {
        let (mut read, mut id) = (Vocabulary::new(), 0);
        while let Some(Piece(token)) = entries.next_element()? {
            read.add(token, id);
            id += 1;
        }
        Ok(read)
    }
}

/// The token of `[token, score]`.
struct Piece(String);

impl<'de> Deserialize<'de> for Piece {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let (token, score) = <(String, f64)>::deserialize(deserializer)?;
        // A score that is no number would leave the order of pieces to chance.
        if score.is_finite() { Ok(Self(token)) } else { Err(D::Error::custom("a score is not finite")) }
    }
}
