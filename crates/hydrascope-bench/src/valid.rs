//! The proof that a plan can be carried out.

use crate::error::BenchError;
use crate::plan::Plan;
use crate::stage::Stage;
use crate::stages;

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
