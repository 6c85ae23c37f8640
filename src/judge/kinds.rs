//! Kinds: workers and people of one group, as their members show them.

use super::own::{ASKERS, Own, VARIATIONS};

/// People as whose number the share of those who ask once at a time counts before any are seen.
const PRIOR: f64 = 10.0;
/// Steps to a mean at most, and the least mean.
const NEWTON: usize = 20;
const LEAST_MEAN: f64 = 1e-3;
/// Places in [`VARIATIONS`] of workers who are dealt alike, of workers who are not, of people.
pub(super) const ALIKE: usize = 0;
pub(super) const UNEVEN: usize = 1;
pub(super) const PEOPLE: usize = 2;

/// What members of a kind show together, each counted by its chance to belong to it.
#[derive(Clone, Copy, Default)]
pub(super) struct Shown {
    members: f64,
    /// Events.
    counts: f64,
    /// Those who asked at all, and those whose traffic all lies in the group.
    seen: f64,
    inside: f64,
    /// Those who ask once at a time.
    asked: f64,
}

impl Shown {
    /// What all members show, where all are of one kind.
    pub(super) fn all(own: &[Own], askers: f64) -> Self {
        let mut shown = Self::default();
        own.iter().for_each(|o| shown.add(o, 1.0, askers));
        shown
    }

    fn add(&mut self, own: &Own, chance: f64, askers: f64) {
        self.members += chance;
        self.counts += chance * own.count;
        self.seen += if own.count > 0.0 { chance } else { 0.0 };
        self.inside += if own.inside { chance } else { 0.0 };
        self.asked += chance * own.asker(askers);
    }

    /// The share of people who ask once at a time.
    pub(super) fn askers(&self) -> f64 {
        (self.asked + ASKERS * PRIOR) / (self.members + PRIOR)
    }
}

/// What is learned of one kind, as the terms of a member's log-likelihood.
#[derive(Clone, Copy)]
pub(super) struct Kind {
    /// Place in [`VARIATIONS`].
    variation: usize,
    /// Of one whose traffic does not all lie in the group, and of one whose traffic does.
    inside: [f64; 2],
    /// Of each event.
    event: f64,
    /// Of asking not at all, and of being seen.
    none: f64,
    seen: f64,
}

impl Kind {
    /// A kind as its members show it.
    pub(super) fn learn(shown: &Shown, variation: usize) -> Self {
        let load = untruncated((shown.counts + 1.5) / (shown.seen + 1.0), VARIATIONS[variation]);
        let inside = (shown.inside + 1.0) / (shown.members + 2.0);
        let size = 1.0 / VARIATIONS[variation];
        let none = size * (size / (size + load)).ln();
        Self {
            variation,
            inside: [(1.0 - inside).ln(), inside.ln()],
            event: (load / (size + load)).ln(),
            none,
            seen: (-none.exp()).ln_1p(),
        }
    }

    /// Log-likelihood of a member's load and of whether it stays inside, up to a term that is the same for both kinds.
    pub(super) fn likelihood(&self, own: &Own) -> f64 {
        let stays = self.inside[usize::from(own.inside)];
        if own.count == 0.0 {
            return stays;
        }
        stays + own.rising[self.variation] + own.count * self.event + self.none - self.seen
    }
}

/// Workers and people, as each member's chance to be a worker shows them.
pub(super) struct Kinds {
    pub(super) worker: Kind,
    person: Kind,
    /// Share of workers.
    pub(super) share: f64,
    /// Share of people who ask once at a time.
    pub(super) askers: f64,
}

impl Kinds {
    /// From each member's chance to be a worker, and the share of askers as it was thought before.
    pub(super) fn learn(own: &[Own], chance: &[f64], load: usize, askers: f64) -> Self {
        let (mut workers, mut people) = (Shown::default(), Shown::default());
        for (own, chance) in own.iter().zip(chance) {
            workers.add(own, *chance, askers);
            people.add(own, 1.0 - chance, askers);
        }
        Self {
            worker: Kind::learn(&workers, load),
            person: Kind::learn(&people, PEOPLE),
            share: (workers.members + 1.0) / (own.len() as f64 + 2.0),
            askers: people.askers(),
        }
    }

    /// Logarithm of a member's odds to be a worker; its times are as likely of one as `times` says, in logarithms.
    pub(super) fn ratio(&self, own: &Own, times: f64) -> f64 {
        let odds = (self.share / (1.0 - self.share)).ln();
        odds + times + self.worker.likelihood(own) - self.person(own)
    }

    /// Log-likelihood of a member's times, its load and whether it stays inside, of a person.
    pub(super) fn person(&self, own: &Own) -> f64 {
        own.person(self.askers) + self.person.likelihood(own)
    }
}

/// The mean of a negative binomial whose mean above 0 is given: by Newton's method from above, where the curve bends up.
fn untruncated(seen: f64, variation: f64) -> f64 {
    let mut mean = seen.max(LEAST_MEAN);
    for _ in 0..NEWTON {
        let none = -(variation * mean).ln_1p() / variation;
        let (some, none) = (-none.exp_m1(), none.exp());
        let slope = (some - mean * none / (1.0 + variation * mean)) / (some * some);
        let next = (mean - (mean / some - seen) / slope).max(LEAST_MEAN);
        let step = (next - mean).abs();
        mean = next;
        if step <= 1e-9 * mean {
            break;
        }
    }
    mean
}
