//! From the values of a record to a request.

use std::borrow::Cow;

use crate::attribute::{Attributes, name};
use crate::request::Request;

use super::chat::prompt;
use super::fields::FieldMap;
use super::moment::{moment, shape};
use super::network::network;
use super::path::Path;
use super::report::Reason;
use super::settings::ReadSettings;
use super::value::Item;

/// A request as read, and what had to be done to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parsed {
    /// The request.
    pub request: Request,
    /// Whether its prompt was longer than the limit and was cut.
    pub truncated: bool,
    /// Whether half a character (a lone UTF-16 surrogate) was replaced by U+FFFD.
    pub repaired: bool,
    /// Attributes left out because they hold a list or an object.
    pub unusable: Vec<Box<str>>,
}

/// Why a line is no request. The message never shows text of the line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The kind of fault, for counting.
    pub reason: Reason,
    /// What was expected, what came, and what to do.
    pub message: String,
}

impl Fault {
    pub(super) fn new(reason: Reason, message: impl Into<String>) -> Self {
        Self { reason, message: message.into() }
    }
}

/// Builds a request from the values that `find` gives for paths.
pub(super) fn build<'v>(
    settings: &ReadSettings,
    find: impl Fn(&Path) -> Option<Item<'v>>,
) -> Result<Parsed, Fault> {
    let fields: &FieldMap = &settings.fields;
    let first = |paths: &[Path]| paths.iter().find_map(&find);
    let id = required_text("id", &fields.id, &find)?;
    let account = required_text("account", &fields.account, &find)?;
    let time = first(&fields.time).ok_or_else(|| missing("time", &fields.time))?;
    let time = moment(time).ok_or_else(|| bad_time(time))?;
    let asked = first(&fields.prompt).ok_or_else(|| missing("prompt", &fields.prompt))?;
    let prompt = prompt(first(&fields.system), asked, fields.prompt_may_be_json)
        .ok_or_else(|| wrong_type("prompt", "text or messages", asked))?;
    if prompt.as_str().trim().is_empty() {
        return Err(Fault::new(Reason::EmptyPrompt, "the prompt is empty; expected text"));
    }
    let mut attributes = Attributes::default();
    let mut unusable = Vec::new();
    for (name, paths) in &fields.attributes {
        match first(paths).map(Item::plain_text) {
            Some(Some(value)) if value.trim().is_empty() => {}
            Some(Some(value)) if **name == *name::NETWORK => attributes.set(name, network(value)),
            Some(Some(value)) => attributes.set(name, value),
            Some(None) => unusable.push(name.clone()),
            None => {}
        }
    }
    let truncated = prompt.as_str().len() > settings.max_prompt_bytes;
    let prompt = prompt.within(settings.max_prompt_bytes, settings.hash_key);
    let request = Request { id: id.into(), time, account: account.into(), prompt, attributes };
    Ok(Parsed { request, truncated, repaired: false, unusable })
}

/// A field of plain text that has to be there and not empty.
fn required_text<'v>(
    field: &str,
    paths: &[Path],
    find: impl Fn(&Path) -> Option<Item<'v>>,
) -> Result<Cow<'v, str>, Fault> {
    let item = paths.iter().find_map(find).ok_or_else(|| missing(field, paths))?;
    let text = item.plain_text().ok_or_else(|| wrong_type(field, "text or a number", item))?;
    if text.trim().is_empty() {
        return Err(missing(field, paths));
    }
    Ok(text)
}

fn missing(field: &str, paths: &[Path]) -> Fault {
    let places: Vec<_> = paths.iter().map(Path::to_string).collect();
    let places = places.join(" or ");
    Fault::new(
        Reason::MissingField,
        format!("no {field}: expected it at {places}; map the field that holds it"),
    )
}

fn wrong_type(field: &str, expected: &str, item: Item<'_>) -> Fault {
    let got = item.kind();
    Fault::new(Reason::WrongType, format!("wrong type of {field}: expected {expected}, got {got}"))
}

fn bad_time(item: Item<'_>) -> Fault {
    let got = match (item, item.plain_text()) {
        (Item::Text(text), _) => format!("text shaped {:?}", shape(text)),
        (_, Some(number)) => format!("a number shaped {:?}", shape(&number)),
        (_, None) => item.kind().to_owned(),
    };
    let expected = "RFC 3339 text (2026-03-02T00:00:14Z) or a count since 1970 (seconds to nanoseconds)";
    Fault::new(Reason::BadTime, format!("no time: expected {expected}, got {got}"))
}
