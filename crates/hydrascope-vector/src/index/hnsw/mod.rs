//! Search by walking a graph of near vectors: hierarchical navigable small worlds (Y. A. Malkov and D. A. Yashunin,
//! "Efficient and robust approximate nearest neighbor search using hierarchical navigable small world graphs", 2016).
//!
//! A walk compares bytes ([`crate::distance::SplitRows`]) and scores only the few that remain with both bytes of each number.
//! The graph is built in batches without locks, the same at any number of threads; links are chosen for diversity in both
//! directions, and what no walk would reach is linked in afterwards.

mod build;
mod diversity;
mod frontier;
mod health;
mod layers;
mod levels;
mod links;
mod params;
mod range;
mod repair;
mod scan;
mod segments;
mod visited;
mod walker;

pub use health::Health;
pub use params::{HnswParams, ValidHnswParams};
pub use segments::{SegmentNeighbor, Segments};

use self::layers::Layers;
use self::walker::{Walker, Walkers};
use super::{IndexError, LeaderIndex, MinCosine, Neighbor, Pair, check_dimension, sort_nearest_first};
use crate::distance::{SplitRows, UnitVector, UnitVectors};

/// Approximate search over vectors, of which it keeps 16-bit codes. It finds most of what [`super::ExactIndex`] finds, not
/// all; cosines are within 1e-4 of those of f32.
#[derive(Debug)]
pub struct HnswIndex {
    /// In the graph's order.
    rows: SplitRows,
    /// The caller's number of each row of the graph.
    outer: Vec<u32>,
    layers: Layers,
    search_width: usize,
    /// What a step of a row's high byte is worth, at most.
    grain: f32,
    walkers: Walkers,
}

impl HnswIndex {
    /// Links all rows; a row's number is its id. Uses the current rayon pool; the graph does not depend on its threads.
    pub fn new(vectors: UnitVectors<'_>, params: ValidHnswParams) -> Self {
        let params = params.get();
        // More candidates than there are vectors would only take room.
        let build_width = params.build_width.min(vectors.len().max(params.links));
        let params = HnswParams { build_width, ..params };
        let order = levels::order(vectors.len(), params.links, params.seed);
        let rows = SplitRows::encode(vectors, &order.rows);
        let walkers = Walkers::default();
        let mut layers = build::build(&rows, &order.sizes, params, &walkers);
        repair::repair(&rows, &mut layers);
        let grain = rows.largest_unit();
        Self { rows, outer: order.rows, layers, search_width: params.search_width, grain, walkers }
    }

    /// The same index with another search width, at least 1: wider finds more and takes longer.
    #[must_use]
    pub fn with_search_width(self, search_width: usize) -> Self {
        Self { search_width: search_width.max(1), ..self }
    }

    /// Candidates kept while a query walks.
    pub fn search_width(&self) -> usize {
        self.search_width
    }

    /// Bytes in memory: codes, links, numbers, and what walks so far have left for later ones.
    pub fn bytes(&self) -> usize {
        let outer = self.outer.capacity() * size_of::<u32>();
        size_of::<Self>() + self.rows.bytes() + outer + self.layers.bytes() + self.walkers.bytes()
    }

    /// The best `k` of what a walk found.
    fn rescored(&self, walker: &Walker, query: UnitVector<'_>, k: usize) -> Vec<Neighbor> {
        let found = walker.frontier.best();
        let cut = found.get(k - 1).map_or(f32::NEG_INFINITY, |kth| kth.score() - self.doubt(walker));
        let plausible = found.iter().take_while(|candidate| candidate.score() >= cut);
        plausible.clone().for_each(|candidate| self.rows.prefetch_low(candidate.id()));
        let mut neighbors: Vec<Neighbor> =
            plausible.map(|candidate| self.neighbor(query.as_slice(), candidate.id())).collect();
        sort_nearest_first(&mut neighbors);
        neighbors.truncate(k);
        neighbors
    }

    /// A row of the graph under its outer id, with its cosine.
    fn neighbor(&self, query: &[f32], row: u32) -> Neighbor {
        Neighbor { id: self.outer[row as usize], cosine: self.rows.cosine(query, row) }
    }

    /// By how much a rough cosine may plausibly mislead: a grain of each side, six times its usual error.
    fn doubt(&self, walker: &Walker) -> f32 {
        self.grain + walker.probe.unit()
    }
}

impl LeaderIndex for HnswIndex {
    fn len(&self) -> usize {
        self.rows.len()
    }

    fn nearest(&self, query: UnitVector<'_>, k: usize) -> Result<Vec<Neighbor>, IndexError> {
        check_dimension(self.rows.dimension(), query.as_slice().len())?;
        if k == 0 || self.is_empty() {
            return Ok(Vec::new());
        }
        Ok(self.walkers.lend(|walker| {
            walker.probe.set(query.as_slice());
            self.layers.descend(&self.rows, walker, 0, self.search_width.max(k));
            self.rescored(walker, query, k)
        }))
    }

    fn within(&self, query: UnitVector<'_>, min_cosine: MinCosine) -> Result<Vec<Neighbor>, IndexError> {
        check_dimension(self.rows.dimension(), query.as_slice().len())?;
        Ok(if self.is_empty() { Vec::new() } else { self.found_within(query, min_cosine) })
    }

    fn pairs_above(&self, min_cosine: MinCosine) -> Vec<Pair> {
        self.found_pairs(min_cosine)
    }
}
