//! Why an account stands where it does.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::campaign;
use super::explanation::{AccountExplained, Fellow, Part, Reason, Score, TemplateUse};
use crate::finding::{AccountFinding, CampaignFinding, HourCount, MemberFinding, Placement};
use crate::request::{HOUR_MILLIS, Timestamp};

/// Fellow members that are listed.
const FELLOWS: usize = 10;

/// An account by its finding and all its requests that are placed.
pub(super) fn explained(
    account: &AccountFinding,
    placed: &[Placement],
    campaigns: &[CampaignFinding],
) -> AccountExplained {
    let own = campaigns.iter().find(|campaign| account.campaign.as_ref() == Some(&campaign.id));
    AccountExplained {
        account: account.account.clone(),
        verdict: account.verdict,
        score: account.score,
        made_of: score(account),
        hypothesis: account.hypothesis.clone(),
        requests: account.requests,
        templated: account.templated,
        first_seen: account.first_seen,
        last_seen: account.last_seen,
        reasons: reasons(account),
        templates: templates(placed, campaigns),
        part: own.and_then(|campaign| part(campaign, &account.account)),
        campaign: own.map(campaign::explained),
    }
}

/// What makes a score, by the evidence for it: as [`crate::judge::Judged::scores`] has it.
fn score(account: &AccountFinding) -> Option<Score> {
    let evidence = account.evidence.map();
    let of = |name: &str| evidence.get(name);
    let (group, membership, share) = (of("group")?, of("membership")?, of("share")?);
    let own = membership.value * (1.0 - (-share.weight).exp());
    let whole = group.value.min(own);
    let kept = if whole > 0.0 { (account.score / whole).min(1.0) } else { 1.0 };
    Some(Score { group: group.value, own, kept })
}

fn reasons(account: &AccountFinding) -> Vec<Reason> {
    let reason = |(name, found): (&crate::finding::Text, &crate::finding::EvidenceValue)| Reason {
        name: name.clone(),
        value: found.value,
        error: found.error,
        weight: found.weight,
        meaning: found.meaning.to_string(),
        clears: found.clears.clone(),
    };
    let mut reasons: Vec<Reason> = account.evidence.map().iter().map(reason).collect();
    reasons.sort_by(|a, b| b.weight.abs().total_cmp(&a.weight.abs()));
    reasons
}

fn templates(placed: &[Placement], campaigns: &[CampaignFinding]) -> Vec<TemplateUse> {
    let mut used: BTreeMap<&str, usize> = BTreeMap::new();
    placed.iter().for_each(|placement| *used.entry(&placement.template).or_default() += 1);
    let one = |(id, requests): (&str, usize)| {
        let having = campaigns.iter().filter_map(|campaign| {
            Some((campaign, campaign.templates.iter().find(|template| template.id == id)?))
        });
        let having: Vec<_> = having.collect();
        TemplateUse {
            id: id.to_owned(),
            requests,
            campaigns: having.iter().map(|(campaign, _)| campaign.id.clone()).collect(),
            skeleton: having.first().map(|(_, template)| template.skeleton.clone()),
        }
    };
    let mut templates: Vec<TemplateUse> = used.into_iter().map(one).collect();
    templates.sort_by_key(|template| Reverse(template.requests));
    templates
}

/// What it does in its campaign, and with whom.
fn part(campaign: &CampaignFinding, account: &str) -> Option<Part> {
    let member = campaign.members.iter().find(|member| member.account == account)?;
    let others = || campaign.members.iter().filter(|other| other.account != account);
    let mut fellows: Vec<Fellow> = others().map(|other| fellow(campaign, member, other)).collect();
    fellows.retain(|fellow| fellow.hours > 0 || !fellow.templates.is_empty());
    // By name among equals, so that the order is the same whatever the campaign's is.
    fellows.sort_by(|a, b| {
        let common = |fellow: &Fellow| Reverse((fellow.hours, fellow.templates.len()));
        common(a).cmp(&common(b)).then_with(|| a.account.cmp(&b.account))
    });
    fellows.truncate(FELLOWS);
    Some(Part {
        requests: member.requests,
        first_seen: member.first_seen,
        last_seen: member.last_seen,
        hours: member.hours.len(),
        others: others().count(),
        fellows,
    })
}

fn fellow(campaign: &CampaignFinding, member: &MemberFinding, other: &MemberFinding) -> Fellow {
    let mine: BTreeSet<u32> = member.hours.iter().map(|HourCount(hour, _)| *hour).collect();
    let common: Vec<u32> =
        other.hours.iter().map(|HourCount(hour, _)| *hour).filter(|h| mine.contains(h)).collect();
    let used: BTreeSet<u32> = member.templates.iter().map(|(template, _)| *template).collect();
    let name = |place: u32| campaign.templates.get(place as usize).map(|template| template.id.clone());
    let templates = other.templates.iter().filter(|(place, _)| used.contains(place));
    Fellow {
        account: other.account.clone(),
        score: other.score,
        hours: common.len(),
        first_hour: common.first().and_then(|&hour| begins(campaign, hour)),
        templates: templates.filter_map(|(place, _)| name(*place)).collect(),
    }
}

/// When an hour of a campaign begins.
fn begins(campaign: &CampaignFinding, hour: u32) -> Option<Timestamp> {
    let first = campaign.first_seen.as_millis().div_euclid(HOUR_MILLIS);
    Timestamp::from_millis((first + i64::from(hour)) * HOUR_MILLIS).ok()
}
