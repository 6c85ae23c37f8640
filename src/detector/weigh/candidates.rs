//! Candidates: the groups of a run that are judged.

use std::cmp::Reverse;

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use super::candidate::Candidate;
use super::known::Known;
use super::parting::{Judging, LOOKED_FOR, is_judged};
use crate::detector::run::Run;
use crate::groups::Groups;
use crate::observe::{Group, HumanRhythm, Member, members, portfolios, verbatim};

/// What is thought less of a group of most accounts of a log, which may be whoever uses the application that the log is of.
const OF_ALL: f64 = LOOKED_FOR;

/// Accounts from which on a group that cannot be judged is told.
const TOLD: usize = 30;

/// The groups of a run that are judged, and those of many accounts that cannot be, the largest first.
pub(super) struct Candidates {
    pub(super) judged: Vec<Candidate>,
    pub(super) unjudged: Vec<Group>,
    /// How people's requests follow each other in this log.
    pub(super) rhythm: HumanRhythm,
}

/// The groups of a run: actors over the templates that they share; where these are several, also over each alone.
pub(super) fn candidates(run: &Run<'_>, known: &Known) -> Candidates {
    let (traffic, params) = (run.traffic, run.params);
    let least = params.min_actors as usize;
    let mut uses = vec![0usize; run.templates.len()];
    run.template_of.iter().flatten().for_each(|&t| uses[t as usize] += 1);
    let rhythm = HumanRhythm::fit(traffic, params.seed);
    let groups = portfolios(traffic, run.template_of, run.templates.len(), least, params.portfolio_alike);
    let rate = |group: &Group| {
        let taken: usize = group.templates.iter().map(|&t| uses[t as usize]).sum();
        taken as f64 / traffic.times.len().max(1) as f64
    };
    let with_single = groups.into_iter().flat_map(|group| {
        let prior = -(group.templates.len() as f64).ln();
        let single = if group.templates.len() < 2 { Vec::new() } else { by_template(run, &group) };
        std::iter::once((group, 0.0)).chain(single.into_iter().map(move |g| (g, prior)))
    });
    let templated = with_single.map(|(group, prior)| {
        let rate = rate(&group);
        (group, prior, rate)
    });
    let lists = verbatim(traffic, least).into_iter().map(|(group, rate)| (group, 0.0, rate));
    let is_judged = |group: &Group| is_judged(traffic, group, least);
    let (judged, others): (Vec<(Group, f64, f64)>, Vec<_>) =
        templated.chain(lists).partition(|(group, ..)| is_judged(group));
    let unjudged = unjudged(others.into_iter().map(|(group, ..)| group).collect(), &judged);
    // A large group takes as long as a hundred small ones: each is a piece of work of its own.
    let judged = judged.into_par_iter().with_max_len(1).map(|(group, prior, rate)| {
        let is_of_all = 2 * group.members.len() > run.log.accounts();
        let prior = prior + if is_of_all { OF_ALL } else { 0.0 };
        let known = known.less(run, &group);
        Judging { run, rhythm: &rhythm, rate, prior, known }.candidate(group)
    });
    Candidates { judged: judged.collect(), unjudged, rhythm }
}

/// The groups of many accounts of which nothing is judged; of several of one template the largest.
fn unjudged(mut others: Vec<Group>, judged: &[(Group, f64, f64)]) -> Vec<Group> {
    let mut seen: FxHashSet<u32> = judged.iter().flat_map(|(g, ..)| g.templates.iter().copied()).collect();
    others.retain(|group| group.members.len() >= TOLD && !group.templates.is_empty());
    others.sort_by_key(|group| (Reverse(group.members.len()), group.templates[0]));
    others.retain(|group| {
        let is_new = group.templates.iter().all(|t| !seen.contains(t));
        seen.extend(&group.templates);
        is_new
    });
    others
}

/// The parts of a group that lie in each of its templates.
fn by_template(run: &Run<'_>, group: &Group) -> Vec<Group> {
    let place = |r: u32| Some(group.templates.binary_search(&run.template_of[r as usize]?).ok()? as u32);
    let of_member = |m: &'_ Member| m.requests.iter().filter_map(|&r| Some((place(r)?, (m.actor, r)))).collect::<Vec<_>>();
    let placed: Vec<(u32, (u32, u32))> = group.members.iter().flat_map(of_member).collect();
    let requests: Groups<(u32, u32)> = Groups::new(group.templates.len(), placed.iter().copied());
    let part = |(&template, nth)| Group { templates: vec![template], members: members(requests.of(nth)) };
    group.templates.iter().zip(0u32..).map(part).collect()
}
