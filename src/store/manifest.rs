//! Manifest: what all files of a store depend on.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::framed::{self, Wrong};
use crate::request::HashKey;

/// What a store is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Manifest {
    /// Milliseconds of a bucket.
    pub(super) bucket_millis: i64,
    /// The sealed buckets, each with the bytes of its file.
    pub(super) sealed: BTreeMap<i64, u64>,
}

impl Manifest {
    pub(super) fn to_bytes(&self, key: HashKey) -> Vec<u8> {
        // Numbers have a form in JSON.
        framed::framed(&serde_json::to_vec(self).unwrap_or_default(), key)
    }

    pub(super) fn from_bytes(bytes: &[u8], key: HashKey) -> Result<Self, Wrong> {
        let content = framed::content(bytes, key)?;
        serde_json::from_slice(content).map_err(|_| Wrong::Damaged("no manifest"))
    }
}
