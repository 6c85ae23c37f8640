//! Why a record is no request.

use super::lookup::Lookup;
use super::mask::shape;
use super::report::Reason;
use super::seen::Seen;
use super::value::Item;

/// Why a record is no request. The message never shows text of the record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The kind of fault, for counting.
    pub reason: Reason,
    /// What was expected, what came, and what to do.
    pub message: String,
    /// What the record's fields hold, where that is counted.
    pub(super) seen: Option<Box<Seen>>,
}

impl Fault {
    pub(super) fn new(reason: Reason, message: impl Into<String>) -> Self {
        Self { reason, message: message.into(), seen: None }
    }
}

/// Where a field was looked for.
pub(super) fn places(lookups: &[Lookup]) -> String {
    lookups.iter().map(Lookup::to_string).collect::<Vec<_>>().join(" or ")
}

/// Nothing stands where a field was looked for; `lacks` says what to do where the kind of log often lacks it.
pub(super) fn missing(field: &str, lookups: &[Lookup], lacks: &[(&str, &str)]) -> Fault {
    let places = places(lookups);
    let known = lacks.iter().find(|(lacking, _)| *lacking == field);
    let what_to_do = known.map_or("map the field that holds it", |(_, words)| words);
    Fault::new(Reason::MissingField, format!("no {field}: expected it at {places}; {what_to_do}"))
}

pub(super) fn not_utf8() -> Fault {
    Fault::new(Reason::InvalidUtf8, "expected UTF-8 text, got other bytes")
}

pub(super) fn not_stored(lookups: &[Lookup]) -> Fault {
    let places = places(lookups);
    Fault::new(
        Reason::PromptNotStored,
        format!(
            "the prompt was not stored: an empty list or object stands at {places}; have the log written with prompts"
        ),
    )
}

pub(super) fn wrong_type(field: &str, expected: &str, item: &Item<'_>) -> Fault {
    wrong_kind(field, expected, item.kind())
}

pub(super) fn wrong_kind(field: &str, expected: &str, got: &str) -> Fault {
    Fault::new(Reason::WrongType, format!("wrong type of {field}: expected {expected}, got {got}"))
}

pub(super) fn bad_time(item: Item<'_>) -> Fault {
    let (is_text, kind) = (item.is_text(), item.kind());
    let got = match item.plain_text() {
        Some(text) if is_text => format!("text shaped {:?}", shape(&text)),
        Some(number) => format!("a number shaped {:?}", shape(&number)),
        None => kind.to_owned(),
    };
    let expected = "RFC 3339 text (2026-03-02T00:00:14Z) or a count since 1970 (seconds to nanoseconds)";
    Fault::new(Reason::BadTime, format!("no time: expected {expected}, got {got}"))
}
