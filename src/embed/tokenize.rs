//! Text to token ids; the only file that knows the tokenizer library.

mod bound;
mod error;
mod file;
mod json;
mod parts;
mod tokens;
mod vocabulary;
mod words;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use tokenizers::pipeline::{
    EncodeOptions, Override, PipelineModel, PipelineNormalizer, PipelinePreTokenizer, PipelineToken,
    PipelineTokenizer,
};

pub use self::error::TokenizeError;
pub use self::file::TokenizerFile;
pub use self::tokens::Tokens;
use self::words::{Words, words};
use crate::visible::visible_path;

/// Turns text into the token ids of one model, special tokens of the model included.
pub struct Tokenizer {
    pipeline: PipelineTokenizer,
    options: EncodeOptions,
    prefix: Vec<u32>,
    suffix: Vec<u32>,
    max_tokens: usize,
    /// Whether a text's ids are those of its words, one after the other.
    by_words: bool,
    /// Words remembered, one for each call of [`Tokenizer::encode_all`] that runs at the same time.
    idle: Mutex<Vec<Words>>,
}

impl Tokenizer {
    /// Reads a tokenizer from its JSON text; at most `max_tokens` ids are kept of a text, special ones included.
    ///
    /// # Errors
    /// Those of [`TokenizerFile::new`] and [`Tokenizer::new`].
    pub fn from_json(json: &str, max_tokens: usize) -> Result<Self, TokenizeError> {
        Self::new(&TokenizerFile::new(json.to_owned())?, max_tokens)
    }

    /// Makes a tokenizer of what was looked into; at most `max_tokens` ids are kept of a text, special ones included.
    ///
    /// # Errors
    /// Where the library does not know what the file names, or `max_tokens` leaves no room beside the special tokens.
    pub fn new(file: &TokenizerFile, max_tokens: usize) -> Result<Self, TokenizeError> {
        let pipeline = guarded(|| pipeline(file.json())).map_err(TokenizeError::Parse)?;
        let template = &pipeline.get_post_processor().single;
        let special =
            |run: &[(PipelineToken, u8)]| run.iter().map(|(token, _)| token.id()).collect::<Vec<_>>();
        let (prefix, suffix) = (special(&template.prefix), special(&template.suffix));
        let needed = prefix.len() + suffix.len() + 1;
        if max_tokens < needed {
            return Err(TokenizeError::Limit { needed, limit: max_tokens });
        }
        // Special tokens and the limit are put on below: the library's own way copies every text.
        let options = EncodeOptions {
            add_special_tokens: false,
            // What looks like a special token in a prompt is text.
            encode_special_tokens: true,
            padding: Override::Off,
            truncation: Override::Off,
        };
        let by_words = words_stand_alone(&pipeline);
        Ok(Self { pipeline, options, prefix, suffix, max_tokens, by_words, idle: Mutex::default() })
    }

    /// Reads a tokenizer from a file; see [`Tokenizer::from_json`].
    ///
    /// # Errors
    /// Where the file cannot be read or is no tokenizer.
    pub fn from_file(path: &Path, max_tokens: usize) -> Result<Self, TokenizeError> {
        let json = std::fs::read_to_string(path)
            .map_err(|source| TokenizeError::Read { path: visible_path(path), source })?;
        Self::from_json(&json, max_tokens)
    }

    /// Most ids that a text can give, special tokens included.
    pub fn max_tokens(&self) -> usize {
        self.max_tokens
    }

    /// The token ids of a text, cut on the right to the limit, between the model's special tokens.
    ///
    /// # Errors
    /// Where the library refuses the text.
    pub fn encode(&self, text: &str) -> Result<Vec<u32>, TokenizeError> {
        let mut ids = Vec::with_capacity(text.len() / 4 + 2);
        ids.extend_from_slice(&self.prefix);
        self.encode_whole(text, &mut Vec::new(), &mut ids)?;
        ids.truncate(self.max_tokens - self.suffix.len());
        ids.extend_from_slice(&self.suffix);
        Ok(ids)
    }

    /// What [`Tokenizer::encode`] gives for each of many texts, faster; a text of nothing but white space has no ids,
    /// not even special ones. Words met before are remembered where a text's ids are those of its words one after the
    /// other, in a memory of fixed size that changes no id.
    ///
    /// # Errors
    /// Where the library refuses a text.
    pub fn encode_all(&self, texts: &[&str]) -> Result<Tokens, TokenizeError> {
        let mut tokens = Tokens::default();
        tokens.ends.reserve(texts.len());
        let mut words = self.by_words.then(|| self.idle().pop().unwrap_or_else(Words::new));
        let mut scratch = Vec::new();
        for text in texts {
            if !text.trim().is_empty() {
                self.append(text, words.as_mut(), &mut scratch, &mut tokens.ids)?;
            }
            tokens.ends.push(tokens.ids.len());
        }
        self.idle().extend(words);
        Ok(tokens)
    }

    /// Appends the ids of one text, special tokens included.
    fn append(
        &self,
        text: &str,
        memory: Option<&mut Words>,
        scratch: &mut Vec<PipelineToken>,
        ids: &mut Vec<u32>,
    ) -> Result<(), TokenizeError> {
        ids.extend_from_slice(&self.prefix);
        let full = ids.len() + self.max_tokens - self.prefix.len() - self.suffix.len();
        match memory {
            None => self.encode_whole(text, scratch, ids)?,
            Some(memory) => {
                for word in words(text) {
                    memory.append(word, ids, |word, ids| self.encode_whole(word, scratch, ids))?;
                    if ids.len() >= full {
                        break;
                    }
                }
            }
        }
        ids.truncate(full);
        ids.extend_from_slice(&self.suffix);
        Ok(())
    }

    /// Appends all ids that the library gives for a text.
    fn encode_whole(
        &self,
        text: &str,
        scratch: &mut Vec<PipelineToken>,
        ids: &mut Vec<u32>,
    ) -> Result<(), TokenizeError> {
        scratch.clear();
        guarded(|| self.pipeline.encode_into(text, &self.options, scratch).map_err(|e| e.to_string()))
            .map_err(|reason| TokenizeError::Encode { bytes: text.len(), reason })?;
        ids.extend_from_slice(PipelineToken::cast_slice(scratch));
        Ok(())
    }

    fn idle(&self) -> std::sync::MutexGuard<'_, Vec<Words>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What the library makes of a file.
fn pipeline(json: &str) -> Result<PipelineTokenizer, String> {
    match tokenizers::from_json(json) {
        Ok(pipeline) => Ok(pipeline),
        // Files written by earlier versions of the library have to be rewritten before they are read.
        Err(_) => {
            let json = tokenizers::canonicalize_str(json).map_err(|e| e.to_string())?;
            tokenizers::from_json(&json).map_err(|e| e.to_string())
        }
    }
}

/// Calls into the library, which asserts what it holds for impossible: a panic there is an error here. What it says is
/// left out, since it may quote a text.
fn guarded<T>(call: impl FnOnce() -> Result<T, String>) -> Result<T, String> {
    // Where it panics, what it was working on is dropped or filled anew before it is read.
    catch_unwind(AssertUnwindSafe(call))
        .unwrap_or_else(|_| Err("the library that runs it gave up".to_owned()))
}

/// Whether the ids of a text are those of its [`words`], one after the other. So it is with the parts of BERT's
/// tokenizer. Its normaliser drops, replaces, decomposes and lowers one character at a time; what looks beyond one is the
/// canonical order of combining marks, which no mark takes across a character of class 0, as ASCII is. The
/// pre-tokenizer drops white space, sets each ASCII punctuation mark apart, and the model sees one piece at a time.
/// Special tokens are not looked for in texts; other added tokens could be, across words.
fn words_stand_alone(pipeline: &PipelineTokenizer) -> bool {
    let added = pipeline.get_added_vocabulary();
    matches!(pipeline.get_normalizers(), [PipelineNormalizer::Bert(_)])
        && matches!(pipeline.get_pre_tokenizer(), PipelinePreTokenizer::Bert(_))
        && matches!(pipeline.get_model(), PipelineModel::WordPiece(_))
        && added.get_vocab().keys().all(|token| added.is_special_token(token))
}
