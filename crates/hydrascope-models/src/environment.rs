//! What the environment says about hubs, under the names that other clients of theirs read.

use std::env;
use std::fmt;
use std::fs::File;
use std::io::Read;
use std::path::PathBuf;

use crate::address::AddressError;
use crate::error::FetchError;
use crate::quote::quote;

const USUAL_ENDPOINT: &str = "https://huggingface.co";
/// A file with more bytes than this holds no token.
const TOKEN_BYTES: u64 = 4096;

/// What proves to a hub who asks.
pub(crate) struct Token(String);

impl Token {
    pub(crate) fn new(text: &str) -> Result<Self, FetchError> {
        let is_token = !text.is_empty() && text.bytes().all(|b| b.is_ascii_graphic());
        if is_token { Ok(Self(text.to_owned())) } else { Err(FetchError::Token) }
    }

    /// The token itself, for the header and nothing else.
    pub(crate) fn secret(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token")
    }
}

/// `HF_ENDPOINT`, else the usual hub.
pub(crate) fn endpoint() -> Result<String, FetchError> {
    match env::var_os("HF_ENDPOINT").filter(|value| !value.is_empty()) {
        None => Ok(USUAL_ENDPOINT.to_owned()),
        Some(value) => value
            .into_string()
            .map_err(|value| FetchError::Endpoint(AddressError::Form(quote(&value.to_string_lossy())))),
    }
}

/// `HF_TOKEN`, else what the file `token` in `HF_HOME` or in the cache folder holds. A file that cannot be read is no
/// token: most models need none.
pub(crate) fn token() -> Result<Option<Token>, FetchError> {
    let text = match env::var_os("HF_TOKEN").filter(|value| !value.is_empty()) {
        Some(value) => value.into_string().map_err(|_| FetchError::Token)?,
        None => token_file().and_then(|path| read_start(&path)).unwrap_or_default(),
    };
    let text = text.trim();
    if text.is_empty() { Ok(None) } else { Token::new(text).map(Some) }
}

fn token_file() -> Option<PathBuf> {
    let home = match env::var_os("HF_HOME").filter(|value| !value.is_empty()) {
        Some(home) => PathBuf::from(home),
        None => env::home_dir()?.join(".cache").join("huggingface"),
    };
    Some(home.join("token"))
}

fn read_start(path: &std::path::Path) -> Option<String> {
    let mut text = String::new();
    File::open(path).ok()?.take(TOKEN_BYTES).read_to_string(&mut text).ok()?;
    Some(text)
}
