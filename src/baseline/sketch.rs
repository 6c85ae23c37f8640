//! Sketch: which words a template has, as a few keyed hashes.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::evidence::{GOLDEN, mixed};

/// Hashes of a sketch at most.
const MOST: usize = 64;
/// Digits of a hash.
const DIGITS: usize = 16;

/// The lowest hashes of a template's pairs of words: a bottom-k sketch (Cohen and Kaplan, "Summarizing data using bottom-k sketches",
/// 2007). The words cannot be read from it without the key.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sketch(Vec<u64>);

impl Sketch {
    /// Of pairs of words, each as two keyed hashes.
    pub fn of(pairs: impl Iterator<Item = (u64, u64)>) -> Self {
        Self::lowest(pairs.map(|(a, b)| mixed(a ^ mixed(b.wrapping_add(GOLDEN)))).collect())
    }

    fn lowest(mut hashes: Vec<u64>) -> Self {
        hashes.sort_unstable();
        hashes.dedup();
        hashes.truncate(MOST);
        Self(hashes)
    }

    /// Its hashes, from the lowest on.
    pub fn hashes(&self) -> &[u64] {
        &self.0
    }

    /// How alike two templates are: the share (0 to 1) of the lowest hashes of both together that both have, an estimate of the Jaccard
    /// similarity of their words. 0 where both are empty.
    pub fn jaccard(&self, other: &Self) -> f64 {
        let all = Self::lowest(self.0.iter().chain(&other.0).copied().collect());
        let has = |hashes: &[u64], hash: &u64| hashes.binary_search(hash).is_ok();
        let both = all.0.iter().filter(|hash| has(&self.0, hash) && has(&other.0, hash)).count();
        both as f64 / all.0.len().max(1) as f64
    }
}

impl Serialize for Sketch {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let digits: String = self.0.iter().map(|hash| format!("{hash:016x}")).collect();
        to.serialize_str(&digits)
    }
}

impl<'de> Deserialize<'de> for Sketch {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let digits = String::deserialize(from)?;
        let hash = |part: &[u8]| {
            let text = std::str::from_utf8(part).ok().filter(|text| text.len() == DIGITS)?;
            u64::from_str_radix(text, 16).ok()
        };
        let hashes: Option<Vec<u64>> = digits.as_bytes().chunks(DIGITS).map(hash).collect();
        let expected = || serde::de::Error::custom("expected hashes of sixteen hexadecimal digits");
        hashes.map(Self::lowest).ok_or_else(expected)
    }
}
