//! A request as the detector sees it: who asked what, and when.

use std::fmt;

use crate::attribute::Attributes;
use crate::time::Timestamp;

/// The text of a prompt. Private: `Debug` shows its length only, so that it never reaches a log.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Prompt(Box<str>);

impl Prompt {
    /// Takes ownership of a prompt's text.
    pub fn new(text: impl Into<Box<str>>) -> Self {
        Self(text.into())
    }

    /// The text itself; never print it into a log or an error.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Prompt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Prompt({} bytes)", self.0.len())
    }
}

/// One request of the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// The log's own name of the request, unique within a run.
    pub id: Box<str>,
    /// When the request arrived.
    pub time: Timestamp,
    /// The account (API key, user) that sent it.
    pub account: Box<str>,
    /// What was asked.
    pub prompt: Prompt,
    /// Whatever else the log says about the sender.
    pub attributes: Attributes,
}
