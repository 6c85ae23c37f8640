//! Candidate: a group whole, and its workers and bystanders apart where two kinds explain it better.

use rustc_hash::FxHashMap;

use crate::detector::run::Run;
use crate::judge::{EVEN, Judged};
use crate::observe::common_value;

/// Log-odds by which the workers alone must look more dealt than a group that looks dealt as a whole.
const BETTER: f64 = 2.0;
/// Log-odds below which the bystanders must lie: where they could be dealt as well, they are of one kind with the workers.
const PEOPLE: f64 = -2.0;

/// The chance to be a worker of bystanders who are too few to be a group of their own.
const BYSTANDER: f64 = 0.25;
/// The chance to be a worker below which a member is surely a bystander.
const SURELY: f64 = 1e-3;

/// A group, whole and in parts.
pub(super) struct Candidate {
    pub(super) whole: Judged,
    /// Workers, and bystanders where they are enough to be a group.
    pub(super) parts: Option<(Judged, Option<Judged>)>,
}

impl Candidate {
    /// All that is judged.
    pub(super) fn all(&mut self) -> impl Iterator<Item = &mut Judged> {
        let parts =
            self.parts.iter_mut().flat_map(|(workers, others)| std::iter::once(workers).chain(others));
        std::iter::once(&mut self.whole).chain(parts)
    }

    /// The group in parts, where its workers are a campaign and the rest is none; else whole.
    pub(super) fn decide(mut self, run: &Run<'_>) -> Vec<Judged> {
        let above = |j: &Judged| j.strength >= EVEN;
        let is_open_too = |j: &Judged| j.verdict.log_odds() > PEOPLE;
        let parts = self.parts.filter(|(_, others)| !others.as_ref().is_some_and(is_open_too));
        match parts {
            Some((workers, others))
                if above(&workers)
                    && (!above(&self.whole)
                        || workers.verdict.log_odds() > self.whole.verdict.log_odds() + BETTER) =>
            {
                return std::iter::once(workers.with_hint()).chain(others).collect();
            }
            Some((workers, others)) => keep_to(&mut self.whole, &workers, others.as_ref()),
            None => {}
        }
        if is_open(run, &self.whole) { vec![self.whole.with_hint()] } else { vec![self.whole] }
    }
}

/// Lets a group that is not parted accuse no bystander for the company of workers: none that is surely one and, where most members
/// are bystanders, only those that look like workers themselves.
fn keep_to(whole: &mut Judged, workers: &Judged, others: Option<&Judged>) {
    let chances = |part: &Judged| -> Vec<(u32, f64)> {
        part.part.group.members.iter().map(|m| m.actor).zip(part.part.membership.iter().copied()).collect()
    };
    let is_most = 2 * workers.part.group.members.len() < whole.part.group.members.len();
    let mut chance: FxHashMap<u32, f64> =
        others.into_iter().flat_map(chances).map(|(a, c)| (a, 1.0 - c)).collect();
    chance.extend(chances(workers));
    let members = whole.part.group.members.iter().zip(&mut whole.part.membership);
    for (member, own) in members {
        let chance = chance.get(&member.actor).copied().unwrap_or(BYSTANDER);
        if is_most || chance < SURELY {
            *own = own.min(chance);
        }
    }
}

/// Whether nothing that its members openly share explains a group: one operator with many keys needs no hint.
fn is_open(run: &Run<'_>, judged: &Judged) -> bool {
    let members = &judged.part.group.members;
    run.columns.attributes.iter().all(|attribute| common_value(attribute, members).is_none())
}
