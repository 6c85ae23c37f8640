//! Collapses exact and near duplicates, so that one leader stands for each group of them.
//!
//! Leader clustering in input order (J. A. Hartigan, "Clustering Algorithms", 1975, chapter 3): a vector joins the nearest
//! leader that is near enough, else it becomes a leader. Blocks of vectors are compared with all leaders at once; the
//! result is that of the plain one-by-one form.

use std::collections::HashMap;
use std::hash::{Hash, Hasher};

use rayon::prelude::*;

use super::MinCosine;
use crate::distance::{
    BLOCK, Hit, Level, Panels, Queries, ShortPanels, Shortening, UnitVectors, screen, wide,
};

/// Which vectors lead, and whom each vector follows.
#[derive(Clone, Debug, PartialEq)]
pub struct Leaders {
    rows: Vec<u32>,
    leader_of: Vec<u32>,
    flat: Vec<f32>,
    dimension: usize,
}

impl Leaders {
    /// Collapses equal vectors, then vectors of at least `near` to a leader. All-zero vectors are equal to each other.
    pub fn collapse(vectors: UnitVectors<'_>, near: MinCosine) -> Self {
        let (distinct, distinct_of) = distinct_rows(vectors);
        let flat = gather(vectors, &distinct);
        let distinct_vectors = UnitVectors::from_copied(&flat, vectors.dimension());
        let mut clustering = Clustering::new(distinct_vectors, near);
        for start in (0..distinct.len()).step_by(BLOCK) {
            clustering.take_block(start..(start + BLOCK).min(distinct.len()));
        }
        Self {
            rows: clustering.rows.iter().map(|&row| distinct[row as usize]).collect(),
            leader_of: distinct_of.iter().map(|&d| clustering.leader_of[d as usize]).collect(),
            flat: clustering.leader_flat,
            dimension: vectors.dimension(),
        }
    }

    /// How many leaders there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is no leader, that is, no vector.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The row of each leader in the vectors that were collapsed, ascending; a leader's place here is its number.
    pub fn rows(&self) -> &[u32] {
        &self.rows
    }

    /// The number of each vector's leader (a place in [`Leaders::rows`]), one for each vector that was collapsed.
    pub fn leader_of(&self) -> &[u32] {
        &self.leader_of
    }

    /// The leaders themselves in the order of their numbers, ready to be indexed.
    pub fn vectors(&self) -> UnitVectors<'_> {
        UnitVectors::from_copied(&self.flat, self.dimension)
    }
}

/// Copies rows, which `vectors` is known to have.
fn gather(vectors: UnitVectors<'_>, rows: &[u32]) -> Vec<f32> {
    let mut flat = Vec::with_capacity(rows.len() * vectors.dimension());
    for &row in rows {
        flat.extend_from_slice(vectors.row(row as usize).as_slice());
    }
    flat
}

/// A row compared by value; `-0.0` equals `0.0`, as in arithmetic, and there is no NaN.
#[derive(PartialEq)]
struct Row<'a>(&'a [f32]);

impl Eq for Row<'_> {}

impl Hash for Row<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        for value in self.0 {
            // Adding zero turns -0.0 into 0.0.
            state.write_u32((value + 0.0).to_bits());
        }
    }
}

/// The first row of each group of equal rows, and each row's group. The map's keyed hash withstands chosen collisions.
fn distinct_rows(vectors: UnitVectors<'_>) -> (Vec<u32>, Vec<u32>) {
    let mut group_of_row: HashMap<Row<'_>, u32> = HashMap::with_capacity(vectors.len());
    let (mut first, mut groups) = (Vec::new(), Vec::with_capacity(vectors.len()));
    for (i, row) in (0u32..).zip(vectors.iter()) {
        let group = *group_of_row.entry(Row(row.as_slice())).or_insert_with(|| {
            first.push(i);
            (first.len() - 1) as u32
        });
        groups.push(group);
    }
    (first, groups)
}

/// A leader and how near it is.
#[derive(Clone, Copy)]
struct Nearest {
    leader: u32,
    cosine: f32,
}

impl Nearest {
    /// The nearer of two; of equal ones the one that came first.
    fn better(best: Option<Self>, other: Option<Self>) -> Option<Self> {
        match (best, other) {
            (Some(a), Some(b)) if (b.cosine, a.leader) > (a.cosine, b.leader) => Some(b),
            (None, other) => other,
            (best, _) => best,
        }
    }
}

struct Clustering<'a> {
    vectors: UnitVectors<'a>,
    near: f32,
    level: Level,
    rows: Vec<u32>,
    leader_of: Vec<u32>,
    leader_flat: Vec<f32>,
    /// The leaders' numbers that are worth comparing first, perhaps all.
    panels: ShortPanels,
}

/// Panels of leaders that a thread takes at a time.
const PANELS_A_TASK: usize = 256;

impl<'a> Clustering<'a> {
    fn new(vectors: UnitVectors<'a>, near: MinCosine) -> Self {
        let leader_of = Vec::with_capacity(vectors.len());
        let all = || Shortening::new(vectors, vectors.dimension());
        let shortening = Shortening::choose(vectors, near.get()).unwrap_or_else(all);
        let (level, panels) = (Level::best(), ShortPanels::empty(shortening));
        let (near, rows, leader_flat) = (near.get(), Vec::new(), Vec::new());
        Self { vectors, near, level, rows, leader_of, leader_flat, panels }
    }

    /// Places the vectors of a range that follows the ranges taken before.
    fn take_block(&mut self, range: std::ops::Range<usize>) {
        let block = self.vectors.rows(range.clone());
        let mut best = self.nearest_of_earlier(block);
        let pairs = self.pairs_within(block);
        // The number of each of the block's vectors that leads.
        let mut leads: Vec<Option<u32>> = vec![None; block.len()];
        for (i, best) in best.iter_mut().enumerate() {
            let own = &pairs[pairs.partition_point(|pair| pair.query < i as u32)..];
            for pair in own.iter().take_while(|pair| pair.query == i as u32) {
                let found =
                    leads[pair.row as usize].and_then(|leader| self.scored(block, pair, block, leader));
                *best = Nearest::better(*best, found);
            }
            let leader = best.map_or(self.rows.len() as u32, |nearest| nearest.leader);
            if best.is_none() {
                leads[i] = Some(leader);
                self.rows.push((range.start + i) as u32);
                self.leader_flat.extend_from_slice(block.row(i).as_slice());
                self.panels.push(block.row(i));
            }
            self.leader_of.push(leader);
        }
    }

    /// The pairs of a block that may be near, the later vector first, ordered by both.
    fn pairs_within(&self, block: UnitVectors<'_>) -> Vec<Hit> {
        let (panels, mut pairs) = (Panels::new(block), Vec::<Hit>::new());
        let mut queries = Queries::new(block, self.near);
        screen(self.level, &mut queries, &panels, 0..panels.panels(), |_, hits| {
            pairs.extend(hits.iter().filter(|hit| hit.row < hit.query));
        });
        pairs.sort_unstable_by_key(|pair| (pair.query, pair.row));
        pairs
    }

    /// A pair's leader and deciding score, where that is near enough.
    fn scored(
        &self,
        block: UnitVectors<'_>,
        pair: &Hit,
        others: UnitVectors<'_>,
        leader: u32,
    ) -> Option<Nearest> {
        let cosine = wide::cosine(self.level, block.row(pair.query as usize), others.row(pair.row as usize));
        (cosine >= self.near).then_some(Nearest { leader, cosine })
    }

    /// For each vector of a block its nearest among the leaders so far, where one is near enough.
    fn nearest_of_earlier(&self, block: UnitVectors<'_>) -> Vec<Option<Nearest>> {
        let leaders = UnitVectors::from_copied(&self.leader_flat, self.vectors.dimension());
        let (queries, panels) = (self.panels.queries(block, self.near), self.panels.panels());
        let starts: Vec<usize> = (0..panels.panels()).step_by(PANELS_A_TASK).collect();
        let nothing = || vec![None; block.len()];
        starts
            .par_iter()
            .map(|&start| {
                let mut best = nothing();
                let range = start..start + PANELS_A_TASK;
                screen(self.level, &mut queries.clone(), panels, range, |_, hits| {
                    for hit in hits {
                        let best: &mut Option<Nearest> = &mut best[hit.query as usize];
                        *best = Nearest::better(*best, self.scored(block, hit, leaders, hit.row));
                    }
                });
                best
            })
            .reduce(nothing, |mut x, y| {
                for (best, other) in x.iter_mut().zip(y) {
                    *best = Nearest::better(*best, other);
                }
                x
            })
    }
}
