//! Search by comparing everything on a GPU, with the answers of [`ExactIndex`](super::ExactIndex): bit for bit the same pairs,
//! cosines and orders, since the GPU only proposes.

use rayon::prelude::*;

use super::{
    ExactIndex, IndexError, LeaderIndex, MinCosine, Neighbor, Pair, check_dimension, sort_nearest_first,
};
use crate::distance::cuda::Device;
use crate::distance::flat::{Bytes, Edge, FlatRows};
use crate::distance::{Level, UnitVectors, wide};

/// A GPU proposes few rows where a query asks for at most one row of so many; else the processor answers, of few rows.
const FEW: usize = 64;

/// Exact search over borrowed vectors on a GPU; beside them it keeps a byte for each of their numbers and 4 bytes a vector.
#[derive(Debug)]
pub struct CudaIndex<'a> {
    vectors: UnitVectors<'a>,
    rows: FlatRows<Bytes>,
    device: &'a Device,
    level: Level,
}

impl<'a> CudaIndex<'a> {
    /// An index of all rows; a row's number is its id. Nothing is copied to the GPU yet.
    pub fn new(vectors: UnitVectors<'a>, device: &'a Device) -> Self {
        Self { vectors, rows: FlatRows::new(vectors), device, level: Level::best() }
    }

    /// Gives `take` every pair of at least `min_cosine`, some at a time, in no order, each once: for more pairs than memory
    /// holds. Gives the seconds that kernels ran.
    ///
    /// # Errors
    /// Where the rows are too long for the GPU, or it has too little memory or fails.
    pub fn for_each_pair(
        &self,
        min_cosine: MinCosine,
        take: &mut dyn FnMut(&[Pair]),
    ) -> Result<f64, IndexError> {
        let decide = |edge: &Edge<i32>| {
            let row = |id: u32| self.vectors.row(id as usize);
            let cosine = wide::cosine(self.level, row(edge.a), row(edge.b));
            (cosine >= min_cosine.get()).then_some(Pair { a: edge.a, b: edge.b, cosine })
        };
        let mut decided =
            |edges: &[Edge<i32>]| take(&edges.par_iter().filter_map(decide).collect::<Vec<_>>());
        Ok(self.device.join(&self.rows, min_cosine.get(), &mut decided)?)
    }

    /// All pairs of at least `min_cosine`, by `a`, then by `b`.
    ///
    /// # Errors
    /// Those of [`CudaIndex::for_each_pair`].
    pub fn pairs_above(&self, min_cosine: MinCosine) -> Result<Vec<Pair>, IndexError> {
        let mut pairs = Vec::new();
        self.for_each_pair(min_cosine, &mut |some| pairs.extend_from_slice(some))?;
        pairs.par_sort_unstable_by_key(|pair| (pair.a, pair.b));
        Ok(pairs)
    }

    /// The `k` nearest vectors of each query, nearest first, equal ones by ascending id; fewer where the index holds fewer.
    ///
    /// # Errors
    /// Where the queries' dimension is not that of the index, and those of [`CudaIndex::for_each_pair`].
    pub fn nearest_each(&self, queries: UnitVectors<'_>, k: usize) -> Result<Vec<Vec<Neighbor>>, IndexError> {
        check_dimension(self.vectors.dimension(), queries.dimension())?;
        if k.saturating_mul(FEW) > self.vectors.len() {
            return ExactIndex::new(self.vectors).nearest_each(queries, k);
        }
        let asked = FlatRows::with_unit(queries, self.rows.unit());
        let candidates = self.device.look_up(&asked, &self.rows, k)?;
        let nearest = |(query, rows): (usize, Vec<u32>)| {
            let cosine =
                |id: u32| wide::cosine(self.level, self.vectors.row(id as usize), queries.row(query));
            let mut nearest: Vec<_> =
                rows.into_iter().map(|id| Neighbor { id, cosine: cosine(id) }).collect();
            sort_nearest_first(&mut nearest);
            nearest.truncate(k);
            nearest
        };
        Ok(candidates.into_par_iter().enumerate().map(nearest).collect())
    }
}
