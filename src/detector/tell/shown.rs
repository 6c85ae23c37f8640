//! Shown: the groups that make campaigns. Groups of the same accounts are one campaign, whatever its templates.

use std::collections::{BTreeMap, BTreeSet};

use crate::components::Components;
use crate::detector::run::Run;
use crate::detector::weigh::Called;
use crate::judge::{EVEN, Judged};
use crate::observe::Member;

/// Groups are one campaign where they share this part of the smaller one's members.
const SHARED: f64 = 0.5;

/// A campaign: one group, or several of the same accounts.
pub(in crate::detector) struct Shown<'a> {
    /// The groups by their place among all that were judged, strongest first.
    pub(in crate::detector) groups: Vec<usize>,
    /// The strongest of them.
    pub(in crate::detector) judged: &'a Judged,
    /// The templates of all.
    pub(in crate::detector) templates: Vec<u32>,
    /// The members that belong to it beyond doubt, each with its requests in all templates.
    pub(in crate::detector) members: Vec<Member>,
}

impl<'a> Shown<'a> {
    /// The campaigns among the judged groups, which are sorted, strongest first.
    pub(in crate::detector) fn of(run: &Run<'_>, judged: &'a [Judged], called: &Called) -> Vec<Self> {
        let single: Vec<(usize, Vec<&Member>)> = judged
            .iter()
            .enumerate()
            .filter(|(group, _)| called.is_called[*group])
            .filter_map(|(group, judged)| Some((group, members(run, judged)?)))
            .collect();
        let (label, count) = same_accounts(&single).labels();
        let mut groups: Vec<Vec<usize>> = vec![Vec::new(); count as usize];
        label.iter().zip(0..).for_each(|(&l, place)| groups[l as usize].push(place));
        groups.into_iter().map(|places| Self::merged(judged, &single, &places)).collect()
    }

    /// The requests of its members.
    pub(in crate::detector) fn requests(&self) -> Vec<u32> {
        self.members.iter().flat_map(|m| m.requests.iter().copied()).collect()
    }

    fn merged(judged: &'a [Judged], single: &[(usize, Vec<&Member>)], places: &[usize]) -> Self {
        let groups: Vec<usize> = places.iter().map(|&place| single[place].0).collect();
        let mut requests: BTreeMap<u32, BTreeSet<u32>> = BTreeMap::new();
        for member in places.iter().flat_map(|&place| &single[place].1) {
            requests.entry(member.actor).or_default().extend(&member.requests);
        }
        let templates: BTreeSet<u32> =
            groups.iter().flat_map(|&group| judged[group].part.group.templates.iter().copied()).collect();
        Self {
            judged: &judged[groups[0]],
            groups,
            templates: templates.into_iter().collect(),
            members: requests
                .into_iter()
                .map(|(actor, requests)| Member { actor, requests: requests.into_iter().collect() })
                .collect(),
        }
    }
}

/// The members of a group that belong to it beyond doubt; `None` where they are too few for a campaign.
fn members<'a>(run: &Run<'_>, judged: &'a Judged) -> Option<Vec<&'a Member>> {
    let scored = judged.scores(run.traffic).zip(&judged.part.group.members);
    let members: Vec<&Member> =
        scored.filter(|((_, score), _)| *score >= EVEN).map(|(_, member)| member).collect();
    (members.len() >= run.params.min_actors as usize).then_some(members)
}

/// Joins groups, by their place, that share enough of the smaller one's members.
fn same_accounts(single: &[(usize, Vec<&Member>)]) -> Components {
    let mut places_of: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (place, (_, members)) in single.iter().enumerate() {
        members.iter().for_each(|m| places_of.entry(m.actor).or_default().push(place));
    }
    let mut shared: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for places in places_of.values() {
        for (i, &a) in places.iter().enumerate() {
            places[i + 1..].iter().for_each(|&b| *shared.entry((a, b)).or_default() += 1);
        }
    }
    let mut components = Components::new(single.len());
    for ((a, b), both) in shared {
        let smaller = single[a].1.len().min(single[b].1.len());
        if both as f64 >= SHARED * smaller as f64 {
            components.join(a as u32, b as u32);
        }
    }
    components
}
