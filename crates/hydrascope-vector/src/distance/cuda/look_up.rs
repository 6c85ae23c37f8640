//! Look-ups: the rows that may be among the nearest of each query.
//!
//! First each half tile of rows says what one of its rows reaches for certain; the k-th largest of these numbers is a bound
//! that k rows reach. Then a join with that bound, one for each query, lists all that may come up to it. Rows are copied
//! twice where they do not lie on the card as a whole.

use std::ops::Range;

use rayon::prelude::*;

use super::CudaError;
use super::driver::{Device, Program};
use super::launch::{Job, Side};
use super::launches::{Card, Launches, Place, Task, bits, outputs};
use crate::distance::flat::{Code, Edge, FlatRows, ROWS_B};

/// Queries that are asked together.
const QUERIES: usize = 4096;

impl Device {
    /// For each query the rows that may be among its `k` nearest, ascending: all of those, and few others as long
    /// as `k` is well below a 64th of the rows; beyond it, every row. Who wants the `k` nearest alone scores them again. No rows
    /// where `k` is 0.
    ///
    /// # Errors
    /// Where queries and rows are not of one dimension and unit, the rows are too long, or the card has too little memory or
    /// fails.
    pub fn look_up<C: Code>(
        &self,
        queries: &FlatRows<C>,
        rows: &FlatRows<C>,
        k: usize,
    ) -> Result<Vec<Vec<u32>>, CudaError> {
        if queries.dimension() != rows.dimension() || queries.unit() != rows.unit() {
            return Err(CudaError::Mixed {
                expected: rows.dimension(),
                unit: rows.unit().to_string(),
                received: queries.dimension(),
                other: queries.unit().to_string(),
            });
        }
        let mut found = vec![Vec::new(); queries.len()];
        if k > 0 && !rows.is_empty() {
            for start in (0..queries.padded()).step_by(QUERIES) {
                let block = start..(start + QUERIES).min(queries.padded());
                LookUp::new(self, queries, block, rows)?.list(k, &mut found)?;
            }
        }
        found.iter_mut().for_each(|rows| rows.sort_unstable());
        Ok(found)
    }
}

/// Some queries on the card, and the rows that pass by them.
struct LookUp<'a, C: Code> {
    device: &'a Device,
    queries: &'a FlatRows<C>,
    /// Queries that are asked now.
    block: Range<usize>,
    rows: &'a FlatRows<C>,
    panels: Vec<Range<usize>>,
    program: Program,
    card: Card,
}

impl<'a, C: Code> LookUp<'a, C> {
    fn new(
        device: &'a Device,
        queries: &'a FlatRows<C>,
        block: Range<usize>,
        rows: &'a FlatRows<C>,
    ) -> Result<Self, CudaError> {
        let (bytes, panel) = (rows.row_bytes(), device.limits.panel.min(rows.padded()));
        let until = |start: usize| start..(start + panel).min(rows.padded());
        let panels: Vec<_> = (0..rows.padded()).step_by(panel).map(until).collect();
        let mut group = device.codes(block.len() * bytes)?;
        device.copy(queries.codes_of(&block), &mut group)?;
        let places = 0..panels.len().min(2);
        let card = Card {
            group,
            group_first: 0,
            beside: places.map(|_| device.codes(panel * bytes)).collect::<Result<_, _>>()?,
            // The first kernel does not read it; the second gets its own.
            need: device.upload(&bits::<C>(&queries.slack()[block.clone()]))?,
            slack: device.upload(&bits::<C>(rows.slack()))?,
            tile_slack: device.upload(&bits::<C>(&rows.tile_slack()))?,
            triangle: false,
        };
        let program = device.program(C::CODE, bytes)?;
        Ok(Self { device, queries, block, rows, panels, program, card })
    }

    /// For each query the `k` largest of what half tiles reach for certain, or fewer.
    fn reached(&mut self, k: usize) -> Result<Vec<Vec<C::Number>>, CudaError> {
        let queries = self.block.len();
        let mut reached: Vec<Vec<C::Number>> = vec![Vec::new(); queries];
        let widest = self.panels.iter().map(|panel| panel.len() / ROWS_B * 2).max().unwrap_or(0);
        let mut most = self.device.words(queries * widest)?;
        for (i, panel) in self.panels.iter().enumerate() {
            self.device.copy(self.rows.codes_of(panel), &mut self.card.beside[i % 2])?;
            let card = &self.card;
            let (first, rows) = (panel.start, panel.len());
            let a = Side { codes: &card.group, at: 0, first: 0, rows: queries, numbers: &card.need };
            let b = Side { codes: &card.beside[i % 2], at: 0, first, rows, numbers: &card.slack };
            let b_rows = self.rows.len().saturating_sub(first).min(rows);
            let job = Job { a, b, tile_slack: &card.tile_slack, b_rows, triangle: false };
            let span = self.device.start_certain(&self.program, &job, &mut most)?;
            self.device.seconds(&span)?;
            let width = rows / ROWS_B * 2;
            let numbers = self.device.read(&most, queries * width)?;
            reached.par_iter_mut().zip(numbers.par_chunks(width)).for_each(|(reached, row)| {
                reached.extend(row.iter().map(|&bits| C::from_bits(bits)));
                keep_largest(reached, k);
            });
        }
        Ok(reached)
    }

    /// What a product and the slack of the other row must come to where that row may be among the `k` nearest.
    fn need(&self, reached: &[Vec<C::Number>], k: usize) -> Vec<C::Number> {
        let need = |(query, reached): (usize, &Vec<C::Number>)| match reached.last() {
            _ if query >= self.queries.len() => C::UNREACHABLE,
            // Once for the query's own slack in the bound, once for that in the product.
            Some(&least) if reached.len() == k => {
                let slack = self.queries.slack()[query];
                self.queries.need_at_least(C::minus(least, slack), slack)
            }
            _ => C::NOTHING,
        };
        self.block.clone().zip(reached).map(need).collect()
    }

    /// Adds the rows that may be among the `k` nearest to those of each query.
    fn list(mut self, k: usize, found: &mut [Vec<u32>]) -> Result<(), CudaError> {
        let reached = self.reached(k)?;
        self.card.need = self.device.upload(&bits::<C>(&self.need(&reached, k)))?;
        let (start, len, queries) = (self.block.start, self.rows.len(), self.block.len());
        let mut take = |edges: &[Edge<C::Number>]| {
            for edge in edges.iter().filter(|edge| (edge.b as usize) < len) {
                found[start + edge.a as usize].push(edge.b);
            }
        };
        let outputs = outputs(self.device)?;
        let mut launches = Launches::<C>::new(self.device, self.program, self.card, outputs, &mut take);
        for (i, panel) in self.panels.iter().enumerate() {
            // Up to two panels are still there.
            if self.panels.len() > 2 {
                self.device.copy(self.rows.codes_of(panel), &mut launches.card.beside[i % 2])?;
            }
            let (b_first, b_rows) = (panel.start, panel.len());
            let place = Place::Beside(i % 2);
            launches.push(Task { a_first: 0, a_rows: queries, b_first, b_rows, place, b_from: b_first })?;
        }
        launches.finish()
    }
}

/// Keeps the `k` largest numbers.
fn keep_largest<N: PartialOrd>(numbers: &mut Vec<N>, k: usize) {
    numbers.sort_unstable_by(|a, b| b.partial_cmp(a).unwrap_or(std::cmp::Ordering::Equal));
    numbers.truncate(k);
}
