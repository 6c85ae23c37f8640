//! Candidates by comparing everything: exact, and while the graph is small also faster than walking it.

use std::ops::Range;

use rayon::prelude::*;

use super::frontier::Candidate;
use crate::distance::{Level, PANEL, Panels, Probe, Queries, SplitRows, UnitVectors, score, screen};

/// Queries that share a pass over the rows.
const BLOCK: usize = 128;

/// Neighbouring rows of the graph, as the kernels that compare everything read them.
pub(super) struct Crowd {
    panels: Panels,
    first: u32,
}

impl Crowd {
    /// The rows of a range.
    pub(super) fn of(rows: &SplitRows, range: Range<u32>) -> Self {
        let (mut panels, mut values) = (Panels::empty(rows.dimension()), Vec::new());
        for id in range.clone() {
            rows.decode(id, &mut values);
            panels.push(&values);
        }
        Self { panels, first: range.start }
    }

    /// The best `width` of the crowd's rows before `end` for each row of `queries`, the row itself left out; sorted, by their
    /// rough cosine.
    pub(super) fn nearest(
        &self,
        rows: &SplitRows,
        queries: Range<u32>,
        end: u32,
        width: usize,
    ) -> Vec<Vec<Candidate>> {
        let starts: Vec<u32> = queries.clone().step_by(BLOCK).collect();
        let block = |start: u32| {
            self.nearest_of_block(rows, start..(start + BLOCK as u32).min(queries.end), end, width)
        };
        let blocks: Vec<Vec<Vec<Candidate>>> = starts.into_par_iter().map(block).collect();
        blocks.into_iter().flatten().collect()
    }

    fn nearest_of_block(
        &self,
        rows: &SplitRows,
        block: Range<u32>,
        end: u32,
        width: usize,
    ) -> Vec<Vec<Candidate>> {
        let (mut flat, mut values) = (Vec::with_capacity(block.len() * rows.dimension()), Vec::new());
        for id in block.clone() {
            rows.decode(id, &mut values);
            flat.extend_from_slice(&values);
        }
        let vectors = UnitVectors::from_copied(&flat, rows.dimension());
        let mut asked = Queries::new(vectors, f32::NEG_INFINITY);
        let mut bests: Vec<Best> = block.clone().map(|query| Best::of(query, width)).collect();
        let panels = 0..((end - self.first) as usize).div_ceil(PANEL);
        screen(Level::best(), &mut asked, &self.panels, panels, |asked, hits| {
            for hit in hits {
                let (best, id) = (&mut bests[hit.query as usize], self.first + hit.row);
                if id < end && best.take(id, score(asked, &self.panels, hit)) {
                    asked.set_threshold(hit.query as usize, best.cut);
                }
            }
        });
        let mut probe = Probe::new();
        bests.into_iter().map(|best| best.finish(rows, &mut probe)).collect()
    }
}

/// The best rows for one query so far.
struct Best {
    query: u32,
    width: usize,
    /// Unordered, up to twice the width.
    kept: Vec<Candidate>,
    /// No score below this is among the best.
    cut: f32,
}

impl Best {
    fn of(query: u32, width: usize) -> Self {
        Self { query, width, kept: Vec::with_capacity(2 * width), cut: f32::NEG_INFINITY }
    }

    /// Takes a row in where it may be among the best; whether the cut has risen.
    fn take(&mut self, id: u32, score: f32) -> bool {
        if score < self.cut || id == self.query {
            return false;
        }
        self.kept.push(Candidate::new(id, score));
        let full = self.kept.len() == 2 * self.width;
        if full {
            let (_, last, _) = self.kept.select_nth_unstable(self.width - 1);
            self.cut = last.score();
            self.kept.truncate(self.width);
        }
        full
    }

    /// The best rows, scored as walks score them: links are chosen by comparing one score with another.
    fn finish(mut self, rows: &SplitRows, probe: &mut Probe) -> Vec<Candidate> {
        self.kept.sort_unstable();
        self.kept.truncate(self.width);
        let ids: Vec<u32> = self.kept.iter().map(|candidate| candidate.id()).collect();
        let mut scores = Vec::with_capacity(ids.len());
        probe.set_row(rows, self.query);
        rows.scores(probe, &ids, &mut scores);
        let mut scored: Vec<Candidate> =
            ids.iter().zip(scores).map(|(&id, score)| Candidate::new(id, score)).collect();
        scored.sort_unstable();
        scored
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Candidate, Crowd, Probe, SplitRows, UnitVectors};

    proptest! {
        #[test]
        fn the_best_of_a_crowd_are_those_of_scoring_every_row(
            numbers in prop::collection::vec(-1.0f32..1.0, 7 * 200),
            n in 1usize..200,
            first in 0usize..200,
            width in 1usize..40,
        ) {
            let (numbers, first) = (&numbers[..7 * n], first % n);
            let unit: Vec<f32> = numbers.chunks(7).flat_map(|row| {
                let length = row.iter().map(|v| v * v).sum::<f32>().sqrt();
                row.iter().map(move |v| v / length)
            }).collect();
            let order: Vec<u32> = (0..n as u32).collect();
            let rows = SplitRows::encode(UnitVectors::from_copied(&unit, 7), &order);
            let end = (first + n).div_ceil(2) as u32;
            let crowd = Crowd::of(&rows, first as u32..n as u32);
            let found = crowd.nearest(&rows, 0..n as u32, end, width);
            for (query, found) in (0u32..).zip(found) {
                let others: Vec<u32> = (first as u32..end).filter(|&id| id != query).collect();
                let (mut probe, mut scores) = (Probe::new(), Vec::new());
                probe.set_row(&rows, query);
                rows.scores(&probe, &others, &mut scores);
                let mut all: Vec<Candidate> =
                    others.iter().zip(scores).map(|(&id, score)| Candidate::new(id, score)).collect();
                all.sort_unstable();
                prop_assert_eq!(found.len(), all.len().min(width));
                // A crowd ranks by bytes of its own, each good to about a hundredth.
                for (found, best) in found.iter().zip(&all) {
                    prop_assert!((found.score() - best.score()).abs() < 0.03);
                }
                prop_assert!(found.is_sorted() && found.iter().all(|one| all.contains(one)));
            }
        }
    }
}
