//! One walk through one layer, and the memory it reuses.

use std::sync::{Mutex, PoisonError};

use super::frontier::{Candidate, Frontier};
use super::links::Links;
use super::visited::Visited;
use crate::distance::{Probe, SplitRows, prefetch};

/// What a walk needs besides the graph.
#[derive(Debug, Default)]
pub(super) struct Walker {
    pub(super) probe: Probe,
    pub(super) frontier: Frontier,
    pub(super) visited: Visited,
    pub(super) fresh: Vec<u32>,
    pub(super) scores: Vec<f32>,
}

impl Walker {
    /// Walks a layer from `entries` towards the probe until the best `width` candidates seen have all been followed; they
    /// are then in the frontier. Scores are rough cosines.
    pub(super) fn walk(&mut self, rows: &SplitRows, links: &Links, entries: &[u32], width: usize) {
        self.visited.clear(links.len());
        self.frontier.reset(width);
        self.see(rows, entries);
        while let Some(candidate) = self.frontier.follow() {
            self.see(rows, links.of(candidate.id()));
            if let Some(next) = self.frontier.peek() {
                prefetch(links.slots(next.id()));
            }
        }
    }

    /// Scores those of `ids` not seen before and offers them to the frontier.
    #[inline]
    fn see(&mut self, rows: &SplitRows, ids: &[u32]) {
        self.score_new(rows, ids);
        for (&id, &score) in self.fresh.iter().zip(&self.scores) {
            self.frontier.offer(Candidate::new(id, score));
        }
    }

    /// Puts those of `ids` not seen before into `fresh` and their rough cosines into `scores`.
    #[inline]
    pub(super) fn score_new(&mut self, rows: &SplitRows, ids: &[u32]) {
        self.fresh.clear();
        for &id in ids {
            if self.visited.insert(id) {
                rows.prefetch(id);
                self.fresh.push(id);
            }
        }
        rows.scores(&self.probe, &self.fresh, &mut self.scores);
    }

    /// Bytes that grow with the number of vectors.
    fn bytes(&self) -> usize {
        self.visited.bytes()
    }
}

/// Walkers that wait for their next walk: at most as many as have walked at one time.
#[derive(Debug, Default)]
pub(super) struct Walkers(Mutex<Vec<Walker>>);

impl Walkers {
    /// Lends a walker to `work`. What the walker did before changes no answer.
    pub(super) fn lend<T>(&self, work: impl FnOnce(&mut Walker) -> T) -> T {
        // The list is whole even where a thread ended while it held the lock.
        let mut walker = self.0.lock().unwrap_or_else(PoisonError::into_inner).pop().unwrap_or_default();
        let done = work(&mut walker);
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(walker);
        done
    }

    /// Bytes of those that wait.
    pub(super) fn bytes(&self) -> usize {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).iter().map(Walker::bytes).sum()
    }
}
