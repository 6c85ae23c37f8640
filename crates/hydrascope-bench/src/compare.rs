//! Hydrascope beside its peers.

use serde::Serialize;

use crate::measured::Measured;
use crate::peers::Figure;

/// Hydrascope beside a peer, at the same work on the same data.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Ratio {
    /// The size of the data.
    pub size: usize,
    /// The work: a stage, or `graph-bytes`.
    pub work: String,
    /// Threads of both.
    pub threads: usize,
    /// The peer.
    pub peer: String,
    /// Its version.
    pub version: String,
    /// What is counted.
    pub unit: String,
    /// What hydrascope reached; none where it was not measured so.
    pub ours: Option<f64>,
    /// What the peer reached.
    pub theirs: f64,
    /// How many times better hydrascope is: ours by theirs, or theirs by ours where less is better.
    pub times: Option<f64>,
    /// Share of the true nearest that hydrascope finds.
    pub our_recall: Option<f64>,
    /// Share of the true nearest that the peer finds.
    pub their_recall: Option<f64>,
    /// How the peer was measured.
    pub note: Option<String>,
}

/// The work that counts the memory of a graph, where less is better.
const GRAPH_BYTES: &str = "graph-bytes";

/// The stage of hydrascope that does a work.
fn stage(work: &str) -> &str {
    if work == GRAPH_BYTES { "graph-search" } else { work }
}

/// Sets each figure of a stage that was measured beside what hydrascope reached on the same data with the same threads.
pub(crate) fn ratios(size: usize, results: &[Measured], figures: &[Figure]) -> Vec<Ratio> {
    let results: Vec<&Measured> = results.iter().filter(|result| result.size == size).collect();
    let measured = |figure: &Figure| results.iter().any(|result| result.stage == stage(&figure.work));
    let ours = |figure: &Figure| {
        let threads = |result: &Measured| figure.work == GRAPH_BYTES || result.threads == figure.threads;
        results.iter().find(|result| result.stage == stage(&figure.work) && threads(result))
    };
    let ratio = |figure: &Figure| {
        let result = ours(figure);
        let value = result.and_then(|result| match &*figure.work {
            GRAPH_BYTES => result.bytes_a_vector,
            "one-query" => result.bytes_per_second,
            _ => Some(result.per_second),
        });
        let times =
            value.map(|v| if figure.work == GRAPH_BYTES { figure.value / v } else { v / figure.value });
        Ratio {
            size,
            work: figure.work.clone(),
            threads: figure.threads,
            peer: figure.peer.clone(),
            version: figure.version.clone(),
            unit: figure.unit.clone(),
            ours: value,
            theirs: figure.value,
            times: times.filter(|times| times.is_finite()),
            our_recall: figure.recall.and(result).and_then(|result| result.recall),
            their_recall: figure.recall,
            note: figure.note.clone(),
        }
    };
    figures.iter().filter(|figure| measured(figure)).map(ratio).collect()
}
