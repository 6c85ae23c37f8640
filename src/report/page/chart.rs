//! When a campaign worked, beside an ordinary group of its size.

use serde::Serialize;

use super::axis::{TimeAxis, hour_of};
use super::heatmap::{Heatmap, Hours};
use super::names::Names;
use super::number::{count, counted};
use super::sample::{Limits, rule, spread};
use crate::finding::{CampaignFinding, HourCount, MemberFinding, OrdinaryGroup};
use crate::report::moment::minute;
use crate::request::{HOUR_MILLIS, Timestamp};

/// A line of the table that says the same as the chart.
#[derive(Serialize)]
pub(super) struct HourRow {
    pub name: String,
    pub first: String,
    pub requests: String,
    /// The hours, each with its requests where these are several.
    pub hours: String,
}

/// The ordinary group beside a campaign.
#[derive(Serialize)]
pub(super) struct Beside {
    pub id: String,
    pub hypothesis: String,
    pub accounts: String,
    pub requests: String,
    pub map: Heatmap,
}

/// Charts of a campaign.
#[derive(Serialize)]
pub(super) struct Chart {
    pub map: Heatmap,
    /// What is left out, in words; empty where nothing is.
    pub rule: String,
    /// The hour from which hours are counted.
    pub since: String,
    pub rows: Vec<HourRow>,
    pub beside: Option<Beside>,
}

/// Some of a campaign's members, by first seen.
pub(super) fn sampled(campaign: &CampaignFinding, most: usize) -> Vec<&MemberFinding> {
    let mut members: Vec<&MemberFinding> = campaign.members.iter().collect();
    members.sort_by(|a, b| a.first_seen.cmp(&b.first_seen).then_with(|| a.account.cmp(&b.account)));
    spread(members.len(), most).map(|at| members[at]).collect()
}

impl Chart {
    pub(super) fn new<'m>(
        campaign: &CampaignFinding,
        members: &[&'m MemberFinding],
        ordinary: &[OrdinaryGroup],
        (limits, names): (Limits, Names<'_>),
    ) -> Self {
        let since = hour_of(campaign.first_seen);
        let group = campaign.beside.as_ref().and_then(|id| ordinary.iter().find(|group| group.id == *id));
        let axis = axis(campaign, group, limits.columns);
        let hours = |member: &&'m MemberFinding| Hours {
            name: names.account(&member.account),
            since,
            hours: &member.hours,
        };
        let rows: Vec<Hours<'m>> = members.iter().map(hours).collect();
        let others = group.map_or(0, |group| sampled_rows(group, limits.rows).len());
        let begin = since.checked_mul(HOUR_MILLIS).and_then(|millis| Timestamp::from_millis(millis).ok());
        Self {
            map: Heatmap::new(axis, &rows, others),
            rule: rule(members.len(), campaign.members.len()),
            since: minute(begin.unwrap_or(campaign.first_seen)),
            rows: members.iter().zip(rows).map(|(member, row)| hour_row(member, row)).collect(),
            beside: group.map(|group| beside(group, axis, members.len(), limits)),
        }
    }
}

/// The axis of a campaign and the group beside it, so that both stand at the same scale.
fn axis(campaign: &CampaignFinding, group: Option<&OrdinaryGroup>, most: usize) -> TimeAxis {
    let first = hour_of(campaign.first_seen);
    let last_of = |row: &[HourCount]| row.last().map_or(0, |last| i64::from(last.0));
    let (mut low, mut high) = (first, hour_of(campaign.last_seen).max(first));
    if let Some(group) = group {
        let start = hour_of(group.first_hour);
        low = low.min(start);
        high = group.rows.iter().map(|row| start + last_of(row)).fold(high, i64::max);
    }
    TimeAxis::new(low, high, most)
}

fn sampled_rows(group: &OrdinaryGroup, most: usize) -> Vec<&Vec<HourCount>> {
    spread(group.rows.len(), most).map(|at| &group.rows[at]).collect()
}

fn beside(group: &OrdinaryGroup, axis: TimeAxis, others: usize, limits: Limits) -> Beside {
    let since = hour_of(group.first_hour);
    let named = |at: usize| format!("account {} of {}", at + 1, group.id);
    let rows = sampled_rows(group, limits.rows).into_iter().enumerate();
    let rows: Vec<Hours<'_>> = rows.map(|(at, hours)| Hours { name: named(at), since, hours }).collect();
    Beside {
        id: group.id.clone(),
        hypothesis: group.hypothesis.clone().into_owned(),
        accounts: counted(group.accounts, "account", "accounts"),
        requests: counted(group.requests, "request", "requests"),
        map: Heatmap::new(axis, &rows, others),
    }
}

fn hour_row(member: &MemberFinding, row: Hours<'_>) -> HourRow {
    let hour = |count: &HourCount| match count.1 {
        1 => count.0.to_string(),
        requests => format!("{}\u{d7}{requests}", count.0),
    };
    HourRow {
        name: row.name,
        first: minute(member.first_seen),
        requests: count(member.requests),
        hours: member.hours.iter().map(hour).collect::<Vec<_>>().join(" "),
    }
}
