//! What each account of a campaign did, and what its own evidence says.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::names::{Names, anchor};
use super::number::{count, decimal, fine, signed};
use crate::finding::{AccountFinding, CampaignFinding, EvidenceMap, MemberFinding, Standing};
use crate::report::moment::minute;

/// Accounts by their names.
pub(super) type Accounts<'a> = BTreeMap<&'a str, &'a AccountFinding>;

/// One account.
#[derive(Serialize)]
pub(super) struct MemberRow {
    pub anchor: String,
    pub name: String,
    pub score: String,
    pub verdict: &'static str,
    pub requests: String,
    pub all: String,
    pub first: String,
    pub last: String,
    /// Weight and value of each axis of its own evidence.
    pub own: Vec<String>,
}

/// An axis of the evidence on accounts, with what it says of one of them.
#[derive(Serialize)]
pub(super) struct OwnAxis {
    pub name: String,
    pub meaning: String,
    pub clears: String,
}

/// The accounts of a campaign.
#[derive(Serialize)]
pub(super) struct Members {
    pub of: String,
    pub shown: String,
    pub is_cut: bool,
    pub axes: Vec<OwnAxis>,
    pub rows: Vec<MemberRow>,
}

impl Members {
    /// The accounts of a campaign with the highest scores, `most` at most.
    pub(super) fn new(
        campaign: &CampaignFinding,
        accounts: &Accounts<'_>,
        most: usize,
        names: Names<'_>,
    ) -> Self {
        let mut members: Vec<&MemberFinding> = campaign.members.iter().collect();
        members.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.account.cmp(&b.account)));
        members.truncate(most);
        let own = |member: &MemberFinding| accounts.get(&*member.account).copied();
        let found: Vec<&AccountFinding> = members.iter().filter_map(|member| own(member)).collect();
        let found: Vec<_> = found.iter().map(|account| account.evidence.map()).collect();
        let axes: BTreeSet<&str> = found.iter().flat_map(|evidence| evidence.keys()).map(|name| &**name).collect();
        let rows = members.iter().map(|member| row(campaign, member, own(member), &axes, names)).collect();
        let axes = axes.into_iter().map(|name| axis(name, &found)).collect();
        Self {
            of: count(campaign.members.len()),
            shown: count(members.len()),
            is_cut: members.len() < campaign.members.len(),
            axes,
            rows,
        }
    }
}

fn axis(name: &str, found: &[Cow<'_, EvidenceMap>]) -> OwnAxis {
    let value = found.iter().find_map(|evidence| evidence.get(name));
    OwnAxis {
        name: name.to_owned(),
        meaning: value.map(|value| value.meaning.to_string()).unwrap_or_default(),
        clears: value.and_then(|value| value.clears.as_deref()).unwrap_or_default().to_owned(),
    }
}

fn row(
    campaign: &CampaignFinding,
    member: &MemberFinding,
    own: Option<&AccountFinding>,
    axes: &BTreeSet<&str>,
    names: Names<'_>,
) -> MemberRow {
    let name = names.account(&member.account);
    let evidence = own.map(|account| account.evidence.map());
    let value = |axis: &&str| match evidence.as_ref().and_then(|evidence| evidence.get(*axis)) {
        Some(value) => format!("{} ({})", signed(value.weight), fine(value.value)),
        None => String::new(),
    };
    MemberRow {
        anchor: anchor(&campaign.id, &name),
        score: decimal(member.score, 3),
        verdict: own.map(|account| standing(account.verdict)).unwrap_or_default(),
        requests: count(member.requests),
        all: own.map(|account| count(account.requests)).unwrap_or_default(),
        first: minute(member.first_seen),
        last: minute(member.last_seen),
        own: axes.iter().map(value).collect(),
        name,
    }
}

/// Where an account stands, in a word.
pub(super) fn standing(standing: Standing) -> &'static str {
    match standing {
        Standing::Flagged => "flagged",
        Standing::Apart => "apart",
        Standing::Bystander => "bystander",
        Standing::Ordinary => "ordinary",
        Standing::Ungrouped => "ungrouped",
    }
}
