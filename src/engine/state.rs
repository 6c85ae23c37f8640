//! State: what an epoch leaves for the next one, for names to last.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::finding::{CampaignFinding, Catalog};
use crate::request::Timestamp;

/// What was found, as far as names depend on it.
#[derive(Clone, Default, Serialize, Deserialize)]
pub(super) struct State {
    /// Epochs so far.
    pub(super) epoch: u64,
    /// How late it was, in milliseconds; none before any request.
    pub(super) now: Option<i64>,
    /// The last number of a campaign's name, by its letter, and of a template's.
    pub(super) last: BTreeMap<char, u32>,
    /// Campaigns and what is shown apart, without what each member did.
    pub(super) campaigns: Vec<CampaignFinding>,
    /// All templates.
    pub(super) catalog: Catalog,
    /// When each account was first flagged.
    pub(super) alerted: BTreeMap<String, Timestamp>,
}

impl State {
    /// From what a store kept; from what nobody can read, nothing.
    pub(super) fn read(bytes: Option<&[u8]>) -> Self {
        bytes.and_then(|bytes| serde_json::from_slice(bytes).ok()).unwrap_or_default()
    }

    pub(super) fn bytes(&self) -> Vec<u8> {
        // All of it has a form in JSON.
        serde_json::to_vec(self).unwrap_or_default()
    }

    /// A name that nothing had yet.
    pub(super) fn fresh(&mut self, letter: char) -> String {
        let last = self.last.entry(letter).or_default();
        *last += 1;
        format!("{letter}{last}")
    }
}
