//! Mixture: workers and bystanders of one template, parted by what each did.
//!
//! A mixture of two kinds is fitted by expectation maximisation: workers have hardly any sessions, no hours of their own and
//! loads alike; people differ in all of these. How many are workers, how much each kind does, and how often each keeps all of
//! its traffic inside the group is learned.

use super::large::each;
use super::kinds::{ALIKE, Kind, Kinds, PEOPLE, Shown, UNEVEN};
use super::own::{ASKERS, Conduct, Own, OwnReadings};
use crate::observe::Group;


/// Chances, one of them the group's own, that a worker's request follows the one before within a session.
const RATES: [f64; 5] = [0.02, 0.06, 0.12, 0.24, 0.45];
/// Of these, how many are low enough to tell workers from people.
const APART: usize = 4;
/// Gain in log-likelihood by which workers who are not dealt alike must be the better explanation: they look like people.
const SIMPLER: f64 = 3.0;
/// Steps to that share where all are people.
const ASKED: usize = 5;
/// Steps of a fit at most, and the change of chances below which it stands.
const STEPS: usize = 25;
const STANDS: f64 = 1e-6;
/// Share of workers in a group that looks like one kind.
const WORKERS: f64 = 0.95;

/// What a fit says of a group's members.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Mixture {
    /// The chance (0 to 1) of each member to be a worker.
    pub chance: Vec<f64>,
    /// Gain in log-likelihood over the better of the two pure explanations.
    pub gain: f64,
    /// Chance that a worker's request follows the one before within a session, and the place of its load in [`VARIATIONS`].
    rate: f64,
    load: usize,
    /// Share of people who ask once at a time.
    askers: f64,
    /// Whether workers have hours of their own, as people have.
    keep_hours: bool,
    /// Log-likelihood of all members, up to a term that is the same for all fits.
    likelihood: f64,
}

impl Mixture {
    /// Fits the members of a group to what they did. Workers have no hours of their own, but where they `may_keep_hours`, that
    /// explains the group better than that they have none: the hours of bystanders in their midst may look like theirs.
    pub fn fit(conduct: &Conduct, may_keep_hours: bool) -> Self {
        let people = all_people(conduct.own());
        let fit = Self::with_hours(conduct, false, people);
        if !may_keep_hours {
            return fit;
        }
        let keeping = Self::with_hours(conduct, true, people);
        if keeping.likelihood >= fit.likelihood { keeping } else { fit }
    }

    /// The best fit where workers keep hours or not; `people` is the log-likelihood where all are people.
    fn with_hours(conduct: &Conduct, keep_hours: bool, people: f64) -> Self {
        let own = conduct.own();
        let mean = own.iter().map(|o| o.count).sum::<f64>() / own.len().max(1) as f64;
        let of_rate = |&rate: &f64| -> Vec<(f64, Self)> {
            let worker: Vec<f64> = own.iter().map(|o| o.worker(rate, keep_hours)).collect();
            let by_times = |(o, w): (&Own, &f64)| 1.0 / (1.0 + (o.person(ASKERS) - w).exp());
            let by_times: Vec<f64> = own.iter().zip(&worker).map(by_times).collect();
            let by_load = own.iter().map(|o| if o.count >= mean { 0.9 } else { 0.1 });
            let starts = [(by_times.clone(), ALIKE), (by_load.collect(), ALIKE), (by_times, UNEVEN)];
            let fits = starts.map(|(start, load)| {
                let fit = Self { rate, keep_hours, ..fit(own, &worker, start, load, people) };
                (fit.gain - if load == UNEVEN { SIMPLER } else { 0.0 }, fit)
            });
            fits.into()
        };
        let fits = each(own.len(), RATES[..APART].iter().collect(), of_rate);
        // Of equals the first.
        let better = |best: (f64, Self), next: (f64, Self)| if next.0 > best.0 { next } else { best };
        fits.into_iter().flatten().reduce(better).map(|(_, fit)| fit).unwrap_or_default()
    }

    /// Whether workers have hours of their own, by the fit.
    pub fn keeps_hours(&self) -> bool {
        self.keep_hours
    }

    /// The chance (0 to 1) of each member to be a worker by a part of what it did alone: what the two kinds do is taken from the
    /// fit, who belongs to which is not.
    pub fn seen_in(&self, part: &Conduct) -> Vec<f64> {
        let own = part.own();
        let kinds = Kinds::learn(own, &self.chance, self.load, self.askers);
        let ratio = |own: &Own| kinds.ratio(own, own.worker(self.rate, self.keep_hours));
        own.iter().map(|own| 1.0 / (1.0 + (-ratio(own)).exp())).collect()
    }
}

/// The chance (0 to 1) of each member to be a worker, where the group as a whole is one of workers: by what the member itself did, which
/// stands beside it.
pub fn memberships(conduct: &Conduct, keep_hours: bool) -> Vec<(f64, OwnReadings)> {
    let own = conduct.own();
    let odds = (WORKERS / (1.0 - WORKERS)).ln();
    let times = |rate: f64| own.iter().map(move |o| odds + o.worker(rate, keep_hours) - o.person(ASKERS));
    let explained = |rate: f64| (times(rate).map(|t| log_sum(t, 0.0)).sum::<f64>(), rate);
    let [first, rest @ ..] = RATES.map(explained);
    let (_, rate) = rest.into_iter().fold(first, |best, other| if other.0 > best.0 { other } else { best });
    times(rate).zip(own).map(|(t, o)| (1.0 / (1.0 + (-t).exp()), o.told(rate, keep_hours))).collect()
}

/// The members of one kind.
pub fn part(group: &Group, keep: impl Fn(usize) -> bool) -> Group {
    let members =
        group.members.iter().enumerate().filter(|(i, _)| keep(*i)).map(|(_, m)| m.clone()).collect();
    Group { templates: group.templates.clone(), members }
}

/// Log-likelihood where all are people.
fn all_people(own: &[Own]) -> f64 {
    let askers = (0..=ASKED).fold(ASKERS, |askers, _| Shown::all(own, askers).askers());
    let person = Kind::learn(&Shown::all(own, askers), PEOPLE);
    own.iter().map(|o| o.person(askers) + person.likelihood(o)).sum()
}

/// One fit from one start; `people` is the log-likelihood where all are people.
fn fit(own: &[Own], worker_times: &[f64], start: Vec<f64>, load: usize, people: f64) -> Mixture {
    let mut chance = start;
    let mut askers = ASKERS;
    for _ in 0..STEPS {
        let kinds = Kinds::learn(own, &chance, load, askers);
        askers = kinds.askers;
        let mut change = 0.0f64;
        for ((c, o), t) in chance.iter_mut().zip(own).zip(worker_times) {
            let next = 1.0 / (1.0 + (-kinds.ratio(o, *t)).exp());
            change = change.max((next - *c).abs());
            *c = next;
        }
        if change < STANDS {
            break;
        }
    }
    let kinds = Kinds::learn(own, &chance, load, askers);
    let (share, rest) = (kinds.share.ln(), (1.0 - kinds.share).ln());
    let each = own.iter().zip(worker_times);
    let mixed: f64 =
        each.map(|(o, t)| log_sum(share + t + kinds.worker.likelihood(o), rest + kinds.person(o))).sum();
    let workers = Kind::learn(&Shown::all(own, askers), load);
    let workers: f64 = own.iter().zip(worker_times).map(|(o, t)| t + workers.likelihood(o)).sum();
    Mixture {
        chance,
        gain: mixed - workers.max(people),
        rate: 0.0,
        load,
        askers: kinds.askers,
        keep_hours: false,
        likelihood: mixed,
    }
}

fn log_sum(a: f64, b: f64) -> f64 {
    let most = a.max(b);
    most + ((a - most).exp() + (b - most).exp()).ln()
}
