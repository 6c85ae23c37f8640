//! Search by comparing everything: recall one, and the faster form up to hundreds of thousands of vectors.
//!
//! Bytes are compared first; what may pass is scored again in `f32`, so that answers are those of the plain form.

use std::ops::Range;

use rayon::prelude::*;

use super::{IndexError, LeaderIndex, MinCosine, Neighbor, Pair, check_dimension, sort_nearest_first};
use crate::distance::{
    BLOCK, Hit, Level, PANEL, Panels, Queries, ShortPanels, Shortening, UnitVector, UnitVectors, prefetch,
    screen, top_k, top_k_within, wide,
};

/// Hits between fetching a row and scoring it.
const AHEAD: usize = 4;

/// Codes that are worth a thread: reading so many takes some hundred times as long as waking one.
const BYTES_A_PART: usize = 4 << 20;

/// Whether a pair of rows, by their numbers, may be wanted.
pub(super) type Wanted<'a> = &'a (dyn Fn(u32, u32) -> bool + Sync);

/// Exact search over borrowed vectors; it keeps a byte for each of their numbers and 8 bytes a vector.
#[derive(Clone, Debug)]
pub struct ExactIndex<'a> {
    vectors: UnitVectors<'a>,
    panels: Panels,
    level: Level,
}

impl<'a> ExactIndex<'a> {
    /// An index of all rows; a row's number is its id.
    pub fn new(vectors: UnitVectors<'a>) -> Self {
        Self { vectors, panels: Panels::new(vectors), level: Level::best() }
    }

    /// Rows with their deciding score.
    fn scored(&self, query: UnitVector<'_>, rows: impl Iterator<Item = u32>) -> Vec<Neighbor> {
        let cosine = |id: u32| wide::cosine(self.level, self.vectors.row(id as usize), query);
        rows.map(|id| Neighbor { id, cosine: cosine(id) }).collect()
    }

    /// What `find` gives for each part of the panels, for one query: a part a thread, where the rows are worth it.
    fn each_part(&self, find: impl Fn(Range<usize>) -> Vec<u32> + Sync) -> Vec<u32> {
        let panels = self.panels.panels();
        let parts = rayon::current_num_threads().min(self.panels.bytes() / BYTES_A_PART).max(1);
        if parts == 1 {
            return find(0..panels);
        }
        let size = panels.div_ceil(parts);
        let starts: Vec<usize> = (0..panels).step_by(size).collect();
        let found: Vec<Vec<u32>> =
            starts.into_par_iter().map(|start| find(start..(start + size).min(panels))).collect();
        found.concat()
    }

    /// The `k` nearest of each of some queries of the index's dimension.
    fn nearest_of_block(&self, queries: UnitVectors<'_>, k: usize) -> Vec<Vec<Neighbor>> {
        let mut asked = Queries::new(queries, f32::NEG_INFINITY);
        let candidates = top_k(self.level, &mut asked, &self.panels, k);
        let decide = |(rows, query): (Vec<u32>, UnitVector<'_>)| self.decided(query, rows, k);
        candidates.into_iter().zip(queries.iter()).map(decide).collect()
    }

    /// The `k` nearest of the rows that may be among them.
    fn decided(&self, query: UnitVector<'_>, rows: Vec<u32>, k: usize) -> Vec<Neighbor> {
        // They lie far apart, so each is fetched while the one before is scored.
        let fetched = rows.iter().enumerate().map(|(i, &row)| {
            if let Some(&next) = rows.get(i + 1) {
                prefetch(self.vectors.row(next as usize).as_slice());
            }
            row
        });
        let mut neighbors = self.scored(query, fetched);
        sort_nearest_first(&mut neighbors);
        neighbors.truncate(k);
        neighbors
    }

    /// The part of each row that is worth comparing first where pairs of that cosine are looked for.
    fn shortened(&self, min_cosine: f32) -> Option<ShortPanels> {
        let shortening = Shortening::choose(self.vectors, min_cosine)?;
        Some(ShortPanels::new(shortening, self.vectors))
    }

    /// The pairs that `may` be wanted and whose first row lies in a range that begins at a panel, as they are come upon.
    fn pairs_of_block(
        &self,
        range: Range<usize>,
        short: Option<&ShortPanels>,
        min_cosine: f32,
        may: Wanted<'_>,
    ) -> Vec<Pair> {
        let rows = self.vectors.rows(range.clone());
        let (mut pairs, mut left) = (Vec::new(), Vec::new());
        let (mut asked, panels) = match short {
            Some(short) => (short.queries(rows, min_cosine), short.panels()),
            None => (Queries::new(rows, min_cosine), &self.panels),
        };
        screen(self.level, &mut asked, panels, range.start / PANEL..panels.panels(), |_, hits| {
            let wanted = |hit: &Hit| {
                Some((range.start as u32 + hit.query, hit.row)).filter(|&(a, b)| a < b && may(a, b))
            };
            left.clear();
            left.extend(hits.iter().filter_map(wanted));
            for (i, &(a, b)) in left.iter().enumerate() {
                if let Some(&(_, next)) = left.get(i + AHEAD) {
                    prefetch(self.vectors.row(next as usize).as_slice());
                }
                let cosine =
                    wide::cosine(self.level, self.vectors.row(a as usize), self.vectors.row(b as usize));
                pairs.extend((cosine >= min_cosine).then_some(Pair { a, b, cosine }));
            }
        });
        pairs
    }
}

impl ExactIndex<'_> {
    /// Gives `take` every pair of at least `min_cosine`, those of some rows at a time, in an order that is always the same: for more pairs
    /// than memory holds.
    pub fn for_each_pair(&self, min_cosine: MinCosine, take: &mut dyn FnMut(&[Pair])) {
        self.for_each_pair_that(min_cosine, &|_, _| true, take);
    }

    /// The same of the pairs that `may` be wanted, by their numbers, the smaller first: it is asked before a cosine is computed in full, of pairs
    /// that may turn out not to be near, and has to say the same each time.
    pub fn for_each_pair_that(&self, min_cosine: MinCosine, may: Wanted<'_>, take: &mut dyn FnMut(&[Pair])) {
        let (together, short) = (2 * rayon::current_num_threads(), self.shortened(min_cosine.get()));
        for some in blocks(self.vectors.len()).chunks(together) {
            let by_block: Vec<Vec<Pair>> = some
                .par_iter()
                .map(|range| self.pairs_of_block(range.clone(), short.as_ref(), min_cosine.get(), may))
                .collect();
            by_block.iter().for_each(|pairs| take(pairs));
        }
    }
}

/// Ranges of up to [`BLOCK`] that cover `0..len`.
fn blocks(len: usize) -> Vec<Range<usize>> {
    (0..len).step_by(BLOCK).map(|start| start..(start + BLOCK).min(len)).collect()
}

impl LeaderIndex for ExactIndex<'_> {
    fn len(&self) -> usize {
        self.vectors.len()
    }

    fn nearest(&self, query: UnitVector<'_>, k: usize) -> Result<Vec<Neighbor>, IndexError> {
        check_dimension(self.vectors.dimension(), query.as_slice().len())?;
        if k == 0 {
            return Ok(Vec::new());
        }
        let asked = Queries::new(query.into(), f32::NEG_INFINITY);
        let candidates = self.each_part(|panels| {
            top_k_within(self.level, &mut asked.clone(), &self.panels, panels, k).pop().unwrap_or_default()
        });
        Ok(self.decided(query, candidates, k))
    }

    fn nearest_each(&self, queries: UnitVectors<'_>, k: usize) -> Result<Vec<Vec<Neighbor>>, IndexError> {
        check_dimension(self.vectors.dimension(), queries.dimension())?;
        if k == 0 {
            return Ok(vec![Vec::new(); queries.len()]);
        }
        let found: Vec<_> = blocks(queries.len())
            .into_par_iter()
            .map(|range| self.nearest_of_block(queries.rows(range), k))
            .collect();
        Ok(found.into_iter().flatten().collect())
    }

    fn within(&self, query: UnitVector<'_>, min_cosine: MinCosine) -> Result<Vec<Neighbor>, IndexError> {
        check_dimension(self.vectors.dimension(), query.as_slice().len())?;
        let asked = Queries::new(query.into(), min_cosine.get());
        let rows = self.each_part(|panels| {
            let mut rows = Vec::new();
            screen(self.level, &mut asked.clone(), &self.panels, panels, |_, hits| {
                rows.extend(hits.iter().map(|hit| hit.row));
            });
            rows
        });
        let mut neighbors = self.scored(query, rows.into_iter());
        neighbors.retain(|neighbor| neighbor.cosine >= min_cosine.get());
        sort_nearest_first(&mut neighbors);
        Ok(neighbors)
    }

    fn pairs_above(&self, min_cosine: MinCosine) -> Vec<Pair> {
        let short = self.shortened(min_cosine.get());
        let by_block: Vec<Vec<Pair>> = blocks(self.vectors.len())
            .into_par_iter()
            .map(|range| {
                let mut pairs = self.pairs_of_block(range, short.as_ref(), min_cosine.get(), &|_, _| true);
                pairs.sort_unstable_by_key(|pair| (pair.a, pair.b));
                pairs
            })
            .collect();
        by_block.into_iter().flatten().collect()
    }
}
