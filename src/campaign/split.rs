//! Split: a campaign may hide in the template of a benign app. Workers and people then stand in one group; their
//! rhythm tells them apart.
//!
//! A mixture of two kinds of members is fitted by expectation maximisation. People leave sessions at the rate of the
//! run's own null, workers hardly any; how often each kind keeps all of its traffic inside the group is learned.

use crate::evidence::{Gaps, Group, HumanRhythm, Member, Traffic};

/// Chances, one of them the group's own, that a worker's request follows the one before within a session: dealt out
/// evenly, or in waves.
const WORKER_RATES: [f64; 3] = [0.04, 0.12, 0.24];
/// Pseudo-counts behind each rate: people and workers differ among themselves.
const PEOPLE_SPREAD: f64 = 4.0;
const WORKER_SPREAD: f64 = 20.0;
const STEPS: usize = 60;
/// Gain in log-likelihood over the better of the two pure explanations that makes a mixture.
const GAIN: f64 = 12.0;

/// A group of one kind, with the trust (0 to 1) that each member belongs to it.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// Its members.
    pub group: Group,
    /// The square of each member's chance to be of its kind, in the same order: nobody is flagged for company alone.
    pub membership: Vec<f64>,
}

impl Part {
    /// A group that is not parted: every member belongs to it.
    pub fn whole(group: Group) -> Self {
        let membership = vec![1.0; group.members.len()];
        Self { group, membership }
    }
}

struct Sight {
    people: f64,
    worker: f64,
    inside: bool,
}

/// Splits a group into workers and people where both explain it better than either alone, and each kind has at least
/// `least` members; else gives nothing.
pub fn split(traffic: &Traffic, rhythm: &HumanRhythm, group: &Group, least: usize) -> Vec<Part> {
    let inside = |m: &Member| m.requests.len() == traffic.activity(m.actor);
    let seen: Vec<(Gaps, bool)> =
        group.members.iter().map(|m| (rhythm.gaps(traffic, m), inside(m))).collect();
    let fits = WORKER_RATES.map(|rate| {
        let sights: Vec<Sight> = seen.iter().map(|&(gaps, inside)| sight(gaps, inside, rate)).collect();
        fit(&sights)
    });
    let [mut best, rest @ ..] = fits;
    for fit in rest {
        if fit.1 > best.1 {
            best = fit;
        }
    }
    let (chance, gain) = best;
    let workers = chance.iter().filter(|&&c| c > 0.5).count();
    if gain < GAIN || workers < least || chance.len() - workers < least {
        return Vec::new();
    }
    let part = |kind: bool| {
        let kept = || (0..chance.len()).filter(|&i| (chance[i] > 0.5) == kind);
        let members = kept().map(|i| group.members[i].clone()).collect();
        let membership = kept().map(|i| if kind { chance[i] } else { 1.0 - chance[i] }.powi(2)).collect();
        Part { group: Group { templates: group.templates.clone(), members }, membership }
    };
    vec![part(true), part(false)]
}

fn sight(gaps: Gaps, inside: bool, worker_rate: f64) -> Sight {
    let counted = gaps.capped();
    let (n, k) = (counted.all.round(), counted.short.round());
    let human = if gaps.all > 0.0 { (gaps.expected / gaps.all).max(worker_rate) } else { 0.5 };
    Sight {
        people: beta_binomial(k, n, human, PEOPLE_SPREAD),
        worker: beta_binomial(k, n, worker_rate, WORKER_SPREAD),
        inside,
    }
}

/// The chance of each member to be a worker, and the gain of the mixture over the better pure explanation.
fn fit(sights: &[Sight]) -> (Vec<f64>, f64) {
    let likelihood = |s: &Sight, (workers, inside): (f64, [f64; 2])| {
        let stays = |p: f64| if s.inside { p } else { 1.0 - p };
        let worker = workers.ln() + s.worker + stays(inside[0]).ln();
        let people = (1.0 - workers).ln() + s.people + stays(inside[1]).ln();
        (worker, people)
    };
    let all_inside = sights.iter().filter(|s| s.inside).count() as f64;
    let overall = (all_inside + 1.0) / (sights.len() as f64 + 2.0);
    let mut state = (0.5, [overall; 2]);
    let mut chance = vec![0.5; sights.len()];
    for _ in 0..STEPS {
        for (c, sight) in chance.iter_mut().zip(sights) {
            let (worker, people) = likelihood(sight, state);
            *c = 1.0 / (1.0 + (people - worker).exp());
        }
        let sum: f64 = chance.iter().sum();
        let inside: f64 = chance.iter().zip(sights).filter(|(_, s)| s.inside).map(|(c, _)| c).sum();
        let others = sights.len() as f64 - sum;
        let learned = [(inside + 1.0) / (sum + 2.0), (all_inside - inside + 1.0) / (others + 2.0)];
        state = (((sum + 1.0) / (sights.len() as f64 + 2.0)), learned);
    }
    let mixture: f64 = sights.iter().map(|s| log_sum(likelihood(s, state))).sum();
    let stays = |s: &Sight| if s.inside { overall.ln() } else { (1.0 - overall).ln() };
    let workers: f64 = sights.iter().map(|s| s.worker + stays(s)).sum();
    let people: f64 = sights.iter().map(|s| s.people + stays(s)).sum();
    (chance, mixture - workers.max(people))
}

fn log_sum((a, b): (f64, f64)) -> f64 {
    let most = a.max(b);
    most + ((a - most).exp() + (b - most).exp()).ln()
}

/// Log-likelihood of `k` of `n` under a beta-binomial of this mean and this many pseudo-counts, without the binomial
/// coefficient, which is the same for every explanation.
fn beta_binomial(k: f64, n: f64, mean: f64, spread: f64) -> f64 {
    let (a, b) = (mean * spread, (1.0 - mean) * spread);
    let rising = |x: f64, times: f64| (0..times as u32).map(|i| (x + f64::from(i)).ln()).sum::<f64>();
    rising(a, k) + rising(b, n - k) - rising(spread, n)
}
