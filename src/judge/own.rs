//! Own: what each member of a group did, and how likely that is of a worker and of a person.

use crate::observe::{Group, HumanRhythm, Member, Traffic, ln_rising};
use crate::request::DAY_MILLIS;

/// Pseudo-counts behind each rate of sessions: people and workers differ among themselves.
const PEOPLE_SPREAD: f64 = 4.0;
const WORKER_SPREAD: f64 = 20.0;
/// Share of people who ask once at a time before any are seen, and their rate of sessions.
pub(super) const ASKERS: f64 = 0.15;
const ASKERS_RATE: f64 = 0.03;
/// How much people keep to an hour of their own: concentrations of von Mises, from none to a timer's.
const HABITS: [f64; 6] = [0.0, 0.5, 1.0, 2.0, 8.0, 60.0];
/// Variation of loads: of workers who are dealt alike, of workers who are not, of people.
pub(super) const VARIATIONS: [f64; 3] = [0.06, 0.7, 1.0];
/// Pieces of a day.
const HOURS: usize = 24;
/// Sessions that count at most for the hour of day.
const SESSIONS: usize = 30;

/// What the members of a group did, in their order.
#[derive(Clone, Debug)]
pub struct Conduct(Vec<Own>);

impl Conduct {
    /// Of the members of a group, as far as a part of their requests shows it: `seen` holds the same members in the same order,
    /// each with that part.
    pub fn of(traffic: &Traffic, rhythm: &HumanRhythm, group: &Group, seen: &Group) -> Self {
        Self(Own::all(traffic, rhythm, group, seen))
    }

    pub(super) fn own(&self) -> &[Own] {
        &self.0
    }
}

/// What a member did along one axis.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct OwnReading {
    /// The effect, 0 to 1.
    pub value: f64,
    /// Its standard error.
    pub error: f64,
    /// How much it speaks for a worker rather than for a person, in nats.
    pub weight: f64,
}

/// What a member did, axis by axis.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct OwnReadings {
    /// The share of its requests that follow another one within ten minutes.
    pub sessions: OwnReading,
    /// How much its sessions lie at one time of day: the length of their mean direction.
    pub hours: OwnReading,
}

/// What one member did in its group.
#[derive(Clone, Copy, Debug)]
pub(super) struct Own {
    /// Events.
    pub(super) count: f64,
    /// Short gaps and all gaps between them, at most thirty.
    short: f64,
    gaps: f64,
    /// Logarithm of the likelihood of its gaps, of a person who asks in sessions; and how many times as likely they are of one who
    /// asks once at a time.
    sessions: f64,
    once: f64,
    /// Logarithm of the likelihood of its hours of day: of a person with a habit over one who keeps the group's hours.
    person_hours: f64,
    /// Logarithms of the rising factorials that its load's likelihood needs, for each variation.
    pub(super) rising: [f64; VARIATIONS.len()],
    /// Whether all of its traffic lies in the group.
    pub(super) inside: bool,
    /// Sessions whose hours count, and how much they lie at one time of day: the length of their mean direction, 0 to 1.
    sessions_seen: f64,
    resultant: f64,
}

impl Own {
    fn all(traffic: &Traffic, rhythm: &HumanRhythm, group: &Group, seen: &Group) -> Vec<Self> {
        let angles: Vec<Vec<f64>> = seen.members.iter().map(|m| angles(traffic, m)).collect();
        let mut pool = [0.0; HOURS];
        angles.iter().for_each(|a| histogram(a).iter().zip(&mut pool).for_each(|(h, p)| *p += h));
        let inside = group.members.iter().map(|m| m.requests.len() == traffic.activity(m.actor));
        let each = seen.members.iter().zip(&angles).zip(inside);
        each.map(|((member, angles), inside)| Self {
            inside,
            ..Self::new(traffic, rhythm, member, angles, &pool)
        })
        .collect()
    }

    fn new(
        traffic: &Traffic,
        rhythm: &HumanRhythm,
        member: &Member,
        angles: &[f64],
        pool: &[f64; HOURS],
    ) -> Self {
        let gaps = rhythm.gaps(traffic, member);
        let counted = gaps.capped();
        let (short, all) = (counted.short.round(), counted.all.round());
        let (x, y) = direction(angles);
        let human = if gaps.all > 0.0 { (gaps.expected / gaps.all).clamp(0.05, 0.95) } else { 0.5 };
        let sessions = beta_binomial(short, all, human, PEOPLE_SPREAD);
        let count = traffic.openings(&member.requests).count();
        Self {
            count: count as f64,
            rising: VARIATIONS.map(|v| ln_rising(1.0 / v, count as f64)),
            short,
            gaps: all,
            sessions,
            once: (beta_binomial(short, all, ASKERS_RATE, WORKER_SPREAD) - sessions).exp(),
            person_hours: habit(angles) - either(shared(angles, pool)),
            inside: false,
            sessions_seen: angles.len() as f64,
            resultant: x.hypot(y) / (angles.len() as f64).max(1.0),
        }
    }

    /// Logarithm of the likelihood of its times, of a worker of such a rate of sessions; up to a term that is the same
    /// for a person. Workers that `keep_hours` are not told from people by them.
    pub(super) fn worker(&self, rate: f64, keep_hours: bool) -> f64 {
        let gaps = beta_binomial(self.short, self.gaps, rate, WORKER_SPREAD);
        gaps - if keep_hours { 0.0 } else { self.person_hours }
    }

    /// What speaks for a worker of such a rate of sessions rather than for a person, axis by axis.
    pub(super) fn told(&self, rate: f64, keep_hours: bool) -> OwnReadings {
        let sessions = beta_binomial(self.short, self.gaps, rate, WORKER_SPREAD) - self.person(ASKERS);
        let share = self.short / self.gaps.max(1.0);
        let (n, r) = (self.sessions_seen.max(1.0), self.resultant);
        OwnReadings {
            sessions: OwnReading {
                value: share,
                error: ((share * (1.0 - share)).max(1.0 / (self.gaps + 4.0)) / (self.gaps + 4.0)).sqrt(),
                weight: sessions,
            },
            hours: OwnReading {
                value: r,
                error: ((1.0 - r * r).max(0.0) / n).sqrt().max(1.0 / (n + 1.0)),
                weight: if keep_hours { 0.0 } else { -self.person_hours },
            },
        }
    }

    /// Logarithm of the likelihood of its gaps, of a person among people of whom a share asks once at a time.
    pub(super) fn person(&self, askers: f64) -> f64 {
        self.sessions + (1.0 - askers + askers * self.once).ln()
    }

    /// The chance that it asks once at a time, if it is a person.
    pub(super) fn asker(&self, askers: f64) -> f64 {
        askers * self.once / (1.0 - askers + askers * self.once)
    }
}

/// The times of day of a member's sessions, as angles.
fn angles(traffic: &Traffic, member: &Member) -> Vec<f64> {
    let angle = |time| (time as f64 / DAY_MILLIS as f64).rem_euclid(1.0) * std::f64::consts::TAU;
    traffic.sessions(&member.requests).take(SESSIONS).map(angle).collect()
}

fn hour(angle: f64) -> usize {
    ((angle / std::f64::consts::TAU * HOURS as f64) as usize).min(HOURS - 1)
}

/// The share of each hour, its neighbours counting half as much.
fn histogram(angles: &[f64]) -> [f64; HOURS] {
    let mut shares = [0.0; HOURS];
    for &angle in angles {
        for (shift, part) in [(HOURS - 1, 0.25), (0, 0.5), (1, 0.25)] {
            shares[(hour(angle) + shift) % HOURS] += part / angles.len() as f64;
        }
    }
    shares
}

/// Log-likelihood of hours, over even ones, of somebody who keeps those of the others in the group.
fn shared(angles: &[f64], pool: &[f64; HOURS]) -> f64 {
    let own = histogram(angles);
    let all: f64 = pool.iter().sum::<f64>() - own.iter().sum::<f64>();
    // As if one more member were awake at all hours.
    let density = |h: usize| (pool[h] - own[h] + 1.0 / HOURS as f64) / (all + 1.0) * HOURS as f64;
    angles.iter().map(|&angle| density(hour(angle)).max(1e-6).ln()).sum()
}

/// Log-likelihood, over even hours, of a worker: it keeps the hours of the others, whose log-likelihood is given, or none.
fn either(shared: f64) -> f64 {
    shared.max(0.0) + ((-shared.abs()).exp().ln_1p()) - std::f64::consts::LN_2
}

/// The sum of the directions of some angles.
fn direction(angles: &[f64]) -> (f64, f64) {
    angles.iter().fold((0.0f64, 0.0f64), |(x, y), a| (x + a.cos(), y + a.sin()))
}

/// Log-likelihood of hours, over even ones, of somebody with some habit of its own.
fn habit(angles: &[f64]) -> f64 {
    let (x, y) = direction(angles);
    let (resultant, n) = (x.hypot(y), angles.len() as f64);
    let each = HABITS.map(|k| log_bessel(k * resultant) - n * log_bessel(k));
    let most = each.iter().copied().fold(f64::MIN, f64::max);
    most + (each.iter().map(|e| (e - most).exp()).sum::<f64>() / HABITS.len() as f64).ln()
}

/// Natural logarithm of the modified Bessel function of order 0 (Abramowitz and Stegun, 9.8.1 and 9.8.2).
fn log_bessel(x: f64) -> f64 {
    if x < 3.75 {
        let t = (x / 3.75).powi(2);
        let terms = [1.0, 3.515_622_9, 3.089_942_4, 1.206_749_2, 0.265_973_2, 0.036_076_8, 0.004_581_3];
        return terms.iter().rev().fold(0.0, |sum, term| sum * t + term).ln();
    }
    let t = 3.75 / x;
    let terms = [
        0.398_942_28,
        0.013_285_92,
        0.002_253_19,
        -0.001_575_65,
        0.009_162_81,
        -0.020_577_06,
        0.026_355_37,
        -0.016_476_33,
        0.003_923_77,
    ];
    x - 0.5 * x.ln() + terms.iter().rev().fold(0.0, |sum, term| sum * t + term).ln()
}

/// Log-likelihood of `k` of `n` under a beta-binomial of this mean and this many pseudo-counts, without the binomial
/// coefficient, which is the same for every explanation.
fn beta_binomial(k: f64, n: f64, mean: f64, spread: f64) -> f64 {
    let (a, b) = (mean * spread, (1.0 - mean) * spread);
    ln_rising(a, k) + ln_rising(b, n - k) - ln_rising(spread, n)
}
