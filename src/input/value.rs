//! A value found in a record.

use std::borrow::Cow;

use serde_json::Value;

/// A value found in a record, borrowed; never `null`.
#[derive(Clone, Copy)]
pub(super) enum Item<'a> {
    /// Text.
    Text(&'a str),
    /// Anything but text.
    Other(&'a Value),
}

impl<'a> Item<'a> {
    /// The item of a value, or none for `null`.
    pub(super) fn of(value: &'a Value) -> Option<Self> {
        match value {
            Value::Null => None,
            Value::String(text) => Some(Self::Text(text)),
            other => Some(Self::Other(other)),
        }
    }

    /// Text as it is; numbers and truth values as JSON writes them; lists and objects are no plain text.
    pub(super) fn plain_text(self) -> Option<Cow<'a, str>> {
        match self {
            Self::Text(text) => Some(Cow::Borrowed(text)),
            Self::Other(Value::Number(number)) => Some(Cow::Owned(number.to_string())),
            Self::Other(Value::Bool(truth)) => Some(Cow::Borrowed(if *truth { "true" } else { "false" })),
            Self::Other(_) => None,
        }
    }

    /// What kind of value it is, for messages.
    pub(super) fn kind(self) -> &'static str {
        match self {
            Self::Text(_) => "text",
            Self::Other(Value::Number(_)) => "a number",
            Self::Other(Value::Bool(_)) => "true or false",
            Self::Other(Value::Array(_)) => "a list",
            Self::Other(_) => "an object",
        }
    }
}
