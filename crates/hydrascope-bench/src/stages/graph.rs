//! The graph: building it, and the nearest of many queries with the share of the true ones that it finds.

use hydrascope::distance::UnitVectors;
use hydrascope::index::{
    CollapsedIndex, HnswIndex, LeaderIndex, Leaders, MinCosine, Neighbor, ValidHnswParams,
};

use crate::data::Data;
use crate::error::BenchError;
use crate::stage::{Done, NO_MODEL, Prepared, Ready, Stage};
use crate::vectors::{LEADER_COSINE, NEIGHBOURS, Vectors};

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

/// The recall that a search has to reach, and the widths of which the smallest that reaches it counts; the peers'
/// script does the same.
const ENOUGH: f64 = 0.99;
const WIDTHS: [usize; 14] = [10, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512, 768, 1024];

/// A graph as the library uses it: over rows that differ, or over the leaders of rows that repeat each other.
enum Graph {
    Rows(HnswIndex),
    Collapsed(CollapsedIndex),
}

impl Graph {
    fn build(vectors: &Vectors, near_duplicates: f64) -> Result<Self, BenchError> {
        let (rows, params) = (vectors.rows()?, ValidHnswParams::default());
        if near_duplicates == 0.0 {
            return Ok(Self::Rows(HnswIndex::new(rows, params)));
        }
        let leaders = Leaders::collapse(rows, MinCosine::new(LEADER_COSINE)?);
        Ok(Self::Collapsed(CollapsedIndex::new(rows, &leaders, params)?))
    }

    fn len(&self) -> usize {
        match self {
            Self::Rows(index) => index.len(),
            Self::Collapsed(index) => index.len(),
        }
    }

    fn bytes(&self) -> usize {
        match self {
            Self::Rows(index) => index.bytes(),
            Self::Collapsed(index) => index.bytes(),
        }
    }

    fn widened(self, width: usize) -> Self {
        match self {
            Self::Rows(index) => Self::Rows(index.with_search_width(width)),
            Self::Collapsed(index) => Self::Collapsed(index.with_search_width(width)),
        }
    }

    fn search(&self, queries: UnitVectors<'_>) -> Result<Vec<Vec<Neighbor>>, BenchError> {
        Ok(match self {
            Self::Rows(index) => index.nearest_each(queries, NEIGHBOURS)?,
            Self::Collapsed(index) => index.nearest_each(queries, NEIGHBOURS)?,
        })
    }
}

fn prepare_build<'a>(data: &'a Data<'_>) -> Result<Ready<'a>, BenchError> {
    let Some(vectors) = data.vectors()? else { return Ok(Ready::Not(NO_MODEL)) };
    let repeats = data.near_duplicates;
    Ready::work(vectors.rows()?.len(), move || Done::with(Graph::build(vectors, repeats)?.len()))
}

fn prepare_search<'a>(data: &'a Data<'_>) -> Result<Ready<'a>, BenchError> {
    let Some(vectors) = data.vectors()? else { return Ok(Ready::Not(NO_MODEL)) };
    let (rows, queries) = (vectors.rows()?.len(), vectors.queries()?);
    let mut graph = Graph::build(vectors, data.near_duplicates)?;
    let (mut recall, mut search_width) = (0.0, 0);
    for width in WIDTHS {
        search_width = width;
        graph = graph.widened(width);
        recall = vectors.recall(&graph.search(queries)?)?;
        if recall >= ENOUGH {
            break;
        }
    }
    let bytes = graph.bytes() as f64 / rows.max(1) as f64;
    let work = move || Done::neighbors(&graph.search(queries)?);
    Ok(Ready::Work(Prepared {
        queries: queries.len(),
        recall: Some(recall),
        search_width: Some(search_width),
        bytes_a_vector: Some(bytes),
        ..Prepared::new(rows, queries.len() as u64, work)
    }))
}
