//! What a benchmark gives: the JSON object.

use serde::Serialize;

use crate::compare::Ratio;
use crate::growth::Growth;
use crate::machine::Machine;
use crate::measured::Measured;
use crate::peers::{Figure, Missing};
use crate::plan::Plan;

/// What a benchmark gives.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// The command that was run; empty where none was.
    pub command: String,
    /// Where.
    pub machine: Machine,
    /// What was asked for.
    pub plan: Plan,
    /// What was worked on, one for each size.
    pub data: Vec<DataRecord>,
    /// What was measured: stages in the order of the data, for each size and number of threads.
    pub results: Vec<Measured>,
    /// What could not run.
    pub skipped: Vec<Skipped>,
    /// How cost grows, where there are two sizes or more.
    pub growth: Vec<Growth>,
    /// What the peers reached, by size.
    pub peers: Vec<PeersRecord>,
    /// Hydrascope beside the peers.
    pub ratios: Vec<Ratio>,
    /// The most memory that any run held, data included, in bytes, where the system tells.
    pub peak_memory_bytes: Option<u64>,
}

/// What was worked on.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DataRecord {
    /// The size that was asked for, or that of the log.
    pub size: usize,
    /// Requests.
    pub requests: usize,
    /// Prompts that differ.
    pub distinct_prompts: usize,
    /// Rows of the index stages; 0 where none of them ran.
    pub vectors: usize,
    /// Numbers a row.
    pub dimension: usize,
    /// Queries of the index stages.
    pub queries: usize,
}

/// A stage that could not run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Skipped {
    /// The stage.
    pub stage: &'static str,
    /// The size of the data.
    pub size: usize,
    /// Why.
    pub reason: &'static str,
}

/// What the peers reached on the data of one size.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PeersRecord {
    /// The size of the data.
    pub size: usize,
    /// What was measured.
    pub figures: Vec<Figure>,
    /// What could not be.
    pub missing: Vec<Missing>,
}
