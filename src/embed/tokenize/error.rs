//! Why a tokenizer cannot be used.

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
    /// There is more of something than any published tokenizer has, and than is safe.
    #[error("expected at most {limit} {what} in tokenizer.json, got {found}; use another model")]
    TooMuch {
        /// What is counted.
        what: &'static str,
        /// How much is accepted.
        limit: u64,
        /// How much there is.
        found: u64,
    },
    /// One token stands twice in the vocabulary, or two have one id.
    #[error(
        "expected a vocabulary in which each token and each id stands once, {what} {value} stands twice; export the model again"
    )]
    Duplicate {
        /// `the token` or `the id`.
        what: &'static str,
        /// Which, escaped and shortened.
        value: String,
    },
    /// The vocabulary is empty.
    #[error("expected a vocabulary in tokenizer.json, got an empty one; export the model again")]
    Empty,
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
