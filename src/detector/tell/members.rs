//! What the accounts of a campaign did, hour by hour, template by template, attribute by attribute.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::detector::run::Run;
use crate::finding::{AttributeFinding, HourCount, MemberFinding};
use crate::observe::Member;
use crate::request::{Attributes, HOUR_MILLIS, Timestamp};

/// Values of an attribute that are shown.
const SHOWN: usize = 8;

/// What each account did, sorted by name; `score` is that of an actor.
pub(super) fn members(
    run: &Run<'_>,
    members: &[Member],
    templates: &[u32],
    score: impl Fn(u32) -> f64,
) -> Vec<MemberFinding> {
    let begin = first_hour(run, members);
    let of = |member: &Member| {
        let (first, last) = (member.requests.first()?, member.requests.last()?);
        let used = member.requests.iter().filter_map(|&r| {
            let template = run.template_of[r as usize]?;
            templates.binary_search(&template).ok()
        });
        Some(MemberFinding {
            account: run.log.account_name(member.actor).to_owned(),
            score: score(member.actor),
            requests: member.requests.len(),
            first_seen: run.log.time(*first),
            last_seen: run.log.time(*last),
            hours: hours(run, member, begin),
            templates: counted(used.map(|t| t as u32)),
        })
    };
    let mut found: Vec<MemberFinding> = members.iter().filter_map(of).collect();
    found.sort_unstable_by(|a, b| a.account.cmp(&b.account));
    found
}

/// The beginning (in milliseconds) of the hour in which the first request of some members lies.
pub(super) fn first_hour(run: &Run<'_>, members: &[Member]) -> i64 {
    let first = members.iter().filter_map(|m| m.requests.first());
    let first = first.map(|&r| run.log.time(r)).min().unwrap_or_else(Timestamp::default);
    first.as_millis().div_euclid(HOUR_MILLIS) * HOUR_MILLIS
}

/// The hours of a member's requests, counted from a moment before all of them.
pub(super) fn hours(run: &Run<'_>, member: &Member, begin: i64) -> Vec<HourCount> {
    let hour = |&r: &u32| ((run.log.time(r).as_millis() - begin) / HOUR_MILLIS) as u32;
    counted(member.requests.iter().map(hour))
        .into_iter()
        .map(|(hour, count)| HourCount(hour, count))
        .collect()
}

/// How often each value comes, in the order of the values.
fn counted(values: impl Iterator<Item = u32>) -> Vec<(u32, u32)> {
    let mut counts: BTreeMap<u32, u32> = BTreeMap::new();
    values.for_each(|value| *counts.entry(value).or_default() += 1);
    counts.into_iter().collect()
}

/// What the accounts of some members have of each attribute of the log.
pub(super) fn attributes(run: &Run<'_>, members: &[Member]) -> Vec<AttributeFinding> {
    let mut holders: BTreeMap<&str, BTreeMap<&str, usize>> = BTreeMap::new();
    for member in members {
        let pairs = member.requests.iter().flat_map(|&r| run.log.attributes(r));
        let mut own: Vec<(&str, &str)> =
            pairs.filter(|(attribute, _)| *attribute != Attributes::SESSION).collect();
        own.sort_unstable();
        own.dedup();
        for (attribute, value) in own {
            *holders.entry(attribute).or_default().entry(value).or_default() += 1;
        }
    }
    let told = |(attribute, counts): (&str, BTreeMap<&str, usize>)| {
        let values = counts.len();
        let mut most: Vec<(String, usize)> = counts.into_iter().map(|(v, n)| (v.to_owned(), n)).collect();
        most.sort_by_key(|(_, count)| Reverse(*count));
        most.truncate(SHOWN);
        AttributeFinding { name: attribute.to_owned(), values, most }
    };
    holders.into_iter().map(told).collect()
}
