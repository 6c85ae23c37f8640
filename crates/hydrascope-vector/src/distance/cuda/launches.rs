//! Launches one behind the other: the pairs of one are taken while the next one runs.
//!
//! A launch that found more pairs than it had room for is done again in halves, so that no pair is lost and none comes twice.

use super::CudaError;
use super::driver::{Device, Program};
use super::launch::{Job, Side, Span};
use super::memory::{Codes, Counter, Words};
use crate::distance::flat::{Code, Edge, TILE, Take};

/// Where the rows of the second operand lie.
#[derive(Clone, Copy, Debug)]
pub(super) enum Place {
    /// Among those of the first.
    Group,
    /// Beside them.
    Beside(usize),
}

/// Rows by number, multiples of a tile: a part of a join that one launch does.
#[derive(Clone, Copy, Debug)]
pub(super) struct Task {
    pub(super) a_first: usize,
    pub(super) a_rows: usize,
    pub(super) b_first: usize,
    pub(super) b_rows: usize,
    /// Where the rows of the second operand lie.
    pub(super) place: Place,
    /// Number of the row at the beginning of that memory.
    pub(super) b_from: usize,
}

/// What lies on the card.
pub(super) struct Card {
    /// Rows of the first operand.
    pub(super) group: Codes,
    /// Number of the first of them.
    pub(super) group_first: usize,
    /// Rows of the second, where they are none of the first.
    pub(super) beside: Vec<Codes>,
    pub(super) need: Words,
    pub(super) slack: Words,
    pub(super) tile_slack: Words,
    pub(super) triangle: bool,
}

/// Launches under way, two at most, and who takes their pairs.
pub(super) struct Launches<'a, C: Code> {
    device: &'a Device,
    program: Program,
    pub(super) card: Card,
    outputs: [(Words, Counter); 2],
    pending: Option<(Task, usize, Span)>,
    next: usize,
    take: &'a mut Take<'a, C>,
    seconds: f64,
}

/// Room for the pairs of two launches.
pub(super) fn outputs(device: &Device) -> Result<[(Words, Counter); 2], CudaError> {
    let output = || Ok((device.words(device.limits.pairs * 3)?, device.counter()?));
    Ok([output()?, output()?])
}

/// Numbers as the kernels take them.
pub(super) fn bits<C: Code>(numbers: &[C::Number]) -> Vec<u32> {
    numbers.iter().map(|&number| C::bits(number)).collect()
}

impl<'a, C: Code> Launches<'a, C> {
    pub(super) fn new(
        device: &'a Device,
        program: Program,
        card: Card,
        outputs: [(Words, Counter); 2],
        take: &'a mut Take<'a, C>,
    ) -> Self {
        Self { device, program, card, outputs, pending: None, next: 0, take, seconds: 0.0 }
    }

    /// Starts a task, then takes the pairs of the one before.
    pub(super) fn push(&mut self, task: Task) -> Result<(), CudaError> {
        let output = self.next;
        self.next = 1 - output;
        let span = self.start(task, output)?;
        if let Some(before) = self.pending.replace((task, output, span)) {
            self.collect(before)?;
        }
        Ok(())
    }

    /// Takes the pairs of what is under way.
    pub(super) fn finish(&mut self) -> Result<(), CudaError> {
        self.pending.take().map_or(Ok(()), |last| self.collect(last))
    }

    /// Seconds that kernels ran so far.
    pub(super) fn seconds(&self) -> f64 {
        self.seconds
    }

    fn start(&mut self, task: Task, output: usize) -> Result<Span, CudaError> {
        let card = &self.card;
        let codes = match task.place {
            Place::Group => &card.group,
            Place::Beside(place) => &card.beside[place],
        };
        let (edges, count) = &mut self.outputs[output];
        let job = Job {
            a: Side {
                codes: &card.group,
                at: task.a_first - card.group_first,
                first: task.a_first,
                rows: task.a_rows,
                numbers: &card.need,
            },
            b: Side {
                codes,
                at: task.b_first - task.b_from,
                first: task.b_first,
                rows: task.b_rows,
                numbers: &card.slack,
            },
            tile_slack: &card.tile_slack,
            b_rows: task.b_rows,
            triangle: card.triangle,
        };
        self.device.start_join(&self.program, &job, edges, count)
    }

    /// Waits for a launch and takes its pairs; where there was too little room, those of its halves.
    fn collect(&mut self, (task, output, span): (Task, usize, Span)) -> Result<(), CudaError> {
        let (edges, count) = &self.outputs[output];
        let found = self.device.read_count(count)? as usize;
        self.seconds += self.device.seconds(&span)?;
        if found > edges.len() / 3 {
            for half in task.halves() {
                let span = self.start(half, output)?;
                self.collect((half, output, span))?;
            }
            return Ok(());
        }
        let words = self.device.read(edges, found * 3)?;
        let edge = |&[a, b, product]: &[u32; 3]| Edge { a, b, product: C::from_bits(product) };
        let edges: Vec<_> = words.as_chunks().0.iter().map(edge).collect();
        if !edges.is_empty() {
            (self.take)(&edges);
        }
        Ok(())
    }
}

impl Task {
    /// Both halves of the longer side. A task of one tile has none, and never more pairs than there is room for.
    pub(super) fn halves(self) -> [Self; 2] {
        let half = |rows: usize| (rows / 2).next_multiple_of(TILE);
        if self.a_rows > self.b_rows {
            let upper = half(self.a_rows);
            [
                Self { a_rows: upper, ..self },
                Self { a_first: self.a_first + upper, a_rows: self.a_rows - upper, ..self },
            ]
        } else {
            let left = half(self.b_rows);
            [
                Self { b_rows: left, ..self },
                Self { b_first: self.b_first + left, b_rows: self.b_rows - left, ..self },
            ]
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Place, TILE, Task};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn halves_are_the_whole_and_smaller(a in 1usize..40, b in 1usize..40, first in 0usize..9) {
            prop_assume!(a + b > 2);
            let (a_first, b_first) = (first * TILE, 7 * TILE);
            let task =
                Task { a_first, a_rows: a * TILE, b_first, b_rows: b * TILE, place: Place::Group, b_from: 0 };
            let mut met = vec![vec![0; b]; a];
            for half in task.halves() {
                prop_assert!(half.a_rows % TILE == 0 && half.b_rows % TILE == 0);
                prop_assert!(0 < half.a_rows * half.b_rows && half.a_rows * half.b_rows < task.a_rows * task.b_rows);
                for row in half.a_first..half.a_first + half.a_rows {
                    for column in (half.b_first..half.b_first + half.b_rows).step_by(TILE) {
                        met[(row - a_first) / TILE][(column - b_first) / TILE] += 1;
                    }
                }
            }
            prop_assert!(met.iter().flatten().all(|&times| times == TILE));
        }
    }
}
