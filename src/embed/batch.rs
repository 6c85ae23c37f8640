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

    /// Ranges of neighbouring sequences whose padded size, rows × longest, stays within `budget` tokens
    /// (a single longer sequence makes a batch of its own).
    pub(super) fn batches(&self, budget: usize) -> Vec<Range<usize>> {
        let mut batches = Vec::new();
        let mut start = 0;
        for (i, sequence) in self.sequences.iter().enumerate() {
            if i > start && (i + 1 - start) * sequence.len() > budget {
                batches.push(start..i);
                start = i;
            }
        }
        if start < self.sequences.len() {
            batches.push(start..self.sequences.len());
        }
        batches
    }
}

/// One padded batch as the graph takes it: ids and attention mask, both rows × width.
pub(super) struct Padded {
    pub rows: usize,
    pub width: usize,
    pub ids: Vec<i64>,
    pub mask: Vec<i64>,
}

impl Padded {
    /// Pads sequences on the right to the longest of them.
    pub(super) fn new(sequences: &[&[u32]], pad: u32) -> Self {
        let rows = sequences.len();
        let width = sequences.iter().map(|s| s.len()).max().unwrap_or(0);
        let (mut ids, mut mask) = (vec![i64::from(pad); rows * width], vec![0; rows * width]);
        for (row, sequence) in sequences.iter().enumerate() {
            for (column, &id) in sequence.iter().enumerate() {
                ids[row * width + column] = i64::from(id);
                mask[row * width + column] = 1;
            }
        }
        Self { rows, width, ids, mask }
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
                let width = distinct.sequences[batch.end - 1].len();
                prop_assert!(batch.len() == 1 || batch.len() * width <= budget);
            }
        }
    }
}
