//! What to measure, and the proof that it can be.

use std::path::PathBuf;

use serde::Serialize;

use crate::error::BenchError;
use crate::stage::Stage;
use crate::stages;

/// What to measure; [`Plan::validate`] turns it into a [`ValidPlan`].
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

/// A plan that can be carried out: every stage known, every number in its range, at least one number of threads.
#[derive(Clone, Debug)]
pub struct ValidPlan {
    plan: Plan,
    stages: Vec<&'static Stage>,
}

impl Plan {
    /// Checks the plan; sizes and threads come out ascending, each once.
    ///
    /// # Errors
    /// The first stage that there is not, or number outside its range.
    pub fn validate(mut self) -> Result<ValidPlan, BenchError> {
        let check = |name, ok: bool, expected, got: &dyn ToString| {
            if ok { Ok(()) } else { Err(BenchError::Range { name, expected, got: got.to_string() }) }
        };
        for size in &self.sizes {
            check("a size", (10..=100_000_000).contains(size), "10 to 100000000", size)?;
        }
        for threads in &self.threads {
            check("the number of threads", (1..=4096).contains(threads), "1 to 4096", threads)?;
        }
        check("the number of runs", (1..=1000).contains(&self.runs), "1 to 1000", &self.runs)?;
        let (budget, share) = (self.budget_seconds, self.near_duplicates);
        check("the seconds a stage", budget > 0.0, "above 0", &budget)?;
        check("the share of near-duplicates", (0.0..=0.99).contains(&share), "0 to 0.99", &share)?;
        if self.threads.is_empty() {
            self.threads.push(std::thread::available_parallelism().map_or(1, usize::from));
        }
        for numbers in [&mut self.sizes, &mut self.threads] {
            numbers.sort_unstable();
            numbers.dedup();
        }
        if let Some(unknown) = self.stages.iter().find(|name| stages::by_name(name).is_none()) {
            return Err(BenchError::UnknownStage { known: stages::NAMES.join(", "), got: unknown.clone() });
        }
        let wanted = |stage: &&Stage| self.stages.is_empty() || self.stages.iter().any(|n| n == stage.name);
        let stages = stages::ALL.iter().copied().filter(wanted).collect();
        Ok(ValidPlan { plan: self, stages })
    }
}

impl ValidPlan {
    /// The stages, in the order of the data.
    pub(crate) fn stages(&self) -> &[&'static Stage] {
        &self.stages
    }
}

impl std::ops::Deref for ValidPlan {
    type Target = Plan;

    fn deref(&self) -> &Plan {
        &self.plan
    }
}
