//! A tokenizer.json that was looked into before the library that runs it: it holds no more of anything than is safe.

use std::borrow::Cow;

use serde::Deserialize;

use super::bound::at_most;
use super::error::TokenizeError;
use super::json::{Json, depth};
use super::parts;
use super::vocabulary::Vocabulary;

/// Arrays and objects within each other; a published file has about six.
const DEPTH: u64 = 64;
/// The largest id: the library keeps a table of all ids up to it.
const IDS: u64 = 1 << 24;
/// Bytes of a token.
const TOKEN: u64 = 1 << 15;
/// Added tokens.
const ADDED: u64 = 100_000;
/// Bytes of a mark before or after a part of a word.
const AFFIX: u64 = 32;

/// The text of a tokenizer.json that may be given to the library.
#[derive(Clone, Debug)]
pub struct TokenizerFile {
    json: Cow<'static, str>,
    largest_id: u64,
    pad_id: Option<u64>,
}

#[derive(Deserialize)]
struct File {
    model: ModelPart,
    #[serde(default)]
    added_tokens: Option<Vec<Added>>,
    #[serde(default)]
    normalizer: Json,
    #[serde(default)]
    pre_tokenizer: Json,
    #[serde(default)]
    post_processor: Json,
    #[serde(default)]
    decoder: Json,
    #[serde(default)]
    truncation: Json,
    #[serde(default)]
    padding: Json,
}

#[derive(Deserialize)]
struct ModelPart {
    vocab: Vocabulary,
    #[serde(default)]
    continuing_subword_prefix: Option<String>,
    #[serde(default)]
    end_of_word_suffix: Option<String>,
}

#[derive(Deserialize)]
struct Added {
    id: u64,
    content: String,
}

impl TokenizerFile {
    /// Looks into the text of a tokenizer.json.
    ///
    /// # Errors
    /// Where it is no JSON, has no vocabulary or one in which a token or an id stands twice, or has more of something than is
    /// safe: depth, ids, added tokens, patterns, normalisers that blow a text up, lengths to cut or to fill up to.
    pub fn new(json: impl Into<Cow<'static, str>>) -> Result<Self, TokenizeError> {
        let json = json.into();
        at_most("levels of arrays and objects", DEPTH, depth(&json))?;
        let file: File = serde_json::from_str(&json).map_err(|e| TokenizeError::Parse(e.to_string()))?;
        let affixes = [&file.model.continuing_subword_prefix, &file.model.end_of_word_suffix];
        for affix in affixes.into_iter().flatten() {
            at_most("bytes of a mark of words' parts", AFFIX, affix.len() as u64)?;
        }
        let added = file.added_tokens.as_deref().unwrap_or_default();
        let largest = largest_id(&file.model.vocab, added)?;
        let special = parts::post_processor(&file.post_processor)?;
        let largest_id = largest.max(special.unwrap_or(0));
        at_most("as the id of a token", IDS, largest_id)?;
        parts::normalizer(&file.normalizer)?;
        parts::patterns(&[&file.normalizer, &file.pre_tokenizer, &file.decoder])?;
        parts::truncation(&file.truncation)?;
        let pad_id = parts::padding(&file.padding)?;
        Ok(Self { json, largest_id, pad_id })
    }

    /// The largest id that a text can give, or that the file names for its added and special tokens.
    pub fn largest_id(&self) -> u64 {
        self.largest_id
    }

    /// The id that the file fills short texts up with, where it names one.
    pub fn pad_id(&self) -> Option<u64> {
        self.pad_id
    }

    pub(super) fn json(&self) -> &str {
        &self.json
    }
}

/// The largest id of a vocabulary with its added tokens. Those that are not the model's own get the ids after its size,
/// whatever ids the file names for them.
fn largest_id(vocabulary: &Vocabulary, added: &[Added]) -> Result<u64, TokenizeError> {
    let twice = |what, value| TokenizeError::Duplicate { what, value };
    if let Some(token) = &vocabulary.token_twice {
        let shown: String = token.chars().take(40).flat_map(char::escape_debug).collect();
        return Err(twice("the token", format!("'{shown}'")));
    }
    if let Some(id) = vocabulary.id_twice {
        return Err(twice("the id", id.to_string()));
    }
    let largest = vocabulary.largest.ok_or(TokenizeError::Empty)?;
    at_most("bytes of a token", TOKEN, vocabulary.longest as u64)?;
    at_most("added tokens", ADDED, added.len() as u64)?;
    for token in added {
        at_most("bytes of a token", TOKEN, token.content.len() as u64)?;
    }
    let new = added.iter().filter(|token| !vocabulary.contains(&token.content)).count();
    let given = if new == 0 { 0 } else { vocabulary.len() as u64 + new as u64 - 1 };
    let named = added.iter().map(|token| token.id).max().unwrap_or(0);
    Ok(largest.max(given).max(named))
}
