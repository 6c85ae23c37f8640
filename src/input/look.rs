//! Looks at what the fields of a record hold.

use std::borrow::Cow;

use super::lookup::{Lookup, which};
use super::moment::moment;
use super::network::network;
use super::path::Path;
use super::record::prompt_of;
use super::seen::{Glance, Seen};
use super::settings::ReadSettings;
use super::value::Item;
use crate::request::Attributes;

/// The fields that are looked at: their names, and where they lie.
pub(super) fn fields(settings: &ReadSettings) -> Vec<(&str, &[Lookup])> {
    let fields = &settings.fields;
    let mut all: Vec<(&str, &[Lookup])> = vec![
        ("id", &fields.id),
        ("time", &fields.time),
        ("account", &fields.account),
        ("prompt", &fields.prompt),
        ("system", &fields.system),
    ];
    all.extend(fields.attributes.iter().map(|(name, lookups)| (&**name, &**lookups)));
    all
}

/// Looks at a record, given the values that `find` gives for paths.
pub(super) fn look<'v>(settings: &ReadSettings, find: &impl Fn(&Path) -> Option<Item<'v>>) -> Seen {
    Seen(fields(settings).into_iter().map(|field| glance(settings, field, find)).collect())
}

fn glance<'v>(
    settings: &ReadSettings,
    (field, lookups): (&str, &[Lookup]),
    find: &impl Fn(&Path) -> Option<Item<'v>>,
) -> Option<Glance> {
    let is_nobodys = |item: &Item<'_>| match item {
        Item::Text(text) => !settings.fields.is_account(text.trim()),
        Item::Other(_) => false,
    };
    let named = match field {
        "account" => which(lookups, find, |item| item.is_empty() || is_nobodys(item)),
        "prompt" => which(lookups, find, |item| item.is_empty() || item.is_hollow()),
        _ => None,
    };
    let (nth, item) = named.or_else(|| which(lookups, find, Item::is_empty))?;
    let value = match field {
        "prompt" => prompt_of(settings, find).ok().map(|prompt| Cow::Owned(prompt.as_str().to_owned())),
        "time" => moment(&item).and_then(|_| item.plain_text()),
        "system" => Some(item.plain_text().unwrap_or_default()),
        field if field == Attributes::NETWORK => item.plain_text().map(network),
        _ => item.plain_text(),
    };
    Some(Glance::new(nth, value.as_deref()))
}
