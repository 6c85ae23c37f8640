//! Candidates by comparing everything: exact, and while the graph is small also faster than walking it.

use std::ops::Range;

use rayon::prelude::*;

use super::frontier::Candidate;
use crate::distance::{Probe, SplitRows};

/// Rows that stay in the nearest cache while a block of queries passes over them.
const TILE: usize = 64;

/// Queries that share a pass over the rows.
const BLOCK: usize = 32;

/// The best `width` of the rows `targets` for each row of `queries`, the row itself left out; sorted, by rough cosine.
pub(super) fn scan(
    rows: &SplitRows,
    queries: Range<u32>,
    targets: Range<u32>,
    width: usize,
) -> Vec<Vec<Candidate>> {
    let queries: Vec<u32> = queries.collect();
    let blocks: Vec<Vec<Vec<Candidate>>> =
        queries.par_chunks(BLOCK).map(|block| scan_block(rows, block, targets.clone(), width)).collect();
    blocks.into_iter().flatten().collect()
}

fn scan_block(rows: &SplitRows, queries: &[u32], targets: Range<u32>, width: usize) -> Vec<Vec<Candidate>> {
    let mut best: Vec<Best> = queries.iter().map(|&query| Best::of(rows, query, width)).collect();
    let (mut ids, mut scores) = (Vec::with_capacity(TILE), Vec::with_capacity(TILE));
    for start in targets.clone().step_by(TILE) {
        ids.clear();
        ids.extend(start..(start + TILE as u32).min(targets.end));
        for best in &mut best {
            rows.scores(&best.probe, &ids, &mut scores);
            best.take(start, &scores);
        }
    }
    best.into_iter().map(Best::finish).collect()
}

/// The best rows for one query so far.
struct Best {
    query: u32,
    probe: Probe,
    width: usize,
    /// Unordered, up to twice the width.
    kept: Vec<Candidate>,
    /// No score below this is among the best.
    cut: f32,
}

impl Best {
    fn of(rows: &SplitRows, query: u32, width: usize) -> Self {
        let mut probe = Probe::new();
        probe.set_row(rows, query);
        Self { query, probe, width, kept: Vec::with_capacity(2 * width), cut: f32::NEG_INFINITY }
    }

    /// The scores of the rows from `start` on.
    fn take(&mut self, start: u32, scores: &[f32]) {
        for (id, &score) in (start..).zip(scores) {
            if score >= self.cut && id != self.query {
                self.kept.push(Candidate::new(id, score));
                if self.kept.len() == 2 * self.width {
                    self.halve();
                }
            }
        }
    }

    fn halve(&mut self) {
        let (_, last, _) = self.kept.select_nth_unstable(self.width - 1);
        self.cut = last.score();
        self.kept.truncate(self.width);
    }

    fn finish(mut self) -> Vec<Candidate> {
        self.kept.sort_unstable();
        self.kept.truncate(self.width);
        self.kept
    }
}
