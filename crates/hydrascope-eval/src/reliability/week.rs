//! The groups of a labelled week, with what they are.

use std::collections::HashSet;

use hydrascope::embed::Embedder;

use super::calls::Calls;
use crate::detection::{DetectionError, LabelledLog, detection};

/// Share of a campaign's accounts from which on a group is that campaign's, and below which it is ordinary.
const CAMPAIGN: f64 = 0.5;
const ORDINARY: f64 = 0.2;

/// A group that detection judged.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WeighedGroup {
    /// Conversations beyond each account's first.
    pub repeats: usize,
    /// Its log-odds by what its accounts do.
    pub log_odds: f64,
    /// Its strength, 0 to 1.
    pub strength: f64,
    /// Whether its accounts openly have one operator.
    pub is_apart: bool,
    /// The share (0 to 1) of its accounts that are a campaign's by the labels.
    pub guilty: f64,
}

impl WeighedGroup {
    /// Whether it is a campaign by the labels.
    pub fn is_campaign(&self) -> bool {
        self.guilty >= CAMPAIGN
    }
}

/// All that was judged in a week.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct JudgedWeek {
    /// The groups, strongest first.
    pub groups: Vec<WeighedGroup>,
    /// Campaigns as a report has them, of one group or several merged, at the default rate and against the shipped reference.
    pub reported: Calls,
}

impl JudgedWeek {
    /// Detects with default settings.
    ///
    /// # Errors
    /// Where detection fails.
    pub fn of(log: &LabelledLog, embedder: &Embedder) -> Result<Self, DetectionError> {
        let found = detection(&log.requests, &[], Some(embedder))?;
        let guilty: HashSet<&str> =
            log.week.accounts.iter().filter(|a| a.campaign.is_some()).map(|a| a.account.as_str()).collect();
        let group = |(judged, &is_apart): (&hydrascope::judge::Judged, &bool)| {
            let first = judged.part.group.members.iter().filter_map(|m| m.requests.first());
            let accounts = first.map(|&request| &*log.requests[request as usize].account);
            let among = accounts.filter(|account| guilty.contains(account)).count();
            WeighedGroup {
                repeats: judged.repeats,
                log_odds: judged.evidence(),
                strength: judged.strength,
                is_apart,
                guilty: among as f64 / judged.part.group.members.len().max(1) as f64,
            }
        };
        let mut reported = Calls::default();
        for campaign in &found.findings.campaigns {
            let among = campaign.accounts.iter().filter(|account| guilty.contains(account.as_str())).count();
            reported.count((among as f64) < CAMPAIGN * campaign.accounts.len() as f64);
        }
        let groups = found.judged.iter().zip(&found.called.is_apart).map(group).collect();
        Ok(Self { groups, reported })
    }

    /// What an ordinary group looks like here.
    pub(super) fn ordinary(&self) -> impl Iterator<Item = &WeighedGroup> {
        self.groups.iter().filter(|group| !group.is_apart && group.guilty < ORDINARY)
    }
}
