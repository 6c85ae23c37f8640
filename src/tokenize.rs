//! Text to token ids; the only file that knows the tokenizer library.

use std::path::Path;

use tokenizers::pipeline::{EncodeOptions, Override, PipelineToken, PipelineTokenizer};

/// Why a tokenizer cannot be used. Text of a prompt never appears in it.
#[derive(Debug, thiserror::Error)]
pub enum TokenizeError {
    /// The file cannot be read.
    #[error("{path}: expected a tokenizer.json; {source}; name a folder that holds one")]
    Read {
        /// The file asked for.
        path: String,
        /// What the system said.
        source: std::io::Error,
    },
    /// The file is no tokenizer.
    #[error(
        "expected the JSON form of a tokenizer, got one that cannot be used: {0}; export the model again"
    )]
    Parse(String),
    /// The limit leaves no room for a token beside the special ones.
    #[error(
        "expected room for at least {needed} tokens a text, got {limit}; raise the model's max_seq_length"
    )]
    Limit {
        /// One more than the special tokens.
        needed: usize,
        /// The limit.
        limit: usize,
    },
    /// A text was refused by the tokenizer.
    #[error("the tokenizer refused a text of {bytes} bytes: {reason}")]
    Encode {
        /// Length of the text.
        bytes: usize,
        /// What the library said.
        reason: String,
    },
}

/// Turns text into the token ids of one model, special tokens of the model included.
pub struct Tokenizer {
    pipeline: PipelineTokenizer,
    options: EncodeOptions,
    prefix: Vec<u32>,
    suffix: Vec<u32>,
    max_tokens: usize,
}

impl Tokenizer {
    /// Reads a tokenizer from its JSON text; at most `max_tokens` ids are kept of a text, special ones included.
    ///
    /// # Errors
    /// Where the JSON is no tokenizer, or `max_tokens` leaves no room beside the special tokens.
    pub fn from_json(json: &str, max_tokens: usize) -> Result<Self, TokenizeError> {
        let parse = |reason: String| TokenizeError::Parse(reason);
        let pipeline = match tokenizers::from_json(json) {
            Ok(pipeline) => pipeline,
            // Files written by earlier versions of the library have to be rewritten before they are read.
            Err(_) => tokenizers::canonicalize_str(json)
                .map_err(|e| parse(e.to_string()))
                .and_then(|json| tokenizers::from_json(&json).map_err(|e| parse(e.to_string())))?,
        };
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
        Ok(Self { pipeline, options, prefix, suffix, max_tokens })
    }

    /// Reads a tokenizer from a file; see [`Tokenizer::from_json`].
    ///
    /// # Errors
    /// Where the file cannot be read or is no tokenizer.
    pub fn from_file(path: &Path, max_tokens: usize) -> Result<Self, TokenizeError> {
        let json = std::fs::read_to_string(path)
            .map_err(|source| TokenizeError::Read { path: path.display().to_string(), source })?;
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
        let mut tokens: Vec<PipelineToken> = Vec::with_capacity(text.len() / 4 + 2);
        self.pipeline
            .encode_into(text, &self.options, &mut tokens)
            .map_err(|e| TokenizeError::Encode { bytes: text.len(), reason: e.to_string() })?;
        tokens.truncate(self.max_tokens - self.prefix.len() - self.suffix.len());
        let own = tokens.into_iter().map(PipelineToken::id);
        Ok(self.prefix.iter().copied().chain(own).chain(self.suffix.iter().copied()).collect())
    }
}
