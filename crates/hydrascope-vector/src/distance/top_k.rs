//! The rows that can be among a query's k nearest, whatever quantising lost.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::ops::Range;

use super::kernel::Hit;
use super::level::Level;
use super::panels::{PANEL, Panels};
use super::queries::Queries;
use super::screen::screen;

/// A finite number with a total order.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Ordered(f32);

impl Eq for Ordered {}

impl PartialOrd for Ordered {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Ordered {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.total_cmp(&other.0)
    }
}

/// One query's state: the k best lower bounds so far, and all rows whose upper bound reached the k-th of them.
struct Best {
    k: usize,
    lower: BinaryHeap<Reverse<Ordered>>,
    candidates: Vec<(u32, f32)>,
    /// Once there are so many candidates, those are dropped that the k-th lower bound has passed since.
    full: usize,
}

/// Candidates that are not worth dropping.
const FEW: usize = 1024;

impl Best {
    fn new(k: usize) -> Self {
        Self { k, lower: BinaryHeap::new(), candidates: Vec::new(), full: FEW }
    }

    /// Takes a row of known bounds in; the new k-th best lower bound where that has changed.
    fn take(&mut self, row: u32, lower: f32, upper: f32) -> Option<f32> {
        // Cosines are cut to -1 to 1: products beyond, of vectors that are a trace too long, are equals.
        let (lower, upper) = (lower.clamp(-1.0, 1.0), upper.clamp(-1.0, 1.0));
        self.candidates.push((row, upper));
        if self.candidates.len() >= self.full {
            self.drop_passed();
        }
        if self.lower.len() == self.k {
            match self.lower.peek() {
                Some(Reverse(kth)) if Ordered(lower) > *kth => self.lower.pop(),
                _ => return None,
            };
        }
        self.lower.push(Reverse(Ordered(lower)));
        self.kth()
    }

    /// The k-th best lower bound, once there are k.
    fn kth(&self) -> Option<f32> {
        self.lower.peek().filter(|_| self.lower.len() == self.k).map(|kth| kth.0.0)
    }

    fn drop_passed(&mut self) {
        let kth = self.kth().unwrap_or(f32::NEG_INFINITY);
        self.candidates.retain(|&(_, upper)| upper >= kth);
        self.full = FEW.max(2 * self.candidates.len());
    }

    fn rows(mut self) -> Vec<u32> {
        self.drop_passed();
        self.candidates.into_iter().map(|(row, _)| row).collect()
    }
}

/// For each query the rows that can be among its `k` nearest, ascending; all others are certainly not. No rows where
/// `k` is 0.
///
/// All queries' thresholds have to be minus infinity to begin with. Memory grows with the rows that remain possible; where
/// thousands are equally near, these are all of them.
pub fn top_k(level: Level, queries: &mut Queries, panels: &Panels, k: usize) -> Vec<Vec<u32>> {
    top_k_within(level, queries, panels, 0..panels.panels(), k)
}

/// What [`top_k`] gives where there are only the rows of some panels.
pub fn top_k_within(
    level: Level,
    queries: &mut Queries,
    panels: &Panels,
    range: Range<usize>,
    k: usize,
) -> Vec<Vec<u32>> {
    if k == 0 {
        return vec![Vec::new(); queries.len()];
    }
    let mut bests: Vec<Best> = (0..queries.len()).map(|_| Best::new(k)).collect();
    screen(level, queries, panels, range, |queries, hits| {
        for hit in hits {
            let (lower, upper) = bounds(queries, panels, hit);
            if let Some(kth) = bests[hit.query as usize].take(hit.row, lower, upper) {
                queries.set_threshold(hit.query as usize, kth);
            }
        }
    });
    bests.into_iter().map(Best::rows).collect()
}

/// Between which numbers the true product of a hit lies.
fn bounds(queries: &Queries, panels: &Panels, hit: &Hit) -> (f32, f32) {
    let (score, (_, margin)) = (score(queries, panels, hit), scales(panels, hit.row));
    let margin = queries.row(hit.query as usize).margin + margin;
    (score - margin, score + margin)
}

/// A hit's product in terms of a cosine: off by the margins of both rows at most.
pub(crate) fn score(queries: &Queries, panels: &Panels, hit: &Hit) -> f32 {
    hit.product as f32 * (queries.row(hit.query as usize).scale * scales(panels, hit.row).0)
}

/// Scale and margin of a row that is there.
fn scales(panels: &Panels, row: u32) -> (f32, f32) {
    let (panel, lane) = (row as usize / PANEL, row as usize % PANEL);
    let scales = &panels.scales(panel..panel + 1)[0];
    (scales.scale[lane], scales.margin[lane])
}
