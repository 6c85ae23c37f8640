//! Bounds on what a tokenizer.json asks for.

use super::error::TokenizeError;

/// An error where there is more than is accepted.
pub(super) fn at_most(what: &'static str, limit: u64, found: u64) -> Result<(), TokenizeError> {
    if found > limit { Err(TokenizeError::TooMuch { what, limit, found }) } else { Ok(()) }
}
