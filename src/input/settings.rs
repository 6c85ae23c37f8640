//! How to read.

use super::fields::FieldMap;
use super::prompt_from::PromptFrom;
use crate::request::HashKey;

/// Bytes of a prompt that are kept unless another limit is set.
pub const DEFAULT_MAX_PROMPT_BYTES: usize = 32 * 1024;

/// Bytes that a line or record may have unless another limit is set; it bounds the memory of reading.
pub const DEFAULT_MAX_LINE_BYTES: usize = 64 * 1024 * 1024;

/// How to read.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(not(feature = "internals"), non_exhaustive)]
pub struct ReadSettings {
    /// Where a record holds the fields of a request.
    pub fields: FieldMap,
    /// Which messages of a chat are the prompt.
    pub prompt_from: PromptFrom,
    /// Whether the first line that is no request is an error.
    pub strict: bool,
    /// Bytes of a prompt that are kept: of a longer one its head and its tail, half of them each.
    pub max_prompt_bytes: usize,
    /// Bytes that a line, or a record over several lines, may have; a longer one is set aside.
    pub max_line_bytes: usize,
    /// Key of the hashes that tie the turns of a conversation where prompts are cut: that of the run that takes the requests
    /// (`Params::hash_key`).
    pub hash_key: HashKey,
    /// Records after which reading ends, of all inputs together; none to read them all.
    pub max_records: Option<u64>,
    /// Bytes of text (decompressed) after which each input is taken to break off; none to read all.
    pub max_text_bytes: Option<u64>,
    /// Whether it is counted what fields hold, as a check asks for.
    pub census: bool,
}

impl ReadSettings {
    /// Lenient reading of these fields with the default limits.
    pub fn new(fields: FieldMap) -> Self {
        Self {
            fields,
            prompt_from: PromptFrom::All,
            strict: false,
            max_prompt_bytes: DEFAULT_MAX_PROMPT_BYTES,
            max_line_bytes: DEFAULT_MAX_LINE_BYTES,
            hash_key: HashKey::default(),
            max_records: None,
            max_text_bytes: None,
            census: false,
        }
    }
}
