//! What to measure.

use std::path::PathBuf;

use serde::Serialize;

/// What to measure; [`Plan::validate`] turns it into a [`ValidPlan`](crate::ValidPlan).
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Plan {
    /// Names of stages; none means all.
    pub stages: Vec<String>,
    /// Requests, and vectors of the index stages, each 10 to 100 million; none means all of the given log.
    pub sizes: Vec<usize>,
    /// Numbers of threads, each 1 to 4096; none means one number: a thread for each core.
    pub threads: Vec<usize>,
    /// Runs of each stage that count, 1 to 1000; one more comes before them and does not count.
    pub runs: usize,
    /// Seconds after which a stage is not run again, above 0: it keeps the runs that it has, at least one.
    pub budget_seconds: f64,
    /// Share of the vectors of the index stages that repeat another one with little noise, 0 to 0.99.
    pub near_duplicates: f64,
    /// An .npy file of vectors for the index stages, in place of vectors of prompts; they are brought to length one.
    pub vectors: Option<PathBuf>,
    /// The most bytes of a GPU's memory that vectors may take, so that more are streamed; nearly all of it where none is given.
    pub gpu_memory: Option<usize>,
    /// Seed of simulated traffic, of noise and of draws.
    pub seed: u64,
}

impl Default for Plan {
    /// All stages on all of the given log, on all cores, five runs, at most a minute each.
    fn default() -> Self {
        Self {
            stages: Vec::new(),
            sizes: Vec::new(),
            threads: Vec::new(),
            runs: 5,
            budget_seconds: 60.0,
            near_duplicates: 0.0,
            vectors: None,
            gpu_memory: None,
            seed: 1,
        }
    }
}
