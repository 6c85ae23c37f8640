//! What a tool says of a log, and whom that accuses.

use std::collections::{BTreeMap, HashMap};

use hydrascope::request::Request;

use super::peer_report::PeerReport;
use crate::report::{Report, Verdict};

/// A cluster accuses the accounts that sent its requests where they are so many.
pub const LEAST_ACCOUNTS: usize = 8;

/// A tool's clusters of a log's requests at one setting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grouping {
    /// The tool.
    pub tool: String,
    /// What it was set to.
    pub setting: String,
    /// The number of each request's cluster, in the order of the log.
    pub clusters: Vec<u32>,
}

impl Grouping {
    /// The report of a tool that knows clusters alone, on the requests that it grouped: a cluster of two requests or more is a
    /// template; an account's score is the size, in accounts, of the largest cluster that holds a request of it; it is flagged
    /// where that is [`LEAST_ACCOUNTS`] or more, in that cluster as its group (of several as large, the first by number).
    pub fn report(&self, requests: &[Request]) -> PeerReport {
        let placed = || requests.iter().zip(&self.clusters);
        let mut sizes: HashMap<u32, usize> = HashMap::new();
        placed().for_each(|(_, &cluster)| *sizes.entry(cluster).or_default() += 1);
        let shared = placed().filter(|(_, cluster)| sizes[*cluster] > 1);
        let templates = shared.map(|(request, cluster)| (request.id.to_string(), cluster.to_string()));
        let accounts = largest(placed().map(|(request, &cluster)| (&*request.account, cluster)));
        let verdict = |(account, (size, cluster)): (&str, (usize, u32))| {
            let flagged = size >= LEAST_ACCOUNTS;
            let group = flagged.then(|| cluster.to_string());
            (account.to_owned(), Verdict { score: size as f64, flagged, group, alerted_at: None })
        };
        let report = Report {
            templates: Some(templates.collect()),
            accounts: accounts.into_iter().map(verdict).collect(),
            tells_alerts: false,
        };
        PeerReport { tool: self.tool.clone(), setting: self.setting.clone(), report }
    }
}

/// Each account's largest cluster, by accounts: its size and its number.
fn largest<'a>(placed: impl Iterator<Item = (&'a str, u32)>) -> BTreeMap<&'a str, (usize, u32)> {
    let mut members: Vec<(u32, &str)> = placed.map(|(account, cluster)| (cluster, account)).collect();
    members.sort_unstable();
    members.dedup();
    let mut largest = BTreeMap::new();
    for cluster in members.chunk_by(|a, b| a.0 == b.0) {
        for &(number, account) in cluster {
            let so_far = largest.entry(account).or_insert((0, number));
            if cluster.len() > so_far.0 {
                *so_far = (cluster.len(), number);
            }
        }
    }
    largest
}
