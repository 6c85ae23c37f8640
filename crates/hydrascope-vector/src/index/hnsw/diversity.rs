//! Which candidates become links: near ones, each in a direction of its own (algorithm 4 of Malkov and Yashunin).

use super::frontier::Candidate;
use crate::distance::{Probe, SplitRows};

/// Memory that choosing reuses.
#[derive(Debug, Default)]
pub(super) struct Chooser {
    probe: Probe,
    alive: Vec<Candidate>,
    ids: Vec<u32>,
    scores: Vec<f32>,
}

impl Chooser {
    /// Up to `most` of the candidates of a vector, nearest first: a candidate is left out where it is nearer to one that
    /// was chosen before it than to the vector itself. `candidates` are sorted and carry their scores with the vector.
    pub(super) fn choose(&mut self, rows: &SplitRows, candidates: &[Candidate], most: usize) -> Vec<u32> {
        let Self { probe, alive, ids, scores } = self;
        let mut chosen = Vec::with_capacity(most);
        alive.clear();
        alive.extend_from_slice(candidates);
        while chosen.len() < most
            && let Some(&next) = alive.first()
        {
            chosen.push(next.id());
            alive.remove(0);
            probe.set_row(rows, next.id());
            ids.clear();
            ids.extend(alive.iter().map(|candidate| candidate.id()));
            rows.scores(probe, ids, scores);
            let mut scores = scores.iter();
            alive.retain(|candidate| scores.next().is_some_and(|&score| score <= candidate.score()));
        }
        chosen
    }
}
