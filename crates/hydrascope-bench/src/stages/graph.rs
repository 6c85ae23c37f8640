//! The graph: building it, and the nearest of many queries with the share of the true ones that it finds.

use hydrascope::distance::UnitVector;
use hydrascope::index::{GraphIndex, LeaderIndex, Neighbor, ValidGraphParams};
use rayon::prelude::*;

use super::NO_MODEL;
use crate::data::Data;
use crate::error::BenchError;
use crate::stage::{Done, Prepared, Ready, Stage};
use crate::vectors::{NEIGHBOURS, Vectors};

pub(crate) const BUILD: Stage = Stage {
    name: "graph-build",
    unit: "vectors",
    results: "vectors",
    peers: Some("hnsw"),
    prepare: prepare_build,
};
pub(crate) const SEARCH: Stage = Stage {
    name: "graph-search",
    unit: "queries",
    results: "neighbours",
    peers: Some("hnsw"),
    prepare: prepare_search,
};

fn build(vectors: &Vectors) -> Result<GraphIndex<'_>, BenchError> {
    Ok(GraphIndex::new(vectors.rows()?, ValidGraphParams::default()))
}

fn prepare_build<'a>(data: &'a Data<'_>) -> Result<Ready<'a>, BenchError> {
    let Some(vectors) = data.vectors()? else { return Ok(Ready::Not(NO_MODEL)) };
    Ready::work(vectors.rows()?.len(), move || Done::with(build(vectors)?.len()))
}

fn search(index: &dyn LeaderIndex, queries: &[UnitVector<'_>]) -> Result<Vec<Vec<Neighbor>>, BenchError> {
    queries.par_iter().map(|query| Ok(index.nearest(*query, NEIGHBOURS)?)).collect()
}

fn prepare_search<'a>(data: &'a Data<'_>) -> Result<Ready<'a>, BenchError> {
    let Some(vectors) = data.vectors()? else { return Ok(Ready::Not(NO_MODEL)) };
    let (rows, queries) = (vectors.rows()?.len(), vectors.queries()?);
    let index = build(vectors)?;
    let recall = vectors.recall(&search(&index, &queries)?);
    let count = queries.len();
    let work = move || Done::with(search(&index, &queries)?.iter().map(Vec::len).sum());
    // The crate behind the graph does not tell what it holds, so that `bytes_a_vector` stays unknown.
    Ok(Ready::Work(Prepared {
        queries: count,
        recall: Some(recall),
        ..Prepared::new(rows, count as u64, work)
    }))
}
