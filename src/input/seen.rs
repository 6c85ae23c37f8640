//! What the fields of one record hold, without its text.

use std::borrow::Cow;
use std::hash::{BuildHasher, BuildHasherDefault};

use rustc_hash::FxHasher;

use super::lookup::Lookup;
use super::mask::mask;
use super::moment::moment;
use super::network::network;
use super::path::Path;
use super::placeholder::is_nobody;
use super::record::prompt_of;
use super::settings::ReadSettings;
use super::value::Item;
use crate::attribute::name;

/// What the fields of one record hold, in the order of [`Seen::fields`]; of one that holds nothing, none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Seen(pub(super) Vec<Option<Glance>>);

/// What one field holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Glance {
    /// The alternative that led to it.
    pub(super) nth: usize,
    /// A hash of the value and its form; none where it is of a kind that the field cannot have.
    pub(super) value: Option<(u64, Box<str>)>,
}

impl Glance {
    fn new(nth: usize, value: Option<Cow<'_, str>>) -> Self {
        let kept = |text: Cow<'_, str>| {
            let text = text.trim();
            (BuildHasherDefault::<FxHasher>::default().hash_one(text), mask(text).into())
        };
        Self { nth, value: value.map(kept) }
    }
}

impl Seen {
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
    pub(super) fn of<'v>(settings: &ReadSettings, find: &impl Fn(&Path) -> Option<Item<'v>>) -> Self {
        Self(Self::fields(settings).into_iter().map(|field| glance(settings, field, find)).collect())
    }
}

fn glance<'v>(
    settings: &ReadSettings,
    (field, lookups): (&str, &[Lookup]),
    find: &impl Fn(&Path) -> Option<Item<'v>>,
) -> Option<Glance> {
    let is_meant = |text: &str| settings.fields.meant_accounts.iter().any(|meant| **meant == *text);
    let is_nobodys = |item: &Item<'_>| match item {
        Item::Text(text) => is_nobody(text.trim()) && !is_meant(text.trim()),
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
        field if field == name::NETWORK => item.plain_text().map(network),
        _ => item.plain_text(),
    };
    Some(Glance::new(nth, value))
}

/// The first alternative that says anything, and what.
fn which<'s, 'v: 's>(
    lookups: &'s [Lookup],
    find: &impl Fn(&Path) -> Option<Item<'v>>,
    says_nothing: impl Fn(&Item<'v>) -> bool,
) -> Option<(usize, Item<'s>)> {
    lookups.iter().enumerate().find_map(|(nth, lookup)| match lookup {
        Lookup::Path(path) => Some((nth, find(path).filter(|item| !says_nothing(item))?)),
        Lookup::Constant(constant) => Some((nth, Item::text(constant))),
    })
}
