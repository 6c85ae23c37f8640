//! The key of all hashes, from a file.

use std::path::PathBuf;

use clap::{Args, ValueHint};
use hydrascope::request::{HashKey, KeyError};

/// Where the hash key comes from.
#[derive(Args)]
pub(crate) struct KeyOptions {
    /// File of the key of all hashes, 32 hexadecimal digits: keep it secret where people who send prompts could aim at a known one
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    hash_key_file: Option<PathBuf>,
    /// Make a new key where there is no such file
    #[arg(long, requires = "hash_key_file")]
    new_hash_key: bool,
}

impl KeyOptions {
    /// The key; without a file the built-in one.
    pub(crate) fn read(&self) -> Result<HashKey, KeyError> {
        match &self.hash_key_file {
            Some(file) if self.new_hash_key => HashKey::read_or_make(file),
            Some(file) => HashKey::read(file),
            None => Ok(HashKey::default()),
        }
    }
}

/// What is said of a key that everybody knows.
pub(crate) fn note(key: HashKey) -> Option<&'static str> {
    key.is_built_in().then_some(
        "note: hashed with the built-in key, which everybody knows: who sends prompts could aim at what is sampled; a key of your own \
         comes from --hash-key-file FILE --new-hash-key",
    )
}
