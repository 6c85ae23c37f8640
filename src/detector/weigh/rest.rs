//! Rest: what is left of a group when those are taken out whom a campaign explains.
//!
//! Two lists may share a template, scaffolding such as `Options:` most of all: of both together no one story holds. Whoever was found by
//! another group is no riddle any more, and the others are judged by themselves.

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use super::called::Called;
use super::candidate::Candidate;
use super::parting::{Judging, is_judged};
use super::with_slots::with_slots;
use crate::detector::error::DetectError;
use crate::detector::run::Run;
use crate::embed::Embedder;
use crate::judge::{EVEN, Judged};
use crate::observe::{Group, HumanRhythm};

/// The share of a group's members that other groups explain, from which on the rest is judged anew.
const EXPLAINED: f64 = 0.1;

/// Judges the rest of groups that are no campaign and of whose members campaigns explain a part; such a group stands for its rest from then
/// on. Says whether there was any.
///
/// # Errors
/// Where the embedder fails.
pub(super) fn judge_rest(
    run: &Run<'_>,
    rhythm: &HumanRhythm,
    judged: &mut Vec<Judged>,
    called: &Called,
    embedder: Option<&Embedder>,
) -> Result<bool, DetectError> {
    let explained = explained(run, judged, called);
    let rest: Vec<Option<Group>> = judged
        .par_iter()
        .enumerate()
        .map(|(place, judged)| {
            let is_open = !called.is_called[place] && !called.is_apart[place] && !judged.part.chosen;
            is_open.then(|| rest(run, &judged.part.group, &explained)).flatten()
        })
        .collect();
    let mut open: Vec<(Judging<'_>, Group)> = Vec::new();
    for (whole, rest) in std::mem::take(judged).into_iter().zip(rest) {
        let Some(group) = rest else {
            judged.push(whole);
            continue;
        };
        let (rate, known) = (whole.rate, whole.known);
        open.push((Judging { run, rhythm, rate, prior: whole.verdict.prior + known, known }, group));
    }
    if open.is_empty() {
        return Ok(false);
    }
    let candidate = |(judging, group): (Judging<'_>, Group)| judging.candidate(group);
    let mut candidates: Vec<Candidate> = open.into_par_iter().with_max_len(1).map(candidate).collect();
    with_slots(&mut candidates, run, embedder)?;
    judged.extend(candidates.into_iter().flat_map(|candidate| candidate.decide(run)));
    Ok(true)
}

/// The accounts that belong to a campaign beyond doubt.
fn explained(run: &Run<'_>, judged: &[Judged], called: &Called) -> FxHashSet<u32> {
    let campaigns = judged.iter().enumerate().filter(|&(place, _)| called.is_called[place] && !called.is_apart[place]);
    let members = campaigns.flat_map(|(_, judged)| judged.scores(run.traffic));
    members.filter(|&(_, score)| score >= EVEN).map(|(actor, _)| actor).collect()
}

/// The members that nothing explains, where that is not nearly all of them and enough to be judged.
fn rest(run: &Run<'_>, group: &Group, explained: &FxHashSet<u32>) -> Option<Group> {
    let least = run.params.min_actors as usize;
    let kept = group.members.iter().filter(|m| !explained.contains(&m.actor));
    let rest = Group { templates: group.templates.clone(), members: kept.cloned().collect() };
    let gone = group.members.len() - rest.members.len();
    let is_enough = gone >= least && gone as f64 >= EXPLAINED * group.members.len() as f64;
    (is_enough && is_judged(run.traffic, &rest, least)).then_some(rest)
}
