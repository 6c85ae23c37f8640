//! A value found in a record.

use std::borrow::Cow;

use serde_json::Value;

use super::any_value;
use super::json::is_not_a_number;

/// A value found in a record; never `null`.
pub(super) enum Item<'a> {
    /// Text.
    Text(Cow<'a, str>),
    /// Anything but text.
    Other(Cow<'a, Value>),
}

impl<'a> Item<'a> {
    /// The item of a value, or none for `null`. A value of OpenTelemetry's is what is wrapped in it.
    pub(super) fn of(value: &'a Value) -> Option<Self> {
        match value {
            Value::Null => None,
            Value::String(text) => Some(Self::text(text)),
            wrapped if any_value::is(wrapped) => Item::owned(any_value::unwrapped(wrapped)),
            other => Some(Self::Other(Cow::Borrowed(other))),
        }
    }

    /// The item of text.
    pub(super) fn text(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }

    /// The same, of a value that nobody else holds.
    pub(super) fn owned(value: Value) -> Option<Self> {
        match value {
            Value::Null => None,
            Value::String(text) => Some(Self::Text(Cow::Owned(text))),
            other => Some(Self::Other(Cow::Owned(other))),
        }
    }

    /// The same, without a borrow.
    pub(super) fn into_owned<'b>(self) -> Item<'b> {
        match self {
            Self::Text(text) => Item::Text(Cow::Owned(text.into_owned())),
            Self::Other(value) => Item::Other(Cow::Owned(value.into_owned())),
        }
    }

    /// Text as it is; numbers and truth values as JSON writes them; lists and objects are no plain text.
    pub(super) fn plain_text(self) -> Option<Cow<'a, str>> {
        match self {
            Self::Text(text) => Some(text),
            Self::Other(value) => match &*value {
                Value::Number(number) => Some(Cow::Owned(number.to_string())),
                Value::Bool(truth) => Some(Cow::Borrowed(if *truth { "true" } else { "false" })),
                _ => None,
            },
        }
    }

    /// Whether it is text.
    pub(super) fn is_text(&self) -> bool {
        matches!(self, Self::Text(_))
    }

    /// Whether it is text that says nothing.
    pub(super) fn is_blank(&self) -> bool {
        matches!(self, Self::Text(text) if text.trim().is_empty())
    }

    /// Whether it says nothing: white space, or a list or an object without anything in it.
    pub(super) fn is_empty(&self) -> bool {
        self.is_blank() || (!self.is_text() && self.is_hollow())
    }

    /// Whether it is a list or an object without anything in it, as logs write what they do not keep.
    pub(super) fn is_hollow(&self) -> bool {
        match self {
            Self::Text(text) => text.len() <= 8 && matches!(text.trim(), "{}" | "[]" | "null" | "\"\""),
            Self::Other(value) => match &**value {
                Value::Array(items) => items.is_empty(),
                Value::Object(fields) => fields.is_empty(),
                _ => false,
            },
        }
    }

    /// What kind of value it is, for messages.
    pub(super) fn kind(&self) -> &'static str {
        match self {
            Self::Text(_) => "text",
            Self::Other(value) => match &**value {
                Value::Number(_) => "a number",
                Value::Bool(_) => "true or false",
                Value::Array(_) => "a list",
                value if is_not_a_number(value) => "NaN or Infinity",
                _ => "an object",
            },
        }
    }
}
