//! Search by comparing everything: recall one, and the faster form up to hundreds of thousands of vectors.

use rayon::prelude::*;

use super::{IndexError, LeaderIndex, MinCosine, Neighbor, Pair, check_dimension, sort_nearest_first};
use crate::distance::{SCREEN_SLACK, UnitVector, UnitVectors, scalar, simd, tile};

/// Exact search over borrowed vectors.
#[derive(Clone, Copy, Debug)]
pub struct ExactIndex<'a> {
    vectors: UnitVectors<'a>,
}

impl<'a> ExactIndex<'a> {
    /// An index of all rows; a row's number is its id.
    pub fn new(vectors: UnitVectors<'a>) -> Self {
        Self { vectors }
    }

    /// The rows whose screening score reaches `cut`, with their deciding score.
    fn rescored(&self, query: UnitVector<'_>, screened: &[f32], cut: f32) -> Vec<Neighbor> {
        let passing = (0u32..).zip(screened).filter(|&(_, &score)| score >= cut);
        passing
            .map(|(id, _)| Neighbor { id, cosine: scalar::cosine(self.vectors.row(id as usize), query) })
            .collect()
    }

    fn screen(&self, query: UnitVector<'_>) -> Vec<f32> {
        self.vectors.iter().map(|row| simd::dot(row.as_slice(), query.as_slice())).collect()
    }

    /// The pairs whose first row lies in the tile that begins at `start`.
    fn pairs_of_tile(&self, start: usize, min_cosine: f32, scores: &mut Vec<f32>) -> Vec<Pair> {
        let all = self.vectors.len();
        let range = |from: usize| from..(from + tile::ROWS).min(all);
        let rows = self.vectors.rows(range(start));
        let mut pairs = Vec::new();
        for column_start in (start..all).step_by(tile::ROWS) {
            let columns = self.vectors.rows(range(column_start));
            tile::dots(rows, columns, scores);
            for (i, line) in scores.chunks_exact(columns.len()).enumerate() {
                for (j, _) in line.iter().enumerate().filter(|&(_, &s)| s >= min_cosine - SCREEN_SLACK) {
                    let (a, b) = (start + i, column_start + j);
                    let cosine = scalar::cosine(rows.row(i), columns.row(j));
                    if a < b && cosine >= min_cosine {
                        pairs.push(Pair { a: a as u32, b: b as u32, cosine });
                    }
                }
            }
        }
        pairs.sort_unstable_by_key(|pair| (pair.a, pair.b));
        pairs
    }
}

impl LeaderIndex for ExactIndex<'_> {
    fn len(&self) -> usize {
        self.vectors.len()
    }

    fn nearest(&self, query: UnitVector<'_>, k: usize) -> Result<Vec<Neighbor>, IndexError> {
        check_dimension(self.vectors.dimension(), query)?;
        let screened = self.screen(query);
        let cut = if k == 0 || k >= screened.len() {
            f32::NEG_INFINITY
        } else {
            let mut order = screened.clone();
            let (_, kth, _) = order.select_nth_unstable_by(k - 1, |x, y| y.total_cmp(x));
            // Either of two scores may be off by the slack.
            *kth - 2.0 * SCREEN_SLACK
        };
        let mut neighbors = self.rescored(query, &screened, cut);
        sort_nearest_first(&mut neighbors);
        neighbors.truncate(k);
        Ok(neighbors)
    }

    fn within(&self, query: UnitVector<'_>, min_cosine: MinCosine) -> Result<Vec<Neighbor>, IndexError> {
        check_dimension(self.vectors.dimension(), query)?;
        let mut neighbors = self.rescored(query, &self.screen(query), min_cosine.get() - SCREEN_SLACK);
        neighbors.retain(|neighbor| neighbor.cosine >= min_cosine.get());
        sort_nearest_first(&mut neighbors);
        Ok(neighbors)
    }

    fn pairs_above(&self, min_cosine: MinCosine) -> Vec<Pair> {
        let starts: Vec<usize> = (0..self.vectors.len()).step_by(tile::ROWS).collect();
        let by_tile: Vec<Vec<Pair>> = starts
            .par_iter()
            .map_init(Vec::new, |scores, &start| self.pairs_of_tile(start, min_cosine.get(), scores))
            .collect();
        by_tile.into_iter().flatten().collect()
    }
}
