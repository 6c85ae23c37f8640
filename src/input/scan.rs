//! Picks the mapped fields out of a line without building the rest of it.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::fmt;

use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor,
};
#[cfg(feature = "parquet")]
use serde_json::Map;
use serde_json::Value;

use super::json;
use super::path::Path;
use super::value::Item;

/// The values of the mapped top keys of one record; text without escapes is borrowed from the line.
pub(super) struct Scanned<'l> {
    cells: Vec<(&'l str, Option<Cell<'l>>)>,
}

enum Cell<'l> {
    Text(Cow<'l, str>, Inside),
    Other(Value),
}

/// What text holds as JSON, once it was asked for. Boxed: cells are moved once a line, and few are asked.
type Inside = OnceCell<Box<Option<Value>>>;

impl<'l> Scanned<'l> {
    /// Scans one JSON object for these top keys. As in `serde_json`, the last of equal keys counts.
    pub(super) fn of(line: &'l str, heads: &'l [Box<str>]) -> Result<Self, serde_json::Error> {
        let mut json = serde_json::Deserializer::from_str(line);
        let cells = Heads(heads).deserialize(&mut json)?;
        json.end()?;
        Ok(Self { cells })
    }

    /// The texts of a table's row under these top keys.
    pub(super) fn row(texts: impl Iterator<Item = (&'l str, Option<&'l str>)>) -> Self {
        let cell = |text| Cell::text(Cow::Borrowed(text));
        Self { cells: texts.map(|(head, text)| (head, text.map(cell))).collect() }
    }

    #[cfg(feature = "parquet")]
    /// A record that is parsed already, under these top keys.
    pub(super) fn record(mut record: Map<String, Value>, heads: &'l [Box<str>]) -> Self {
        let cell = |value| match value {
            Value::String(text) => Cell::text(Cow::Owned(text)),
            other => Cell::Other(other),
        };
        Self { cells: heads.iter().map(|head| (&**head, record.remove(&**head).map(cell))).collect() }
    }

    /// The value at a path.
    pub(super) fn find(&self, path: &Path) -> Option<Item<'_>> {
        match self.cell(path.head())? {
            Cell::Text(text, _) if path.is_flat() => Some(Item::text(text)),
            cell => path.find_below(cell.value()?),
        }
    }

    /// The list or object under a top key, also where text holds it as JSON.
    pub(super) fn below(&self, head: &str) -> Option<&Value> {
        self.cell(head)?.value().filter(|value| !value.is_null())
    }

    /// Whether a number may have lost digits.
    pub(super) fn has_wide_number(&self) -> bool {
        self.cells.iter().any(|(_, cell)| match cell {
            Some(Cell::Other(value)) => json::has_wide_number(value),
            _ => false,
        })
    }

    fn cell(&self, head: &str) -> Option<&Cell<'l>> {
        self.cells.iter().find(|(key, _)| *key == head)?.1.as_ref()
    }
}

impl<'l> Cell<'l> {
    fn text(text: Cow<'l, str>) -> Self {
        Self::Text(text, Inside::default())
    }

    fn value(&self) -> Option<&Value> {
        match self {
            Self::Text(text, inside) => inside.get_or_init(|| Box::new(json::inside(text))).as_ref().as_ref(),
            Self::Other(value) => Some(value),
        }
    }
}

struct Heads<'l>(&'l [Box<str>]);

impl<'l> DeserializeSeed<'l> for Heads<'l> {
    type Value = Vec<(&'l str, Option<Cell<'l>>)>;

    fn deserialize<D: Deserializer<'l>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'l> Visitor<'l> for Heads<'l> {
    type Value = Vec<(&'l str, Option<Cell<'l>>)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'l>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut cells: Self::Value = self.0.iter().map(|head| (&**head, None)).collect();
        while let Some(place) = map.next_key_seed(Key(self.0))? {
            match place {
                Some(place) => cells[place].1 = Some(map.next_value()?),
                None => _ = map.next_value::<IgnoredAny>()?,
            }
        }
        Ok(cells)
    }
}

/// The place of a key among the heads.
struct Key<'h>(&'h [Box<str>]);

impl<'l> DeserializeSeed<'l> for Key<'_> {
    type Value = Option<usize>;

    fn deserialize<D: Deserializer<'l>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Key<'_> {
    type Value = Option<usize>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<Self::Value, E> {
        Ok(self.0.iter().position(|head| **head == *key))
    }
}

impl<'l> Deserialize<'l> for Cell<'l> {
    fn deserialize<D: Deserializer<'l>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(CellVisitor)
    }
}

struct CellVisitor;

impl<'l> Visitor<'l> for CellVisitor {
    type Value = Cell<'l>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_borrowed_str<E: Error>(self, text: &'l str) -> Result<Self::Value, E> {
        Ok(Cell::text(Cow::Borrowed(text)))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Cell::text(Cow::Owned(text.to_owned())))
    }

    fn visit_bool<E: Error>(self, truth: bool) -> Result<Self::Value, E> {
        Ok(Cell::Other(truth.into()))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Self::Value, E> {
        Ok(Cell::Other(number.into()))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Self::Value, E> {
        Ok(Cell::Other(number.into()))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Self::Value, E> {
        Ok(Cell::Other(number.into()))
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(Cell::Other(Value::Null))
    }

    fn visit_seq<A: SeqAccess<'l>>(self, list: A) -> Result<Self::Value, A::Error> {
        Value::deserialize(SeqAccessDeserializer::new(list)).map(Cell::Other)
    }

    fn visit_map<A: MapAccess<'l>>(self, object: A) -> Result<Self::Value, A::Error> {
        Value::deserialize(MapAccessDeserializer::new(object)).map(Cell::Other)
    }
}
