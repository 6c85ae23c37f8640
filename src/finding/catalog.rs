//! The catalog of a run: its templates as hashes, for prompts to be looked up in and for other runs to be compared with.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::hashes::Hashes;

/// Version of the catalog's form.
pub const CATALOG_FORMAT: u32 = 1;

/// Pairs of words of a template that a catalog holds at most: the lowest of their hashes, which are a fair sample of all.
pub const CATALOG_PAIRS: usize = 1024;

/// All templates of a run. It holds no text: hashes are keyed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[cfg_attr(not(feature = "internals"), non_exhaustive)]
pub struct Catalog {
    /// Version of the form.
    pub format: u32,
    /// Tells one hash key from another, and gives none away.
    pub key_id: String,
    /// The templates, by number.
    pub templates: Vec<CatalogTemplate>,
}

/// A template as hashes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[cfg_attr(not(feature = "internals"), non_exhaustive)]
pub struct CatalogTemplate {
    /// Name within the run, such as `t12`.
    pub id: String,
    /// What it is known by in every run with the same hash key that finds the same fixed words: a hash of these, in 32 hexadecimal digits.
    pub key: String,
    /// Its fixed words.
    pub words: usize,
    /// Requests in it.
    pub requests: usize,
    /// Accounts that sent them.
    pub accounts: usize,
    /// Campaigns, and what is shown apart, that it belongs to.
    pub campaigns: Vec<String>,
    /// Hashes of its pairs of neighbouring fixed words, from the lowest on; where there are many, the lowest alone.
    pub pairs: Hashes,
    /// What each pair weighs, by how few texts of the log say it, in hundredths; in the order of the pairs.
    pub weights: Vec<u16>,
}
