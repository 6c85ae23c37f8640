//! Which texts are run together: a plan that depends on the texts only, never on threads.

use std::ops::Range;

/// Token sequences sorted by length and then by content, equal ones kept once.
pub(super) struct Distinct<'a> {
    /// The sequences, shortest first, none empty.
    pub sequences: Vec<&'a [u32]>,
    /// For each input, the index of its sequence; `None` for an empty input.
    pub place: Vec<Option<usize>>,
}

impl<'a> Distinct<'a> {
    /// Sorts the inputs and collapses equal ones.
    pub(super) fn new(inputs: Vec<&'a [u32]>) -> Self {
        let mut order: Vec<usize> = (0..inputs.len()).filter(|&i| !inputs[i].is_empty()).collect();
        order.sort_unstable_by(|&a, &b| {
            let (a, b) = (inputs[a], inputs[b]);
            a.len().cmp(&b.len()).then_with(|| a.cmp(b))
        });
        let mut distinct = Self { sequences: Vec::new(), place: vec![None; inputs.len()] };
        for i in order {
            if distinct.sequences.last() != Some(&inputs[i]) {
                distinct.sequences.push(inputs[i]);
            }
            distinct.place[i] = Some(distinct.sequences.len() - 1);
        }
        distinct
    }

    /// Ranges of neighbouring sequences of one length, of `budget` tokens at most (a longer sequence makes a batch of
    /// its own). Without padding every step of a graph works on the same numbers whichever texts are run together.
    pub(super) fn batches(&self, budget: usize) -> Vec<Range<usize>> {
        let mut batches = Vec::new();
        let mut start = 0;
        for same in self.sequences.chunk_by(|a, b| a.len() == b.len()) {
            let end = start + same.len();
            let rows = (budget / same[0].len()).max(1);
            batches.extend((start..end).step_by(rows).map(|i| i..end.min(i + rows)));
            start = end;
        }
        batches
    }
}

/// One batch as the graph takes it: ids, rows × width, every one of them a token that counts.
pub(super) struct Batch {
    pub rows: usize,
    pub width: usize,
    pub ids: Vec<i64>,
}

impl Batch {
    /// Sequences of one length.
    pub(super) fn new(sequences: &[&[u32]]) -> Self {
        let width = sequences.first().map_or(0, |s| s.len());
        let ids = sequences.iter().flat_map(|s| s.iter().map(|&id| i64::from(id))).collect();
        Self { rows: sequences.len(), width, ids }
    }

    /// What a graph may ask for beside the ids.
    pub(super) fn inputs(&self) -> Inputs<'_> {
        Inputs { ids: &self.ids, types: vec![0; self.ids.len()], mask: vec![1; self.ids.len()] }
    }
}

/// The inputs of a graph for one batch, as many numbers each as it has ids.
pub(super) struct Inputs<'a> {
    ids: &'a [i64],
    types: Vec<i64>,
    mask: Vec<i64>,
}

impl Inputs<'_> {
    /// The numbers of the input of this name.
    pub(super) fn of(&self, name: &str) -> &[i64] {
        match name {
            "input_ids" => self.ids,
            "attention_mask" => &self.mask,
            _ => &self.types,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Distinct;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_input_finds_its_sequence_in_exactly_one_batch(
            inputs in prop::collection::vec(prop::collection::vec(0u32..4, 0..6), 0..40),
            budget in 1usize..20,
        ) {
            let distinct = Distinct::new(inputs.iter().map(Vec::as_slice).collect());
            for (input, place) in inputs.iter().zip(&distinct.place) {
                prop_assert_eq!(place.map(|p| distinct.sequences[p]), Some(&input[..]).filter(|s| !s.is_empty()));
            }
            let batches = distinct.batches(budget);
            let covered: Vec<usize> = batches.iter().cloned().flatten().collect();
            prop_assert_eq!(covered, (0..distinct.sequences.len()).collect::<Vec<_>>());
            for batch in batches {
                let (first, last) = (distinct.sequences[batch.start], distinct.sequences[batch.end - 1]);
                prop_assert_eq!(first.len(), last.len());
                prop_assert!(batch.len() == 1 || batch.len() * first.len() <= budget);
            }
        }
    }
}
