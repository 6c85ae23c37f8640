//! Search by threshold: everything near enough that links lead to, and nothing beyond.

use rayon::prelude::*;

use super::HnswIndex;
use super::walker::Walker;
use crate::distance::UnitVector;
use crate::index::{MinCosine, Neighbor, Pair, sort_nearest_first};

impl HnswIndex {
    /// The vectors of at least that cosine, nearest first. The query has the dimension of the index, which is not empty.
    pub(super) fn found_within(&self, query: UnitVector<'_>, min_cosine: MinCosine) -> Vec<Neighbor> {
        let found = self.walkers.lend(|walker| {
            walker.probe.set(query.as_slice());
            self.layers.descend(&self.rows, walker, 0, self.search_width);
            self.near_enough(walker, min_cosine.get())
        });
        let mut neighbors: Vec<Neighbor> =
            found.into_iter().map(|row| self.neighbor(query.as_slice(), row)).collect();
        neighbors.retain(|neighbor| neighbor.cosine >= min_cosine.get());
        sort_nearest_first(&mut neighbors);
        neighbors
    }

    /// All pairs of at least that cosine. Each pair is looked for from both of its ends, which finds more than either alone.
    pub(super) fn found_pairs(&self, min_cosine: MinCosine) -> Vec<Pair> {
        let rows = 0..self.rows.len() as u32;
        let mut ends: Vec<(u32, u32)> = rows
            .into_par_iter()
            .flat_map_iter(|row| {
                let found = self.walkers.lend(|walker| {
                    walker.probe.set_row(&self.rows, row);
                    walker.walk(&self.rows, self.layers.layer(0), &[row], self.search_width);
                    self.near_enough(walker, min_cosine.get())
                });
                let other = found.into_iter().filter(move |&other| other != row);
                other.map(move |other| self.by_outer(row, other))
            })
            .collect();
        ends.par_sort_unstable_by_key(|&(a, b)| (self.outer[a as usize], self.outer[b as usize]));
        ends.dedup();
        let groups: Vec<&[(u32, u32)]> = ends.chunk_by(|x, y| x.0 == y.0).collect();
        groups.par_iter().flat_map_iter(|group| self.scored(group, min_cosine.get())).collect()
    }

    /// Two rows, the one with the smaller id first, so that their cosine is computed one way only.
    fn by_outer(&self, x: u32, y: u32) -> (u32, u32) {
        if self.outer[x as usize] < self.outer[y as usize] { (x, y) } else { (y, x) }
    }

    /// Pairs that share their first row, with their cosines. The group is not empty.
    fn scored(&self, group: &[(u32, u32)], min_cosine: f32) -> Vec<Pair> {
        let first = group[0].0;
        let mut values = Vec::new();
        self.rows.decode(first, &mut values);
        let a = self.outer[first as usize];
        let neighbors = group.iter().map(|&(_, row)| self.neighbor(&values, row));
        let near = neighbors.filter(|neighbor| neighbor.cosine >= min_cosine);
        near.map(|neighbor| Pair { a, b: neighbor.id, cosine: neighbor.cosine }).collect()
    }

    /// The rows that a finished walk and, where that was too narrow, the links of near rows lead to, as far as their rough
    /// cosine may mean that they are near enough.
    fn near_enough(&self, walker: &mut Walker, min_cosine: f32) -> Vec<u32> {
        let floor = min_cosine - self.doubt(walker);
        let best = walker.frontier.best().iter();
        let mut found: Vec<u32> =
            best.take_while(|candidate| candidate.score() >= floor).map(|candidate| candidate.id()).collect();
        if walker.frontier.is_full() && found.len() == walker.frontier.best().len() {
            self.flood(walker, floor, &mut found);
        }
        found
    }

    /// Follows links from `found` to all rows whose rough cosine reaches the floor, and adds them.
    fn flood(&self, walker: &mut Walker, floor: f32, found: &mut Vec<u32>) {
        let links = self.layers.layer(0);
        walker.visited.clear(links.len());
        for &row in found.iter() {
            walker.visited.insert(row);
        }
        let mut next = 0;
        while let Some(&row) = found.get(next) {
            next += 1;
            walker.score_new(&self.rows, links.of(row));
            let scored = walker.fresh.iter().zip(&walker.scores);
            found.extend(scored.filter(|&(_, &score)| score >= floor).map(|(&row, _)| row));
        }
    }
}
