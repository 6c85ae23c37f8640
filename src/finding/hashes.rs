//! Hashes: of words that nobody is to read, sorted and distinct.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Digits of a hash.
const DIGITS: usize = 16;

/// Keyed hashes from the lowest on; as text sixteen hexadecimal digits each, one behind the other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hashes(Vec<u64>);

impl Hashes {
    /// The lowest of some hashes, at most so many.
    pub fn lowest(mut hashes: Vec<u64>, most: usize) -> Self {
        hashes.sort_unstable();
        hashes.dedup();
        hashes.truncate(most);
        Self(hashes)
    }

    /// The hashes.
    pub fn as_slice(&self) -> &[u64] {
        &self.0
    }
}

impl Serialize for Hashes {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let digits: String = self.0.iter().map(|hash| format!("{hash:016x}")).collect();
        to.serialize_str(&digits)
    }
}

impl JsonSchema for Hashes {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Hashes".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "pattern": "^([0-9a-f]{16})*$" })
    }
}

impl<'de> Deserialize<'de> for Hashes {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let digits = String::deserialize(from)?;
        let hash = |part: &[u8]| {
            let text = std::str::from_utf8(part).ok().filter(|text| text.len() == DIGITS)?;
            u64::from_str_radix(text, 16).ok()
        };
        let hashes: Option<Vec<u64>> = digits.as_bytes().chunks(DIGITS).map(hash).collect();
        let expected = || serde::de::Error::custom("expected hashes of sixteen hexadecimal digits");
        hashes.map(|hashes| Self::lowest(hashes, usize::MAX)).ok_or_else(expected)
    }
}
