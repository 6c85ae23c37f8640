//! A stage in its turns: its work and what each run took.

use std::time::Instant;

use rayon::ThreadPool;

use crate::error::BenchError;
use crate::measure::Seconds;
use crate::measured::Measured;
use crate::memory;
use crate::stage::{Prepared, Stage};

/// A stage and what its runs took so far, by number of threads.
pub(crate) struct Slot<'a> {
    pub(crate) stage: &'static Stage,
    prepared: Prepared<'a>,
    /// The number of results and their digest.
    results: Option<(u64, u64)>,
    runs: Vec<Runs>,
}

/// Runs at one number of threads.
#[derive(Clone, Default)]
struct Runs {
    seconds: Vec<f64>,
    parts: Vec<(&'static str, Vec<f64>)>,
    peak_memory_bytes: Option<u64>,
}

impl<'a> Slot<'a> {
    /// A stage without runs, to be run with so many numbers of threads.
    pub(crate) fn new(stage: &'static Stage, prepared: Prepared<'a>, pools: usize) -> Self {
        Self { stage, prepared, results: None, runs: vec![Runs::default(); pools] }
    }

    /// Seconds of all runs so far.
    pub(crate) fn seconds(&self, place: usize) -> f64 {
        self.runs[place].seconds.iter().sum()
    }

    /// One run more, on a pool.
    pub(crate) fn run(&mut self, place: usize, pool: &ThreadPool) -> Result<(), BenchError> {
        let work = &mut self.prepared.work;
        let forgot = memory::forget_peak();
        let since = Instant::now();
        let done = pool.install(work)?;
        let seconds = since.elapsed().as_secs_f64();
        let runs = &mut self.runs[place];
        runs.seconds.push(seconds);
        if forgot {
            runs.peak_memory_bytes = runs.peak_memory_bytes.max(memory::peak_bytes());
        }
        for (name, seconds) in done.parts {
            match runs.parts.iter_mut().find(|(known, _)| *known == name) {
                Some((_, all)) => all.push(seconds),
                None => runs.parts.push((name, vec![seconds])),
            }
        }
        let told = (done.results, done.digest);
        let first = *self.results.get_or_insert(told);
        if first != told {
            return Err(BenchError::Unsteady { stage: self.stage.name, first: first.0, other: told.0 });
        }
        Ok(())
    }

    /// What was measured at one number of threads, the parts of the stage behind it.
    pub(crate) fn measured(&self, place: usize, size: usize, threads: usize) -> Vec<Measured> {
        let (runs, prepared) = (&self.runs[place], &self.prepared);
        let Some(whole) = self.one(self.stage.name.to_owned(), &runs.seconds, size, threads) else {
            return Vec::new();
        };
        let median = whole.seconds.median.max(f64::MIN_POSITIVE);
        let mut all = vec![Measured {
            results: self.results.map(|(results, _)| results),
            bytes_per_second: prepared.bytes.map(|bytes| bytes as f64 / median),
            recall: prepared.recall,
            search_width: prepared.search_width,
            bytes_a_vector: prepared.bytes_a_vector,
            peak_memory_bytes: runs.peak_memory_bytes,
            ..whole
        }];
        let part = |(name, seconds): &(&str, Vec<f64>)| {
            self.one(format!("{}: {name}", self.stage.name), seconds, size, threads)
        };
        all.extend(runs.parts.iter().filter_map(part));
        all
    }

    fn one(&self, stage: String, seconds: &[f64], size: usize, threads: usize) -> Option<Measured> {
        let seconds = Seconds::of(seconds)?;
        let units = self.prepared.units;
        Some(Measured {
            stage,
            size,
            threads,
            items: self.prepared.items,
            units,
            queries: self.prepared.queries,
            unit: self.stage.unit,
            per_second: units as f64 / seconds.median.max(f64::MIN_POSITIVE),
            seconds,
            results: None,
            result: self.stage.results,
            bytes_per_second: None,
            recall: None,
            search_width: None,
            bytes_a_vector: None,
            peak_memory_bytes: None,
        })
    }
}
