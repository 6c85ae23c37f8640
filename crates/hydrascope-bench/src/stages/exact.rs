//! Exact search: all near pairs, the nearest of many queries, and of one query at a time.

use hydrascope::distance::UnitVector;
use hydrascope::index::{ExactIndex, LeaderIndex, MinCosine};

use crate::data::Data;
use crate::error::BenchError;
use crate::stage::{Done, NO_MODEL, Prepared, Ready, Stage, two};
use crate::vectors::NEIGHBOURS;

pub(crate) const JOIN: Stage = Stage {
    name: "exact-join",
    unit: "pairs",
    results: "pairs found",
    peers: Some("exact"),
    prepare: prepare_join,
};
pub(crate) const TOP: Stage = Stage {
    name: "exact-top10",
    unit: "pairs",
    results: "neighbours",
    peers: Some("exact"),
    prepare: prepare_top,
};
pub(crate) const ONE: Stage = Stage {
    name: "one-query",
    unit: "queries",
    results: "neighbours",
    peers: Some("one-query"),
    prepare: prepare_one,
};

/// Cosine from which on a pair is found; the near-duplicates of the index stages lie above it.
pub(crate) const JOIN_COSINE: f32 = 0.9;
/// Queries that are asked one after the other.
pub(crate) const ONE_BY_ONE: usize = 16;
/// Bytes that a query has to read of each number of a row.
const BYTES_A_NUMBER: usize = size_of::<i8>();

fn prepare_join<'a>(data: &'a Data<'_>) -> Result<Ready<'a>, BenchError> {
    let Some(vectors) = data.vectors()? else { return Ok(Ready::Not(NO_MODEL)) };
    let rows = vectors.rows()?;
    let near = MinCosine::new(JOIN_COSINE)?;
    let pairs = rows.len() as u64 * (rows.len() as u64).saturating_sub(1) / 2;
    let work = move || {
        let found = ExactIndex::new(rows).pairs_above(near);
        Done::told(
            found.len(),
            found.iter().flat_map(|pair| [two(pair.a, pair.b), pair.cosine.to_bits().into()]),
        )
    };
    Ok(Ready::Work(Prepared::new(rows.len(), pairs, work)))
}

fn prepare_top<'a>(data: &'a Data<'_>) -> Result<Ready<'a>, BenchError> {
    let Some(vectors) = data.vectors()? else { return Ok(Ready::Not(NO_MODEL)) };
    let (rows, queries) = (vectors.rows()?, vectors.queries()?);
    let index = ExactIndex::new(rows);
    let (count, pairs) = (queries.len(), rows.len() as u64 * queries.len() as u64);
    let work = move || Done::neighbors(&index.nearest_each(queries, NEIGHBOURS)?);
    Ok(Ready::Work(Prepared { queries: count, ..Prepared::new(rows.len(), pairs, work) }))
}

fn prepare_one<'a>(data: &'a Data<'_>) -> Result<Ready<'a>, BenchError> {
    let Some(vectors) = data.vectors()? else { return Ok(Ready::Not(NO_MODEL)) };
    let (rows, queries) = (vectors.rows()?, vectors.queries()?);
    let queries: Vec<UnitVector<'_>> = queries.iter().take(ONE_BY_ONE).collect();
    let index = ExactIndex::new(rows);
    let count = queries.len();
    let bytes = Some((rows.len() * rows.dimension() * BYTES_A_NUMBER * count) as u64);
    let work = move || {
        let found = queries.iter().map(|query| index.nearest(*query, NEIGHBOURS));
        Done::neighbors(&found.collect::<Result<Vec<_>, _>>()?)
    };
    Ok(Ready::Work(Prepared { queries: count, bytes, ..Prepared::new(rows.len(), count as u64, work) }))
}
