//! Exact search on a GPU: all near pairs, and the nearest of many queries.

use std::time::Instant;

use hydrascope::distance::cuda::{Device, Limits};
use hydrascope::index::{CudaIndex, MinCosine};

use super::JOIN_COSINE;
use crate::data::Data;
use crate::error::BenchError;
use crate::stage::{Done, NO_MODEL, Prepared, Ready, Stage};
use crate::vectors::NEIGHBOURS;

pub(crate) const JOIN: Stage = Stage {
    name: "cuda-join",
    unit: "pairs",
    results: "pairs found",
    peers: Some("cuda"),
    prepare: prepare_join,
};
pub(crate) const TOP: Stage =
    Stage { name: "cuda-top10", unit: "pairs", results: "neighbours", peers: None, prepare: prepare_top };

/// Why stages do not run without a GPU.
const NO_GPU: &str = "there is no GPU that can be used: hydrascope doctor says why";

/// The first GPU, if it can be used, with the limits that were asked for.
fn opened(data: &Data<'_>) -> Option<Device> {
    let limits = Limits { memory: data.gpu_memory, ..Limits::default() };
    Device::open(0).ok().map(|device| device.with_limits(limits))
}

fn prepare_join<'a>(data: &'a Data<'_>) -> Result<Ready<'a>, BenchError> {
    let Some(device) = opened(data) else { return Ok(Ready::Not(NO_GPU)) };
    let Some(vectors) = data.vectors()? else { return Ok(Ready::Not(NO_MODEL)) };
    let rows = vectors.rows()?;
    let near = MinCosine::new(JOIN_COSINE)?;
    let pairs = rows.len() as u64 * (rows.len() as u64).saturating_sub(1) / 2;
    let work = move || {
        let since = Instant::now();
        let index = CudaIndex::new(rows, &device);
        let encode = since.elapsed().as_secs_f64();
        let mut found = 0;
        let kernels = index.for_each_pair(near, &mut |pairs| found += pairs.len())?;
        Ok(Done { parts: vec![("encode", encode), ("kernels", kernels)], ..Done::with(found)? })
    };
    Ok(Ready::Work(Prepared::new(rows.len(), pairs, work)))
}

fn prepare_top<'a>(data: &'a Data<'_>) -> Result<Ready<'a>, BenchError> {
    let Some(device) = opened(data) else { return Ok(Ready::Not(NO_GPU)) };
    let Some(vectors) = data.vectors()? else { return Ok(Ready::Not(NO_MODEL)) };
    let (rows, queries) = (vectors.rows()?, vectors.queries()?);
    let (count, pairs) = (queries.len(), rows.len() as u64 * queries.len() as u64);
    let work = move || Done::neighbors(&CudaIndex::new(rows, &device).nearest_each(queries, NEIGHBOURS)?);
    Ok(Ready::Work(Prepared { queries: count, ..Prepared::new(rows.len(), pairs, work) }))
}
