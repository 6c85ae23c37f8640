//! Finds a vector's nearest leaders: the few vectors that stand for all their duplicates.
//!
//! [`Leaders::collapse`] comes first, since duplicates are what a nearest-neighbour graph bears worst and a traffic log
//! holds most. Over the leaders, [`ExactIndex`] compares everything with everything and [`HnswIndex`] walks a graph over
//! 16-bit codes; [`choose`] says from which size on the graph is the faster one. `GraphIndex` is the graph of the crate
//! hnsw_rs (feature `hnsw_rs`). All stand behind [`LeaderIndex`]; cosines of [`HnswIndex`] are within 1e-4 of the others'. [`Segments`] of it
//! can be forgotten one by one, and [`CollapsedIndex`] answers for all vectors by way of their leaders.
//!
//! ```
//! use hydrascope_vector::distance::UnitVectors;
//! use hydrascope_vector::index::{Leaders, MinCosine, choose, open};
//!
//! let flat = [1.0, 0.0, 1.0, 0.0, 0.0, 1.0, 0.6, 0.8];
//! let vectors = UnitVectors::new(&flat, 2)?;
//! let leaders = Leaders::collapse(vectors, MinCosine::new(0.99)?);
//! assert_eq!(leaders.rows(), [0, 2, 3]); // row 1 repeats row 0
//!
//! let index = open(leaders.vectors(), choose(leaders.len()));
//! let pairs = index.pairs_above(MinCosine::new(0.7)?);
//! assert_eq!((pairs.len(), pairs[0].a, pairs[0].b, pairs[0].cosine), (1, 1, 2, 0.8));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod accelerator;
mod choose;
mod collapsed;
mod cuda;
mod exact;
#[cfg(feature = "hnsw_rs")]
mod graph;
mod hnsw;
mod leaders;
mod near_pairs;

pub use accelerator::Accelerator;
pub use choose::{Choice, EXACT_UP_TO, IndexKind, choose, open};
pub use collapsed::CollapsedIndex;
pub use cuda::CudaIndex;
pub use exact::ExactIndex;
#[cfg(feature = "hnsw_rs")]
pub use graph::{GraphIndex, GraphParams, ValidGraphParams};
pub use hnsw::{Health, HnswIndex, HnswParams, SegmentNeighbor, Segments, ValidHnswParams};
pub use leaders::Leaders;
pub use near_pairs::{for_each_near_pair, for_each_near_pair_that, near_pairs};

use rayon::prelude::*;

use crate::distance::{UnitVector, UnitVectors};

/// The most links that a vector may have in a layer of a graph.
pub const MAX_LINKS: usize = 255;

/// Why an index cannot be built or asked.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum IndexError {
    /// A cosine threshold outside its range.
    #[error("expected a smallest cosine between -1 and 1, got {0}; set the threshold to such a number")]
    MinCosine(f32),
    /// A query of another dimension than the index.
    #[error(
        "expected a query of {expected} numbers, got {received}; embed it with the model that embedded the index"
    )]
    Dimension {
        /// Numbers a vector of the index.
        expected: usize,
        /// Numbers of the query.
        received: usize,
    },
    /// Leaders of other vectors than those that are to be indexed.
    #[error(
        "expected the {expected} vectors that the leaders were found in, got {received}; collapse these first"
    )]
    Rows {
        /// Vectors that were collapsed.
        expected: usize,
        /// Vectors that came.
        received: usize,
    },
    /// A number of links that the graph cannot hold.
    #[error("expected 2 to {MAX_LINKS} links a vector, got {0}; 16 suits most data")]
    Links(usize),
    /// A search width that is too small.
    #[error("expected the graph's {name} to be at least {at_least}, got {received}; 200 suits most data")]
    Width {
        /// Which width.
        name: &'static str,
        /// The smallest that works.
        at_least: usize,
        /// What was asked for.
        received: usize,
    },
    /// A GPU that was to be used.
    #[error(transparent)]
    Cuda(#[from] crate::distance::cuda::CudaError),
}

/// A cosine threshold, -1 to 1.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct MinCosine(f32);

impl MinCosine {
    /// Takes a threshold.
    ///
    /// # Errors
    /// Where it is NaN or not between -1 and 1.
    pub fn new(value: f32) -> Result<Self, IndexError> {
        if (-1.0..=1.0).contains(&value) { Ok(Self(value)) } else { Err(IndexError::MinCosine(value)) }
    }

    /// The number.
    pub fn get(self) -> f32 {
        self.0
    }
}

/// A vector of the index and how near it is to the query.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Neighbor {
    /// Its row in the vectors that the index was built from.
    pub id: u32,
    /// Its cosine with the query, -1 to 1.
    pub cosine: f32,
}

/// Two vectors of the index, `a` before `b`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pair {
    /// The smaller row.
    pub a: u32,
    /// The larger row.
    pub b: u32,
    /// Their cosine, -1 to 1.
    pub cosine: f32,
}

/// Search over leaders. Answers do not depend on the number of threads; parallel forms use the current rayon pool.
pub trait LeaderIndex: Send + Sync {
    /// Vectors in the index.
    fn len(&self) -> usize;

    /// Whether there is no vector.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The `k` nearest vectors, nearest first, equal ones by ascending id; fewer where the index holds fewer.
    ///
    /// # Errors
    /// Where the query's dimension is not that of the index.
    fn nearest(&self, query: UnitVector<'_>, k: usize) -> Result<Vec<Neighbor>, IndexError>;

    /// [`LeaderIndex::nearest`] for each of many queries, in their order: the faster form for more than one, spread over
    /// the current rayon pool.
    ///
    /// # Errors
    /// Where the queries' dimension is not that of the index.
    fn nearest_each(&self, queries: UnitVectors<'_>, k: usize) -> Result<Vec<Vec<Neighbor>>, IndexError> {
        let rows = 0..queries.len();
        rows.into_par_iter().map(|row| self.nearest(queries.row(row), k)).collect()
    }

    /// All vectors of at least that cosine, nearest first, equal ones by ascending id.
    ///
    /// # Errors
    /// Where the query's dimension is not that of the index.
    fn within(&self, query: UnitVector<'_>, min_cosine: MinCosine) -> Result<Vec<Neighbor>, IndexError>;

    /// All pairs of at least that cosine, ordered by `a`, then `b`. A low threshold makes this long.
    fn pairs_above(&self, min_cosine: MinCosine) -> Vec<Pair>;
}

/// Nearest first, equal ones by ascending id.
fn sort_nearest_first(neighbors: &mut [Neighbor]) {
    neighbors.sort_unstable_by(|x, y| y.cosine.total_cmp(&x.cosine).then(x.id.cmp(&y.id)));
}

/// Whether a graph can have so many links and search so widely.
fn check_graph(links: usize, build_width: usize, search_width: usize) -> Result<(), IndexError> {
    if !(2..=MAX_LINKS).contains(&links) {
        return Err(IndexError::Links(links));
    }
    for (name, at_least, received) in [("build width", links, build_width), ("search width", 1, search_width)]
    {
        if received < at_least {
            return Err(IndexError::Width { name, at_least, received });
        }
    }
    Ok(())
}

fn check_dimension(expected: usize, received: usize) -> Result<(), IndexError> {
    if received == expected { Ok(()) } else { Err(IndexError::Dimension { expected, received }) }
}
