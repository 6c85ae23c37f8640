//! Snapshot: what is known since an epoch, for questions while requests go on coming.

use std::collections::BTreeMap;

use super::state::State;
use crate::answer::{Finder, Room, Said};
use crate::detector::Detection;
use crate::finding::{AccountFinding, CampaignFinding, CatalogTemplate, Findings};
use crate::request::{HashKey, Prompt, Timestamp};

/// What an epoch found. It does not change.
pub struct Snapshot {
    detection: Detection,
    finder: Option<Finder>,
    epoch: u64,
    at: Option<Timestamp>,
    /// The campaign of each template, by name.
    campaign_of: BTreeMap<String, String>,
}

impl Snapshot {
    /// Before the first epoch: of an epoch that ran before the engine was opened, the templates.
    pub(super) fn empty(key: HashKey, state: &State) -> Self {
        Self::new(key, state, Detection::default(), None)
    }

    pub(super) fn new(key: HashKey, state: &State, detection: Detection, at: Option<Timestamp>) -> Self {
        let templates = state.catalog.templates.iter();
        let campaign_of =
            templates.filter_map(|t| Some((t.id.clone(), t.campaigns.first()?.clone()))).collect();
        // A catalog of another key finds nothing.
        let finder = Finder::new(state.catalog.clone(), key).ok();
        Self { detection, finder, epoch: state.epoch, at, campaign_of }
    }

    /// What was found, as a batch over the window gives it, but for names that last.
    pub fn findings(&self) -> &Findings {
        &self.detection.findings
    }

    /// The same with how long each stage took.
    pub fn detection(&self) -> &Detection {
        &self.detection
    }

    /// The epoch, from 1; 0 before the first.
    pub fn epoch(&self) -> u64 {
        self.epoch
    }

    /// How late it was, by the requests; none before the first epoch.
    pub fn at(&self) -> Option<Timestamp> {
        self.at
    }

    /// A campaign, or what is shown apart, by its name.
    pub fn campaign(&self, name: &str) -> Option<&CampaignFinding> {
        let findings = self.findings();
        findings.campaigns.iter().chain(&findings.operators).find(|campaign| campaign.id == name)
    }

    /// What is known of an account; none where the window has no request of it.
    pub fn account(&self, name: &str) -> Option<&AccountFinding> {
        let accounts = &self.findings().accounts;
        let place = accounts.binary_search_by(|account| account.account.as_str().cmp(name));
        place.ok().map(|place| &accounts[place])
    }

    /// The templates that a prompt says, at most so many, the likeliest first, each with the share of it that the prompt says, 0.5 to 1.
    pub fn search(&self, prompt: &Prompt, most: usize) -> Vec<(&CatalogTemplate, f64)> {
        let Some(finder) = &self.finder else { return Vec::new() };
        let near = finder.said(prompt).into_iter().take(most);
        near.map(|Said { place, share, .. }| (&finder.templates()[place], share)).collect()
    }

    /// Room to place prompts in, one after the other.
    pub(super) fn room(&self) -> Option<Room> {
        self.finder.as_ref().map(Finder::room)
    }

    /// The template that a prompt says, and its campaign; `words` are its word hashes, where they are known.
    pub(super) fn place(
        &self,
        prompt: &Prompt,
        words: Option<Vec<u32>>,
        room: &mut Option<Room>,
    ) -> Option<(String, Option<String>)> {
        let (finder, room) = (self.finder.as_ref()?, room.as_mut()?);
        let said = finder.said_in(&words.unwrap_or_else(|| finder.words(prompt)), room).into_iter().next()?;
        let template = &finder.templates()[said.place].id;
        Some((template.clone(), self.campaign_of.get(template).cloned()))
    }
}
