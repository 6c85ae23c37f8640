//! Parting: workers and bystanders of one group, told apart and confirmed on what did not part them.

use rustc_hash::FxHashMap;

use super::candidate::Candidate;
use crate::baseline::KNOWN;
use crate::detector::run::Run;
use crate::judge::{Conduct, Hints, Judged, Mixture, OwnReadings, Part, Verdict, memberships, part};
use crate::observe::{GOLDEN, Group, HumanRhythm, Member, Traffic, mixed};
use crate::signal::Hypothesis;

/// Conversations beyond each account's first, for each account that a campaign must have, without which a group is not judged: nearly
/// all signals would be silent.
const JUDGED: usize = 2;
/// Gain in log-likelihood that makes a mixture.
const GAIN: f64 = 6.0;
/// Conversations beyond each account's first, without which a group's members are not told apart.
const REPEATS: usize = 30;
/// Chance from which on a member is surely a worker.
const SURE: f64 = 0.8;
/// Workers for each sure one at most: where few are sure, chance parts the group, and what it picks proves itself.
const SHARP: f64 = 1.5;
/// Log-odds that the sure workers must reach, without slots, on the halves of their requests that did not choose them: users of an
/// application stay far below.
const CONFIRMED: f64 = -3.0;
/// What is thought less of each worker that was parted from a known application's users, at most: it is one of these first (ln 5).
const USER: f64 = 1.6;
/// What is thought less of workers who had to be looked for, as odds in logarithms: many groups hold some that look dealt (-ln 3).
pub(super) const LOOKED_FOR: f64 = -1.1;

/// Judges one group.
pub(super) struct Judging<'a> {
    pub(super) run: &'a Run<'a>,
    pub(super) rhythm: &'a HumanRhythm,
    pub(super) rate: f64,
    pub(super) prior: f64,
    /// What is thought less of the group because its templates are known applications', at least 0.
    pub(super) known: f64,
}

impl Judging<'_> {
    fn verdict(&self, group: &Group, chosen: bool) -> Verdict {
        let facts = self.run.facts(group, self.rate);
        let prior = self.prior + if chosen { LOOKED_FOR } else { -self.known };
        Verdict::new(&facts.chosen(chosen), &self.run.params.without, prior)
    }

    /// What the members of a group did, as far as the part of their requests in `seen` shows it.
    fn conduct(&self, group: &Group, seen: &Group) -> Conduct {
        Conduct::of(self.run.traffic, self.rhythm, group, seen)
    }

    fn judged(&self, part: Part, verdict: Verdict) -> Judged {
        let (traffic, attributes) = (self.run.traffic, &self.run.columns.attributes);
        let hint = Hints { traffic, rhythm: self.rhythm, attributes }.probability(&part.group, self.rate);
        let again = repeats(traffic, &part.group);
        Judged::new(part, self.rate, again, verdict, hint)
    }

    /// The group, whole and in parts.
    pub(super) fn candidate(&self, group: Group) -> Candidate {
        let verdict = self.verdict(&group, false);
        let keep_hours = matches!(verdict.leading(), Hypothesis::DealtByHours | Hypothesis::DealtInTurns);
        let conduct = self.conduct(&group, &group);
        let is_enough = repeats(self.run.traffic, &group) >= REPEATS;
        let parts = is_enough.then(|| self.parts(&group, &conduct, keep_hours)).flatten();
        let (membership, own) = memberships(&conduct, keep_hours).into_iter().unzip();
        let part = Part { group, membership, own, chosen: false };
        let whole = Judged { known: self.known, ..self.judged(part, verdict) };
        Candidate { whole, parts }
    }

    /// Workers and bystanders, where two kinds explain the group better than one and the workers prove it on requests that did not
    /// choose them.
    fn parts(
        &self,
        group: &Group,
        conduct: &Conduct,
        may_keep_hours: bool,
    ) -> Option<(Judged, Option<Judged>)> {
        let least = self.run.params.min_actors as usize;
        let mixture = Mixture::fit(conduct, may_keep_hours);
        let is_worker = |i: usize| mixture.chance[i] > 0.5;
        let workers = part(group, is_worker);
        let bystanders = group.members.len() - workers.members.len();
        if mixture.gain < GAIN || workers.members.len() < least || bystanders == 0 {
            return None;
        }
        let sharp = mixture.chance.iter().filter(|c| **c > SURE).count();
        if SHARP * (sharp as f64) < workers.members.len() as f64 || !self.is_confirmed(group, &mixture) {
            return None;
        }
        let judged = |group: Group, membership: Vec<f64>, own: Vec<OwnReadings>| {
            let verdict = self.verdict(&group, true);
            self.judged(Part { group, membership, own, chosen: true }, verdict)
        };
        let by_own = |group: &Group| memberships(&self.conduct(group, group), mixture.keeps_hours());
        let chance = |kind: bool| {
            let kept = mixture.chance.iter().filter(move |c| (**c > 0.5) == kind);
            kept.map(move |c| if kind { *c } else { 1.0 - c }).collect::<Vec<f64>>()
        };
        let others = (bystanders >= least).then(|| {
            let others = part(group, |i| !is_worker(i));
            let own = by_own(&others).into_iter().map(|(_, own)| own).collect();
            judged(others, chance(false), own)
        });
        let less = self.less_of_each(group.members.len(), bystanders);
        // Company is not enough: a worker is one by what it did itself, too.
        let own = by_own(&workers).into_iter();
        let own =
            own.zip(chance(true)).map(|((own, told), chance)| (less_likely(chance.min(own), less), told));
        let (membership, own) = own.unzip();
        Some((judged(workers, membership, own), others))
    }

    /// What is thought less of each worker parted from a group that keeps so many others: as far as the application had these as users.
    fn less_of_each(&self, members: usize, others: usize) -> f64 {
        USER * (self.known / KNOWN * members as f64 / others.max(1) as f64).min(1.0)
    }

    /// Whether the sure workers of a group look dealt on what did not choose them.
    fn is_confirmed(&self, group: &Group, mixture: &Mixture) -> bool {
        let sure = self.sure(group, mixture);
        sure.members.len() >= self.run.params.min_actors as usize
            && self.verdict(&sure, true).log_odds() >= CONFIRMED + LOOKED_FOR
    }

    /// The sure workers of a group, each with the half of its requests for which the other half chose it: what chose a worker proves
    /// nothing of it.
    fn sure(&self, group: &Group, mixture: &Mixture) -> Group {
        let halves = [false, true].map(|second| self.half(group, second));
        let chosen = halves.each_ref().map(|half| mixture.seen_in(&self.conduct(group, half)));
        let members = group.members.iter().enumerate().map(|(i, member)| {
            let kept = |half: usize| {
                let is_sure = chosen[1 - half][i] > SURE;
                halves[half].members[i].requests.iter().filter(move |_| is_sure)
            };
            let mut requests: Vec<u32> = kept(0).chain(kept(1)).copied().collect();
            requests.sort_unstable();
            Member { actor: member.actor, requests }
        });
        Group {
            templates: group.templates.clone(),
            members: members.filter(|m| !m.requests.is_empty()).collect(),
        }
    }

    /// The half of each member's conversations that a keyed hash of the moments at which they began picks.
    fn half(&self, group: &Group, second: bool) -> Group {
        let traffic = self.run.traffic;
        let key = self.run.params.hash_key.lot() ^ self.run.params.seed;
        let picked = |began: i64| {
            let lot = mixed(key ^ (began as u64).wrapping_mul(GOLDEN));
            (lot >> 63 == 1) == second
        };
        let members = group.members.iter().map(|m| {
            let mut began: FxHashMap<u32, i64> = FxHashMap::default();
            let is_in = |&r: &u32| {
                let time = traffic.times[r as usize];
                picked(*began.entry(traffic.conversation(r)).or_insert(time))
            };
            Member { actor: m.actor, requests: m.requests.iter().copied().filter(is_in).collect() }
        });
        Group { templates: group.templates.clone(), members: members.collect() }
    }
}

/// A chance (0 to 1) whose odds are lowered by so many nats.
fn less_likely(chance: f64, less: f64) -> f64 {
    if less <= 0.0 {
        return chance;
    }
    let less = (-less).exp();
    chance * less / (chance * less + 1.0 - chance).max(f64::MIN_POSITIVE)
}

/// Conversations beyond each account's first.
pub(super) fn repeats(traffic: &Traffic, group: &Group) -> usize {
    group.members.iter().map(|m| traffic.openings(&m.requests).count().saturating_sub(1)).sum()
}

/// Whether a group has members enough, `least`, and says enough to be judged.
pub(super) fn is_judged(traffic: &Traffic, group: &Group, least: usize) -> bool {
    group.members.len() >= least && repeats(traffic, group) >= JUDGED * least
}
