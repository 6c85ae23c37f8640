//! Calibrated: the baseline of a run's ordinary traffic.

use std::collections::{BTreeMap, BTreeSet};

use super::error::DetectError;
use super::fit::weighed;
use super::run::Run;
use super::tell::{Named, Shown, named};
use super::users::users;
use super::weigh::Called;
use crate::baseline::{Application, Baseline};
use crate::judge::{Judged, Reference};

/// What is ordinary though it looks dealt, by what a person knows.
#[derive(Clone, Copy, Debug)]
#[cfg_attr(not(feature = "internals"), non_exhaustive)]
pub enum Accept<'a> {
    /// Everything: the log is known to hold no campaign.
    Everything,
    /// These campaigns, by the names that a detection on the same log with the same settings gives them.
    Named(&'a [String]),
}

impl Accept<'_> {
    fn holds(self, name: &str) -> bool {
        match self {
            Self::Everything => true,
            Self::Named(names) => names.iter().any(|n| n == name),
        }
    }
}

/// Share of a group's members that are a campaign's, from which on the group is not ordinary.
const MOSTLY: f64 = 0.5;

/// What is left out of a baseline.
struct Suspects {
    actors: BTreeSet<u32>,
    templates: BTreeSet<u32>,
}

/// The baseline of all groups and templates but those of campaigns; `accept` says what a person knows to be ordinary.
///
/// # Errors
/// Where `accept` names what is no campaign of the run.
pub(super) fn calibrated(
    run: &Run<'_>,
    judged: &[Judged],
    called: &Called,
    accept: Accept<'_>,
    model: Option<&str>,
) -> Result<Baseline, DetectError> {
    let named = named(run, Shown::of(run, judged, called));
    let is_campaign = |n: &&Named<'_>| n.operator.is_none() || !n.is_apart;
    let names: &[String] = if let Accept::Named(names) = accept { names } else { &[] };
    if let Some(unknown) = names.iter().find(|a| !named.iter().filter(is_campaign).any(|n| n.name == **a)) {
        return Err(DetectError::UnknownCampaign(unknown.clone()));
    }
    let (ordinary, rest): (Vec<_>, Vec<_>) =
        named.iter().filter(is_campaign).partition(|n| accept.holds(&n.name));
    let suspects = Suspects {
        actors: rest.iter().flat_map(|n| n.shown.members.iter().map(|m| m.actor)).collect(),
        templates: rest.iter().flat_map(|n| n.shown.templates.iter().copied()).collect(),
    };
    let taken: BTreeSet<u32> =
        ordinary.iter().flat_map(|n| n.shown.members.iter().map(|m| m.actor)).collect();
    // What looks dealt is ordinary where a person says so, whatever an earlier baseline excused.
    let is_known = |judged: &Judged| matches!(accept, Accept::Everything) || mostly(judged, &taken);
    let looks_dealt = |judged: &Judged| judged.evidence() > 0.0 && !is_known(judged);
    let kept = (0..judged.len()).filter(|&g| {
        !called.is_apart[g] && !mostly(&judged[g], &suspects.actors) && !looks_dealt(&judged[g])
    });
    let reference = Reference::of(kept.map(|g| (judged[g].repeats, judged[g].evidence())));
    let accepted = ordinary.iter().flat_map(|n| n.shown.templates.iter().copied()).collect();
    let new = Baseline::new(
        run.params.hash_key,
        weighed(run, model),
        reference,
        applications(run, judged, &suspects, &accepted),
    );
    Ok(match &run.params.baseline {
        Some(before) => Baseline::clone(before).with(new),
        None => new,
    })
}

/// Whether most members of a group are among some actors.
fn mostly(judged: &Judged, actors: &BTreeSet<u32>) -> bool {
    let members = &judged.part.group.members;
    let among = members.iter().filter(|m| actors.contains(&m.actor)).count();
    among as f64 >= MOSTLY * members.len() as f64
}

/// The templates with users enough to be judged, or accepted, and how these behaved.
fn applications(
    run: &Run<'_>,
    judged: &[Judged],
    suspects: &Suspects,
    accepted: &BTreeSet<u32>,
) -> Vec<Application> {
    let mut log_odds: BTreeMap<u32, f64> = BTreeMap::new();
    for judged in judged {
        for &template in &judged.part.group.templates {
            let most = log_odds.entry(template).or_insert(f64::MIN);
            *most = most.max(judged.evidence());
        }
    }
    let least = run.params.min_actors as usize;
    let kept = (0u32..).zip(users(run)).filter(|(t, of)| {
        let is_judged = of.accounts >= least && log_odds.contains_key(t) && !suspects.templates.contains(t);
        is_judged || accepted.contains(t)
    });
    kept.map(|(template, of)| Application {
        sketch: run.sketch(template),
        accounts: of.accounts,
        requests: of.requests,
        log_odds: log_odds.get(&template).copied(),
        accepted: accepted.contains(&template),
    })
    .collect()
}
