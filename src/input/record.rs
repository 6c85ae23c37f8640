//! From the values of a record to a request.

use std::borrow::Cow;

use crate::request::{Attributes, Prompt, Request, Role};

use super::chat;
use super::fault::{Fault, bad_time, missing, not_stored, places, wrong_kind, wrong_type};
use super::fields::FieldMap;
use super::lookup::{Lookup, which};
use super::moment::moment;
use super::network::network;
use super::path::Path;
use super::placeholder::is_redacted;
use super::report::Reason;
use super::seen::Seen;
use super::settings::ReadSettings;
use super::value::Item;

/// A request as read, and what had to be done to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parsed {
    /// The request; its id is empty where the record has none: [`super::read`] names it by file and line.
    pub request: Request,
    /// Whether its prompt was longer than the limit and was cut.
    pub truncated: bool,
    /// Whether half a character (a lone UTF-16 surrogate) was replaced by U+FFFD.
    pub repaired: bool,
    /// Attributes left out because they hold a list or an object.
    pub unusable: Vec<Box<str>>,
    /// What its fields hold, where that is counted.
    pub(super) seen: Option<Box<Seen>>,
}

/// Builds a request from the values that `find` gives for paths.
pub(super) fn build<'v>(
    settings: &ReadSettings,
    find: impl Fn(&Path) -> Option<Item<'v>>,
) -> Result<Parsed, Fault> {
    let fields: &FieldMap = &settings.fields;
    fields.only.iter().try_for_each(|only| only.check(&find))?;
    let id = match first(&fields.id, &find, Item::is_empty) {
        Some(item) => plain_text("id", item)?,
        None => Cow::Borrowed(""),
    };
    let account = account(fields, &find)?;
    let time = first(&fields.time, &find, Item::is_empty)
        .ok_or_else(|| missing("time", &fields.time, fields.lacks))?;
    let time = moment(&time).ok_or_else(|| bad_time(time))?;
    let prompt = prompt_of(settings, &find)?;
    let mut attributes = Attributes::default();
    let mut unusable = Vec::new();
    for (name, lookups) in &fields.attributes {
        match first(lookups, &find, Item::is_blank).map(Item::plain_text) {
            Some(Some(value)) if **name == *Attributes::NETWORK => {
                attributes.set(name, network(trimmed(value)))
            }
            Some(Some(value)) => attributes.set(name, trimmed(value)),
            Some(None) => unusable.push(name.clone()),
            None => {}
        }
    }
    let truncated = prompt.as_str().len() > settings.max_prompt_bytes;
    let prompt = prompt.within(settings.max_prompt_bytes, settings.hash_key);
    let request = Request { id: id.into(), time, account: account.into(), prompt, attributes };
    Ok(Parsed { request, truncated, repaired: false, unusable, seen: None })
}

/// The value of the first alternative that says anything.
fn first<'s, 'v: 's>(
    lookups: &'s [Lookup],
    find: impl Fn(&Path) -> Option<Item<'v>>,
    says_nothing: impl Fn(&Item<'v>) -> bool,
) -> Option<Item<'s>> {
    which(lookups, find, says_nothing).map(|(_, item)| item)
}

/// The first account that is one: a name of nobody counts only where it is meant.
fn account<'s, 'v: 's>(
    fields: &'s FieldMap,
    find: impl Fn(&Path) -> Option<Item<'v>>,
) -> Result<Cow<'s, str>, Fault> {
    let mut any = false;
    for lookup in &fields.account {
        let item = match lookup {
            Lookup::Path(path) => find(path).filter(|item| !item.is_empty()),
            Lookup::Constant(constant) => return Ok(Cow::Borrowed(constant.trim())),
        };
        let Some(item) = item else { continue };
        let account = trimmed(plain_text("account", item)?);
        if fields.is_account(&account) {
            return Ok(account);
        }
        any = true;
    }
    if !any {
        return Err(missing("account", &fields.account, fields.lacks));
    }
    let places = places(&fields.account);
    let message = format!(
        "the account at {places} is a placeholder such as anonymous or unknown, so that nobody knows who asked; map the field \
         that tells accounts apart, or say that this name is meant"
    );
    Err(Fault::new(Reason::PlaceholderAccount, message))
}

/// The prompt, by the messages that count.
pub(super) fn prompt_of<'v>(
    settings: &ReadSettings,
    find: impl Fn(&Path) -> Option<Item<'v>>,
) -> Result<Prompt, Fault> {
    let fields = &settings.fields;
    let empty = |message: &str| Fault::new(Reason::EmptyPrompt, message);
    let is_hollow = |item: &Item<'_>| item.is_hollow() && (fields.prompt_may_be_json || !item.is_text());
    let Some(asked) = first(&fields.prompt, &find, |item| item.is_empty() || is_hollow(item)) else {
        let there: Vec<_> = fields.prompt.iter().filter_map(Lookup::path).filter_map(find).collect();
        return Err(match there.iter().any(is_hollow) {
            true => not_stored(&fields.prompt),
            false if there.is_empty() => missing("prompt", &fields.prompt, fields.lacks),
            false => empty("the prompt is empty; expected text"),
        });
    };
    let system = first(&fields.system, &find, Item::is_empty);
    let chat = chat::prompt(system.as_ref(), &asked, fields.prompt_may_be_json)
        .ok_or_else(|| wrong_type("prompt", "text or messages", &asked))?;
    if chat.as_str().trim().is_empty() {
        return Err(empty("the prompt is empty; expected text"));
    }
    let prompt = settings.prompt_from.of(chat);
    let prompt = prompt.ok_or_else(|| empty("no message of a user is there; expected one as the prompt"))?;
    if is_taken_out(&prompt) {
        let message =
            "a placeholder such as [REDACTED] stands in place of the prompt; read a log that keeps prompts";
        return Err(Fault::new(Reason::RedactedPrompt, message));
    }
    Ok(prompt)
}

/// Whether all that users say, or where none speaks all of it, stands for text that was taken out.
fn is_taken_out(prompt: &Prompt) -> bool {
    let said = |role: Option<Role>| {
        let parts = prompt.parts().iter().filter(move |part| role.is_none_or(|role| part.role == role));
        parts.map(|part| &prompt.as_str()[part.range()])
    };
    match (said(Some(Role::User)).next(), said(None).next()) {
        (Some(_), _) => said(Some(Role::User)).all(is_redacted),
        (None, Some(_)) => said(None).all(is_redacted),
        (None, None) => is_redacted(prompt.as_str()),
    }
}

fn trimmed(text: Cow<'_, str>) -> Cow<'_, str> {
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
        Cow::Owned(text) if text.trim().len() == text.len() => Cow::Owned(text),
        Cow::Owned(text) => Cow::Owned(text.trim().to_owned()),
    }
}

fn plain_text<'v>(field: &str, item: Item<'v>) -> Result<Cow<'v, str>, Fault> {
    let kind = item.kind();
    item.plain_text().ok_or_else(|| wrong_kind(field, "text or a number", kind))
}
