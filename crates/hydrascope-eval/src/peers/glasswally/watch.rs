//! A log as it goes by, request by request.

use std::collections::{HashMap, HashSet, VecDeque};

use hydrascope::request::Request;

use super::bursts::Bursts;
use super::clusters::Clusters;
use super::elicitation::{likeness, reasoning};
use super::facts::Facts;
use super::habits::{sessions, shape, topics};
use super::history::{DAY_MILLIS, History, Sent};
use super::prompts::{marks, preamble, refusals};
use super::signal::GlasswallyReading;
use super::signal::GlasswallySignal::Hydra;
use super::switches::Switches;
use super::velocity::velocity;

/// The attribute that says which model was asked.
pub(crate) const MODEL: &str = "model";
/// Requests of a cluster in a day of which its signal is sure.
const SURE: f64 = 100.0;

/// What is known so far.
pub(super) struct Watch<'a> {
    clusters: &'a Clusters,
    histories: Vec<History<'a>>,
    /// When each cluster's requests of the last day came.
    of_cluster: Vec<VecDeque<i64>>,
    /// Accounts by the instructions that they began with.
    preambles: HashMap<u64, HashSet<u32>>,
    bursts: Bursts,
    switches: Switches<'a>,
}

impl<'a> Watch<'a> {
    pub(super) fn new(clusters: &'a Clusters, accounts: usize) -> Self {
        Self {
            clusters,
            histories: std::iter::repeat_with(History::default).take(accounts).collect(),
            of_cluster: vec![VecDeque::new(); clusters.len()],
            preambles: HashMap::new(),
            bursts: Bursts::default(),
            switches: Switches::default(),
        }
    }

    /// Takes up the next request, and says what each signal makes of its account.
    pub(super) fn next(
        &mut self,
        request: &'a Request,
        account: u32,
        facts: &'a Facts,
    ) -> Vec<GlasswallyReading> {
        let now = request.time.as_millis();
        self.bursts.push(now, account);
        if let Some(model) = request.attributes.get(MODEL) {
            self.switches.push(now, account, model);
        }
        let sharing = facts.preamble.map(|preamble| {
            let sharing = self.preambles.entry(preamble).or_default();
            sharing.insert(account);
            sharing.len()
        });
        let together = self.together(now, account);
        let history = &mut self.histories[account as usize];
        history.push(Sent { millis: now, facts });
        let readings = [
            velocity(history),
            Some(reasoning(facts, history)),
            likeness(facts),
            together,
            self.bursts.reading(),
            self.switches.reading(now, account, self.clusters),
            shape(history),
            marks(facts),
            preamble(facts, history, sharing.unwrap_or(0)),
            sessions(history),
            refusals(history),
            topics(history),
        ];
        readings.into_iter().flatten().collect()
    }

    /// What the account's cluster says.
    fn together(&mut self, now: i64, account: u32) -> Option<GlasswallyReading> {
        let sent = &mut self.of_cluster[self.clusters.number(account)? as usize];
        sent.push_back(now);
        while sent.front().is_some_and(|&first| first < now - DAY_MILLIS) {
            sent.pop_front();
        }
        let score = self.clusters.cluster(account)?.score;
        Some(GlasswallyReading::new(Hydra, score, (sent.len() as f64 / SURE).min(1.0)))
    }
}
