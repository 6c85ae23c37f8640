//! Candidate: a group whole, and its workers and bystanders apart where two kinds explain it better.

use super::run::Run;
use crate::evidence::common_value;
use crate::judge::{EVEN, Judged};

/// Log-odds by which the workers alone must look more dealt than a group that looks dealt as a whole.
const BETTER: f64 = 2.0;
/// Log-odds below which the bystanders must lie: where they could be dealt as well, they are of one kind with the workers.
const PEOPLE: f64 = -2.0;

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
    pub(super) fn decide(self, run: &Run<'_>) -> Vec<Judged> {
        let above = |j: &Judged| j.strength >= EVEN;
        let is_open_too = |j: &Judged| j.verdict.log_odds() > PEOPLE;
        match self.parts {
            Some((workers, others))
                if above(&workers)
                    && !others.as_ref().is_some_and(is_open_too)
                    && (!above(&self.whole)
                        || workers.verdict.log_odds() > self.whole.verdict.log_odds() + BETTER) =>
            {
                std::iter::once(workers.with_hint()).chain(others).collect()
            }
            _ if is_open(run, &self.whole) => vec![self.whole.with_hint()],
            _ => vec![self.whole],
        }
    }
}

/// Whether nothing that its members openly share explains a group: one operator with many keys needs no hint.
fn is_open(run: &Run<'_>, judged: &Judged) -> bool {
    let members = &judged.part.group.members;
    run.columns.attributes.iter().all(|attribute| common_value(attribute, members).is_none())
}
