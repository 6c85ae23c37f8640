//! Accounts of a cluster that change to one model at about the same time.

use std::collections::{HashMap, HashSet};

use super::clusters::Clusters;
use super::history::{DAY_MILLIS, HOUR_MILLIS};
use super::signal::GlasswallyReading;
use super::signal::GlasswallySignal::Pivot;

/// How near to each other changes count as one.
const NEAR: i64 = 6 * HOUR_MILLIS;
/// Accounts that change together, beyond chance.
const TOGETHER: usize = 5;

/// An account's change to another model.
struct Switch<'a> {
    millis: i64,
    account: u32,
    to: &'a str,
}

/// The models that accounts asked, and their changes, in order of time.
#[derive(Default)]
pub(super) struct Switches<'a> {
    asked: HashMap<u32, &'a str>,
    /// Place of an account's last change.
    last: HashMap<u32, usize>,
    made: Vec<Switch<'a>>,
}

impl<'a> Switches<'a> {
    /// Takes up a request for a model.
    pub(super) fn push(&mut self, millis: i64, account: u32, model: &'a str) {
        let before = self.asked.insert(account, model);
        if before.is_some_and(|before| before != model) {
            self.last.insert(account, self.made.len());
            self.made.push(Switch { millis, account, to: model });
        }
    }

    /// What is said of an account now.
    pub(super) fn reading(&self, now: i64, account: u32, clusters: &Clusters) -> Option<GlasswallyReading> {
        let own = &self.made[*self.last.get(&account)?];
        if now - own.millis > DAY_MILLIS {
            return None;
        }
        let cluster = clusters.number(account);
        let first = self.made.partition_point(|other| other.millis <= own.millis - NEAR);
        let near = self.made[first..].iter().take_while(|other| other.millis < own.millis + NEAR);
        let along = near.filter(|other| other.to == own.to && clusters.number(other.account) == cluster);
        let together = along.map(|other| other.account).collect::<HashSet<_>>().len();
        let coordinated = cluster.is_some() && together >= TOGETHER;
        let score = if coordinated { 0.2 + together as f64 / 30.0 * 0.8 } else { 0.2 };
        Some(GlasswallyReading::new(Pivot, score, 0.85))
    }
}
