//! Carries a plan out.

use rayon::ThreadPool;

use crate::compare::ratios;
use crate::data::{Data, Models};
use crate::error::BenchError;
use crate::export::export;
use crate::growth::growth;
use crate::machine::Machine;
use crate::peers::Peers;
use crate::plan::ValidPlan;
use crate::report::{DataRecord, PeersRecord, Report, Skipped};
use crate::slot::Slot;
use crate::stage::Ready;
use crate::traffic::Source;

/// Told what is done now, in words.
pub type Progress<'a> = dyn FnMut(&str) + 'a;

/// Measures what the plan says. Stages take turns, so that a machine that slows down slows all of them, and each is
/// run once more before the runs that count. With `peers`, the data goes to their script, which runs on it right after.
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
        measure(plan, &data, &pools, &mut report, progress)?;
        let vectors = data.vectors_made();
        report.data.push(DataRecord {
            size: data.size,
            requests: data.traffic.requests.len(),
            distinct_prompts: data.distinct().len(),
            vectors: vectors.map_or(0, |v| v.rows.len() / v.dimension),
            dimension: vectors.map_or(0, |v| v.dimension),
            queries: vectors.map_or(0, |v| v.queries.len() / v.dimension),
        });
        if let Some(peers) = peers {
            progress("running peers");
            export(&data, &peers.folder)?;
            let (figures, missing) = peers.run(plan)?;
            report.ratios.extend(ratios(data.size, &report.results, &figures));
            report.peers.push(PeersRecord { size: data.size, figures, missing });
        }
    }
    report.growth = growth(&report.results);
    report.peak_memory_bytes = report.results.iter().filter_map(|result| result.peak_memory_bytes).max();
    Ok(report)
}

fn pool(threads: usize) -> Result<ThreadPool, BenchError> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
    pool.map_err(|e| BenchError::Threads { threads, reason: e.to_string() })
}

/// Measures all stages on the data of one size.
fn measure(
    plan: &ValidPlan,
    data: &Data<'_>,
    pools: &[ThreadPool],
    report: &mut Report,
    progress: &mut Progress<'_>,
) -> Result<(), BenchError> {
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
    for run in 0..=plan.runs {
        for slot in &mut slots {
            for (place, pool) in pools.iter().enumerate() {
                if slot.seconds(place) < plan.budget_seconds {
                    let name = slot.stage.name;
                    let (size, of) = (data.size, plan.runs);
                    match run {
                        0 => progress(&format!("{size}: warming up: {name}")),
                        run => progress(&format!("{size}: run {run} of {of}: {name}")),
                    }
                    slot.run(place, pool)?;
                }
            }
        }
    }
    for slot in &slots {
        for (place, &threads) in plan.threads.iter().enumerate() {
            report.results.extend(slot.measured(place, data.size, threads));
        }
    }
    Ok(())
}
