//! Search by walking a graph of near vectors (HNSW: Malkov and Yashunin, "Efficient and robust approximate nearest
//! neighbor search using hierarchical navigable small world graphs", 2016), as built by the crate hnsw_rs.
//!
//! The crate's traps, and how they are kept shut here:
//! - It ends the process where it is asked for more than 256 links and stores 256 as 0: [`GraphParams::validate`] allows
//!   [`super::MAX_LINKS`] at most. One link makes it divide by zero: two at least.
//! - It panics on NaN and on negative distances: vectors are finite by construction, distances are cut at zero.
//! - Insertion by several threads gives another graph each time: vectors enter one after the other, in their order, and the
//!   crate draws layers from a fixed seed. (One of its options iterates over a randomly ordered map; it stays off.)
//! - Dense groups of duplicates become islands that no walk reaches: collapse to [`super::Leaders`] first.
//! - It reports its progress every 50,000 insertions through the `log` facade: silent, unless the program asks for it.

use hnsw_rs::anndists::dist::distances::Distance;
use hnsw_rs::hnsw::Hnsw;
use rayon::prelude::*;

use super::{
    IndexError, LeaderIndex, MinCosine, Neighbor, Pair, check_dimension, check_graph, sort_nearest_first,
};
use crate::distance::{SCREEN_SLACK, UnitVector, UnitVectors, scalar, simd};

/// Layers above the lowest; with two links or more, a million vectors need fewer.
const LAYERS: usize = 16;

/// How many neighbours a search by threshold asks for first; it doubles until the threshold is passed.
const FIRST_ASKED: usize = 64;

/// What shapes the graph and the search in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GraphParams {
    /// Links a vector in each layer (twice as many in the lowest), 2 to [`super::MAX_LINKS`].
    pub links: usize,
    /// Candidates kept while a vector is linked in, at least `links`.
    pub build_width: usize,
    /// Candidates kept while a query walks, at least 1; a query for more neighbours widens it.
    pub search_width: usize,
}

impl Default for GraphParams {
    /// 16 links, build width 200, search width 128.
    fn default() -> Self {
        Self { links: 16, build_width: 200, search_width: 128 }
    }
}

impl GraphParams {
    /// Proves the parameters.
    ///
    /// # Errors
    /// Where one is out of the range that its field states.
    pub fn validate(self) -> Result<ValidGraphParams, IndexError> {
        check_graph(self.links, self.build_width, self.search_width)?;
        Ok(ValidGraphParams(self))
    }
}

/// Parameters that the graph is known to bear.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ValidGraphParams(GraphParams);

/// One minus the cosine, never below zero.
struct CosineDistance;

impl Distance<f32> for CosineDistance {
    fn eval(&self, a: &[f32], b: &[f32]) -> f32 {
        (1.0 - simd::dot(a, b)).max(0.0)
    }
}

/// Approximate search over leaders. It finds most of what [`super::ExactIndex`] finds, not all.
pub struct GraphIndex<'a> {
    vectors: UnitVectors<'a>,
    graph: Hnsw<'static, f32, CosineDistance>,
    search_width: usize,
}

impl<'a> GraphIndex<'a> {
    /// Links all rows, in order; a row's number is its id. The graph keeps a copy of the vectors.
    pub fn new(vectors: UnitVectors<'a>, params: ValidGraphParams) -> Self {
        let GraphParams { links, build_width, search_width } = params.0;
        // The crate makes room for as many candidates as it is told: no more than there are vectors.
        let build_width = build_width.min(vectors.len().max(links));
        let search_width = search_width.min(vectors.len().max(1));
        let mut graph = Hnsw::new(links, vectors.len(), LAYERS, build_width, CosineDistance);
        graph.set_keeping_pruned(true);
        for (id, row) in vectors.iter().enumerate() {
            graph.insert((row.as_slice(), id));
        }
        graph.set_searching_mode(true);
        Self { vectors, graph, search_width }
    }

    /// The nearest `k` that a walk finds, with their deciding score. The query's dimension is that of the index.
    fn walk(&self, query: UnitVector<'_>, k: usize) -> Vec<Neighbor> {
        let found = self.graph.search(query.as_slice(), k, self.search_width.max(k));
        let mut neighbors: Vec<Neighbor> = found
            .into_iter()
            .map(|hit| Neighbor {
                id: hit.d_id as u32,
                cosine: scalar::cosine(self.vectors.row(hit.d_id), query),
            })
            .collect();
        sort_nearest_first(&mut neighbors);
        neighbors
    }

    fn walk_within(&self, query: UnitVector<'_>, min_cosine: f32) -> Vec<Neighbor> {
        let mut asked = FIRST_ASKED;
        loop {
            let mut neighbors = self.walk(query, asked);
            let passed = neighbors.last().is_none_or(|last| last.cosine < min_cosine - SCREEN_SLACK);
            if passed || asked >= self.len() {
                neighbors.retain(|neighbor| neighbor.cosine >= min_cosine);
                return neighbors;
            }
            asked *= 2;
        }
    }
}

impl LeaderIndex for GraphIndex<'_> {
    fn len(&self) -> usize {
        self.vectors.len()
    }

    fn nearest(&self, query: UnitVector<'_>, k: usize) -> Result<Vec<Neighbor>, IndexError> {
        check_dimension(self.vectors.dimension(), query.as_slice().len())?;
        Ok(if k == 0 { Vec::new() } else { self.walk(query, k.min(self.len())) })
    }

    fn within(&self, query: UnitVector<'_>, min_cosine: MinCosine) -> Result<Vec<Neighbor>, IndexError> {
        check_dimension(self.vectors.dimension(), query.as_slice().len())?;
        Ok(self.walk_within(query, min_cosine.get()))
    }

    fn pairs_above(&self, min_cosine: MinCosine) -> Vec<Pair> {
        let rows = 0..self.vectors.len() as u32;
        // Each pair is looked for from both of its ends, which finds more than either alone.
        let mut pairs: Vec<Pair> = rows
            .into_par_iter()
            .flat_map_iter(|row| {
                let found = self.walk_within(self.vectors.row(row as usize), min_cosine.get());
                found.into_iter().filter(move |hit| hit.id != row).map(move |hit| Pair {
                    a: row.min(hit.id),
                    b: row.max(hit.id),
                    cosine: hit.cosine,
                })
            })
            .collect();
        pairs.par_sort_unstable_by_key(|pair| (pair.a, pair.b));
        pairs.dedup_by_key(|pair| (pair.a, pair.b));
        pairs
    }
}
