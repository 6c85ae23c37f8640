//! Composite scores of accounts, and what is done at which.

use std::collections::{BTreeMap, HashMap, HashSet};

use hydrascope::request::Request;

use super::clusters::Clusters;
use super::facts::Facts;
use super::likeness::Archetypes;
use super::signal::{GlasswallyReading, GlasswallySignal};
use super::watch::Watch;
use crate::peers::peer_report::PeerReport;
use crate::report::{Report, Verdict};

/// The published actions, and the least composite score of each.
const ACTIONS: [(&str, f64); 3] =
    [("limits the rate", 0.35), ("queues for review", 0.55), ("suspends", TAKEN_DOWN)];
/// At this score of one account its whole cluster is taken down.
const TAKEN_DOWN: f64 = 0.72;
/// An account in a cluster of so many scores that much more.
const LARGE_CLUSTER: usize = 5;
const IN_LARGE_CLUSTER: f64 = 0.08;

/// What is said of an account at the request where it scores most.
#[derive(Clone, Debug, PartialEq)]
pub struct GlasswallyAccount {
    /// The composite score, 0 to 1.
    pub composite: f64,
    /// What each signal said that said anything.
    pub readings: Vec<GlasswallyReading>,
    /// The number of its cluster.
    pub cluster: Option<u32>,
}

impl GlasswallyAccount {
    /// A signal's score, 0 to 1; 0 where it said nothing.
    pub fn score(&self, signal: GlasswallySignal) -> f64 {
        self.readings.iter().find(|reading| reading.signal == signal).map_or(0.0, |reading| reading.score)
    }
}

/// What Glasswally (<https://github.com/m0rs3c0d3/Glasswally>, commit 7f79e9d) says of a log, as far as a log has the fields
/// that its sixteen signals need ([`GLASSWALLY_SILENT`](super::GLASSWALLY_SILENT) names those that stay silent). Written anew from
/// its description: weights, windows and thresholds are its own, lists of words are ours. Countries, TLS fingerprints and marked
/// answers take no part. Clusters are those of the whole log; all else is what was known at each request.
#[derive(Clone, Debug)]
pub struct Glasswally {
    accounts: BTreeMap<String, GlasswallyAccount>,
}

impl Glasswally {
    /// Watches a log, in order of time. The attribute `model` of a request is the model that it asks.
    pub fn watch(requests: &[Request]) -> Self {
        let mut numbers: HashMap<&str, u32> = HashMap::new();
        let account_of: Vec<u32> = requests
            .iter()
            .map(|request| {
                let next = numbers.len() as u32;
                *numbers.entry(&request.account).or_insert(next)
            })
            .collect();
        let archetypes = Archetypes::new();
        let facts: Vec<Facts> =
            requests.iter().map(|request| Facts::of(&request.prompt, &archetypes)).collect();
        let clusters = Clusters::of(requests, &account_of, numbers.len());
        let mut watch = Watch::new(&clusters, numbers.len());
        let mut accounts: BTreeMap<String, GlasswallyAccount> = BTreeMap::new();
        for ((request, &account), facts) in requests.iter().zip(&account_of).zip(&facts) {
            let readings = watch.next(request, account, facts);
            let large = clusters.cluster(account).is_some_and(|cluster| cluster.accounts >= LARGE_CLUSTER);
            let weighed = readings.iter().map(GlasswallyReading::weighed).sum::<f64>();
            let composite = (weighed + if large { IN_LARGE_CLUSTER } else { 0.0 }).min(1.0);
            if accounts.get(&*request.account).is_none_or(|most| composite > most.composite) {
                let said = GlasswallyAccount { composite, readings, cluster: clusters.number(account) };
                accounts.insert(request.account.to_string(), said);
            }
        }
        Self { accounts }
    }

    /// What is said of an account; none where it sent nothing.
    pub fn account(&self, account: &str) -> Option<&GlasswallyAccount> {
        self.accounts.get(account)
    }

    /// A report for each published action: the composite score of each account, flagged where the action is taken.
    pub fn reports(&self) -> Vec<PeerReport> {
        let setting = |(action, least): (&str, f64)| PeerReport {
            tool: "Glasswally".to_owned(),
            setting: format!("{action} at {least:.2}"),
            report: self.report(least),
        };
        ACTIONS.map(setting).into()
    }

    fn report(&self, least: f64) -> Report {
        let taken_down: HashSet<u32> =
            self.accounts.values().filter(|a| a.composite >= TAKEN_DOWN).filter_map(|a| a.cluster).collect();
        let verdict = |(account, said): (&String, &GlasswallyAccount)| {
            let flagged = said.composite >= least || said.cluster.is_some_and(|c| taken_down.contains(&c));
            let group = said.cluster.filter(|_| flagged).map(|cluster| cluster.to_string());
            (account.clone(), Verdict { score: said.composite, flagged, group, alerted_at: None })
        };
        Report { accounts: self.accounts.iter().map(verdict).collect(), templates: None, tells_alerts: false }
    }
}
