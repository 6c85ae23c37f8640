//! Ordinary: for each campaign a group of about its size that is none, to be shown beside it.

use super::members::{first_hour, hours};
use super::named::hypothesis;
use super::shown::Shown;
use crate::detector::run::Run;
use crate::finding::OrdinaryGroup;
use crate::judge::Judged;
use crate::observe::Member;
use crate::request::Timestamp;

/// Strength above which a group is not held up as an ordinary one.
const ORDINARY: f64 = 0.05;
/// Accounts of a group that are shown: every k-th by first request, so that they are at most so many.
const ROWS: usize = 200;

/// The groups, and which of them (by place) stands beside each campaign.
pub(super) fn ordinary(
    run: &Run<'_>,
    judged: &[Judged],
    shown: &[&Shown<'_>],
) -> (Vec<OrdinaryGroup>, Vec<Option<usize>>) {
    let mut kept: Vec<&Judged> =
        judged.iter().filter(|j| j.strength < ORDINARY && !j.part.chosen && is_apart(j, shown)).collect();
    kept.sort_by_key(|j| (j.part.group.members.len(), j.part.group.templates.first().copied()));
    let mut chosen: Vec<usize> = Vec::new();
    let beside = shown.iter().map(|campaign| {
        let at = nearest(&kept, campaign.members.len())?;
        let place = chosen.iter().position(|&c| c == at);
        Some(place.unwrap_or_else(|| {
            chosen.push(at);
            chosen.len() - 1
        }))
    });
    let beside = beside.collect();
    let groups = chosen.iter().zip(1..).map(|(&at, number)| group(run, kept[at], number)).collect();
    (groups, beside)
}

/// Whether a group shares no template with what is shown: bystanders of a campaign are no measure.
fn is_apart(judged: &Judged, shown: &[&Shown<'_>]) -> bool {
    let own = &judged.part.group.templates;
    !own.is_empty() && shown.iter().all(|s| own.iter().all(|t| s.templates.binary_search(t).is_err()))
}

/// The place of the group whose size is nearest, by ratio; groups are sorted by size.
fn nearest(kept: &[&Judged], size: usize) -> Option<usize> {
    let sizes = |at: usize| kept[at].part.group.members.len().max(1) as f64;
    let distance = |at: usize| (sizes(at) / size.max(1) as f64).ln().abs();
    (0..kept.len()).min_by(|&a, &b| distance(a).total_cmp(&distance(b)))
}

fn group(run: &Run<'_>, judged: &Judged, number: usize) -> OrdinaryGroup {
    let members = &judged.part.group.members;
    let mut by_first: Vec<&Member> = members.iter().filter(|m| !m.requests.is_empty()).collect();
    by_first.sort_by_key(|m| m.requests[0]);
    let begin = first_hour(run, members);
    let step = by_first.len().div_ceil(ROWS).max(1);
    OrdinaryGroup {
        id: format!("g{number}"),
        hypothesis: hypothesis(None, &judged.verdict).into(),
        accounts: members.len(),
        requests: members.iter().map(|m| m.requests.len()).sum(),
        strength: judged.strength,
        first_hour: Timestamp::from_millis(begin).unwrap_or_default(),
        rows: by_first.into_iter().step_by(step).map(|m| hours(run, m, begin)).collect(),
    }
}
