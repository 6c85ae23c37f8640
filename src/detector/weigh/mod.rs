//! Weigh: groups of actors, parted, measured, judged and called.

mod called;
mod candidate;
mod candidates;
mod known;
mod known_application;
mod parting;
mod rest;
mod with_slots;


use crate::detector::error::DetectError;
use crate::detector::run::Run;
use crate::detector::watch::Clock;
use crate::embed::Embedder;
use crate::judge::Judged;
use crate::observe::Group;
pub use called::Called;
use candidates::{Candidates, candidates};
pub(super) use known::Known;
pub use known_application::KnownApplication;
use rest::judge_rest;
use with_slots::with_slots;

/// What was weighed.
pub(super) struct Weighed {
    /// The groups that were judged, strongest first.
    pub(super) judged: Vec<Judged>,
    /// What is made of each.
    pub(super) called: Called,
    /// Those of many accounts that cannot be judged.
    pub(super) unjudged: Vec<Group>,
}

/// Groups actors by the templates that they share, parts workers from bystanders, judges each group, and once more what is left of a group
/// where campaigns explain a part of it. Large groups that cannot be judged come apart.
pub(super) fn weigh(
    run: &Run<'_>,
    known: &Known,
    embedder: Option<&Embedder>,
    clock: &mut Clock<'_, '_>,
) -> Result<Weighed, DetectError> {
    let Candidates { judged: mut found, unjudged, rhythm } =
        clock.stage("signals", || candidates(run, known))?;
    clock.stage("slots", || with_slots(&mut found, run, embedder))??;
    let (mut judged, mut called) = clock.stage("judge", || {
        let judged = in_order(found.into_iter().flat_map(|candidate| candidate.decide(run)).collect());
        let called = Called::of(run, &judged);
        (judged, called)
    })?;
    if clock.stage("rest", || judge_rest(run, &rhythm, &mut judged, &called, embedder))?? {
        judged = in_order(judged);
        called = Called::of(run, &judged);
    }
    Ok(Weighed { judged, called, unjudged })
}

/// The strongest first.
fn in_order(mut judged: Vec<Judged>) -> Vec<Judged> {
    judged.sort_by(|a, b| {
        let first = |j: &Judged| j.part.group.members.first().map(|m| m.actor);
        b.strength.total_cmp(&a.strength).then_with(|| first(a).cmp(&first(b)))
    });
    judged
}
