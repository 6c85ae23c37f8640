//! Carries a plan out.

use rayon::ThreadPool;

use crate::compare::ratios;
use crate::data::{Data, Models};
use crate::error::BenchError;
use crate::export::export;
use crate::growth::growth;
use crate::machine::Machine;
use crate::peers::{Figure, Missing, Peers, subjects};
use crate::report::{DataRecord, PeersRecord, Report, Skipped};
use crate::slot::Slot;
use crate::stage::Ready;
use crate::traffic::Source;
use crate::valid::ValidPlan;

/// Told what is done now, in words.
pub type Progress<'a> = dyn FnMut(&str) + 'a;

/// Measures what the plan says. Stages take turns, so that a machine that slows down slows all of them, and each is
/// run once more before the runs that count. With `peers`, the data goes to their script, subject by subject, and after each
/// the stages of that subject are run again: what stands beside a peer was measured before and after it.
///
/// # Errors
/// Where data cannot be had, a stage fails or gives different results in two runs, or the peers' script fails.
pub fn run(
    plan: &ValidPlan,
    source: &Source,
    models: &Models,
    peers: Option<&Peers>,
    progress: &mut Progress<'_>,
) -> Result<Report, BenchError> {
    let mut report = Report {
        command: String::new(),
        machine: Machine::here(models.embedder.as_ref()),
        plan: (**plan).clone(),
        data: Vec::new(),
        results: Vec::new(),
        skipped: Vec::new(),
        growth: Vec::new(),
        peers: Vec::new(),
        ratios: Vec::new(),
        peak_memory_bytes: None,
    };
    let pools: Vec<ThreadPool> =
        plan.threads.iter().map(|&threads| pool(threads)).collect::<Result<_, _>>()?;
    let sizes: Vec<Option<usize>> =
        if plan.sizes.is_empty() { vec![None] } else { plan.sizes.iter().copied().map(Some).collect() };
    for size in sizes {
        progress("making data");
        let data = Data::new(source, size, models, plan)?;
        let mut slots = prepared(plan, &data, &pools, &mut report, progress)?;
        // One more than what counts, to warm up.
        turns(plan, &mut slots, &pools, plan.runs + 1, progress)?;
        if let Some(peers) = peers {
            let (figures, missing) = beside(plan, peers, &data, &mut slots, &pools, progress)?;
            report.peers.push(PeersRecord { size: data.size, figures, missing });
        }
        for slot in &slots {
            for (place, &threads) in plan.threads.iter().enumerate() {
                report.results.extend(slot.measured(place, data.size, threads));
            }
        }
        for record in report.peers.iter().filter(|record| record.size == data.size) {
            report.ratios.extend(ratios(data.size, &report.results, &record.figures));
        }
        drop(slots);
        let vectors = data.vectors_made();
        report.data.push(DataRecord {
            size: data.size,
            requests: data.requests.len(),
            distinct_prompts: data.distinct().len(),
            vectors: vectors.map_or(0, |v| v.rows.len() / v.dimension),
            dimension: vectors.map_or(0, |v| v.dimension),
            queries: vectors.map_or(0, |v| v.queries.len() / v.dimension),
        });
    }
    report.growth = growth(&report.results);
    report.peak_memory_bytes = report.results.iter().filter_map(|result| result.peak_memory_bytes).max();
    Ok(report)
}

fn pool(threads: usize) -> Result<ThreadPool, BenchError> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
    pool.map_err(|e| BenchError::Threads { threads, reason: e.to_string() })
}

/// All stages, ready for the data of one size.
fn prepared<'a>(
    plan: &ValidPlan,
    data: &'a Data<'_>,
    pools: &[ThreadPool],
    report: &mut Report,
    progress: &mut Progress<'_>,
) -> Result<Vec<Slot<'a>>, BenchError> {
    let mut slots = Vec::new();
    for stage in plan.stages() {
        progress(&format!("{}: preparing {}", data.size, stage.name));
        // The last pool is the largest.
        let prepare = || (stage.prepare)(data);
        match pools.last().map_or_else(prepare, |pool| pool.install(prepare))? {
            Ready::Work(prepared) => slots.push(Slot::new(stage, prepared, pools.len())),
            Ready::Not(reason) => {
                report.skipped.push(Skipped { stage: stage.name, size: data.size, reason });
            }
        }
    }
    Ok(slots)
}

/// Runs stages in turn, so many times each, or until the plan's budget is spent; at least once.
fn turns<'a, 'd: 'a>(
    plan: &ValidPlan,
    slots: impl IntoIterator<Item = &'a mut Slot<'d>>,
    pools: &[ThreadPool],
    runs: usize,
    progress: &mut Progress<'_>,
) -> Result<(), BenchError> {
    let mut slots: Vec<&mut Slot<'d>> = slots.into_iter().collect();
    let before: Vec<Vec<f64>> =
        slots.iter().map(|slot| (0..pools.len()).map(|place| slot.seconds(place)).collect()).collect();
    for run in 1..=runs {
        for (slot, before) in slots.iter_mut().zip(&before) {
            for (place, pool) in pools.iter().enumerate() {
                if slot.seconds(place) - before[place] < plan.budget_seconds {
                    progress(&format!("run {run} of {runs}: {}", slot.stage.name));
                    slot.run(place, pool)?;
                }
            }
        }
    }
    Ok(())
}

/// The peers' figures, and what they did not measure; after each subject its stages are run again.
fn beside(
    plan: &ValidPlan,
    peers: &Peers,
    data: &Data<'_>,
    slots: &mut [Slot<'_>],
    pools: &[ThreadPool],
    progress: &mut Progress<'_>,
) -> Result<(Vec<Figure>, Vec<Missing>), BenchError> {
    let (mut figures, mut missing) = (Vec::new(), Vec::new());
    export(data, &peers.folder)?;
    for subject in subjects(plan) {
        progress(&format!("{}: running peers: {subject}", data.size));
        let (found, not) = peers.run(plan, subject)?;
        figures.extend(found);
        missing.extend(not);
        let again = slots.iter_mut().filter(|slot| slot.stage.peers == Some(subject));
        turns(plan, again, pools, plan.runs, progress)?;
    }
    Ok((figures, missing))
}
