//! The rows themselves.

use rayon::prelude::*;

use super::code::{LARGEST, high_and_low};
use super::{Probe, fine, rough};
use crate::distance::line::{BYTES, Line, lines_for};
use crate::distance::{Level, UnitVectors};

/// Rows encoded together by one task.
const BLOCK: usize = 1024;

/// Rows of 16-bit fixed point in two planes; see the module. Owns its memory, about two bytes a number and four a row.
#[derive(Clone, Debug)]
pub struct SplitRows {
    level: Level,
    dimension: usize,
    /// Lines a row of the high plane.
    lines: usize,
    /// High bytes plus 128, each row padded to whole lines with 128, that is, with zeros.
    high: Vec<Line>,
    low: Vec<i8>,
    /// What a high byte of one is worth in each row.
    units: Vec<f32>,
}

impl SplitRows {
    /// Encodes the rows of `vectors` that `order` names, in that order. Numbers in `order` that name no row are left out.
    pub fn encode(vectors: UnitVectors<'_>, order: &[u32]) -> Self {
        Self::encode_for(vectors, order, Level::best())
    }

    /// [`SplitRows::encode`] for chosen instructions; for tests and benches.
    pub fn encode_for(vectors: UnitVectors<'_>, order: &[u32], level: Level) -> Self {
        let order: Vec<u32> = order.iter().copied().filter(|&row| (row as usize) < vectors.len()).collect();
        let (dimension, lines) = (vectors.dimension(), lines_for(vectors.dimension()));
        let mut high = vec![Line([0x80; BYTES]); order.len() * lines];
        let mut low = vec![0; order.len() * dimension];
        let mut units = vec![0.0; order.len()];
        let blocks = high.par_chunks_mut(BLOCK * lines).zip(low.par_chunks_mut(BLOCK * dimension));
        blocks.zip(units.par_chunks_mut(BLOCK)).zip(order.par_chunks(BLOCK)).for_each(
            |(((high, low), units), order)| {
                let rows = high.chunks_exact_mut(lines).zip(low.chunks_exact_mut(dimension));
                for (((high, low), unit), &row) in rows.zip(units).zip(order) {
                    *unit = encode_row(vectors.row(row as usize).as_slice(), high, low);
                }
            },
        );
        Self { level, dimension, lines, high, low, units }
    }

    /// Rows.
    pub fn len(&self) -> usize {
        self.units.len()
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.units.is_empty()
    }

    /// Numbers a row.
    pub fn dimension(&self) -> usize {
        self.dimension
    }

    /// Bytes in memory.
    pub fn bytes(&self) -> usize {
        self.high.capacity() * BYTES + self.low.capacity() + self.units.capacity() * size_of::<f32>()
    }

    /// The rough cosines of the probe with the rows named in `ids`, in their order; `scores` is overwritten.
    ///
    /// Each is off by at most about half a unit of the probe and half a unit of the row for each number, in practice by less
    /// than one unit in all; it may exceed 1 by as much.
    ///
    /// # Panics
    /// Where an id names no row, as a slice does, or the probe was set to more numbers than a row has. One of fewer gives scores
    /// that mean nothing.
    pub fn scores(&self, probe: &Probe, ids: &[u32], scores: &mut Vec<f32>) {
        let mut dots = [0; 32];
        scores.clear();
        for ids in ids.chunks(dots.len()) {
            rough::dots(self.level, &self.high, &probe.bytes, ids, &mut dots[..ids.len()]);
            let scored = dots
                .iter()
                .zip(ids)
                .map(|(&dot, &id)| (dot - probe.excess) as f32 * (probe.unit * self.units[id as usize]));
            scores.extend(scored);
        }
    }

    /// The cosine of an f32 query with a row, -1 to 1. For unit vectors it is off by at most the root of the dimension times
    /// the row's largest number over 65278, in practice by less than 1e-5.
    ///
    /// # Panics
    /// Where the id names no row, as a slice does.
    pub fn cosine(&self, query: &[f32], id: u32) -> f32 {
        let dot = fine::dot(self.level, self.high(id), self.low(id), query);
        (dot * (self.unit(id) / 256.0)).clamp(-1.0, 1.0)
    }

    /// Writes the row's numbers to `values`, each off by at most half a 16-bit step.
    ///
    /// # Panics
    /// Where the id names no row, as a slice does.
    pub fn decode(&self, id: u32, values: &mut Vec<f32>) {
        let scale = self.unit(id) / 256.0;
        let high = self.high(id).iter().flat_map(|line| line.0);
        values.clear();
        values.extend(high.zip(self.low(id)).map(|(high, &low)| fine::value(high, low) * scale));
    }

    /// What a step of one high byte is worth in a row.
    pub(crate) fn unit(&self, id: u32) -> f32 {
        self.units[id as usize]
    }

    /// The largest [`Probe::unit`] of all rows, 0 where there is none.
    pub fn largest_unit(&self) -> f32 {
        self.units.iter().fold(0.0, |largest, &unit| largest.max(unit))
    }

    /// Asks for the bytes that [`SplitRows::scores`] reads.
    #[inline]
    pub(crate) fn prefetch(&self, id: u32) {
        rough::prefetch(self.high(id));
    }

    /// Asks for the bytes that [`SplitRows::cosine`] reads besides those.
    #[inline]
    pub(crate) fn prefetch_low(&self, id: u32) {
        rough::prefetch(self.low(id));
    }

    #[inline]
    fn high(&self, id: u32) -> &[Line] {
        &self.high[id as usize * self.lines..][..self.lines]
    }

    fn low(&self, id: u32) -> &[i8] {
        &self.low[id as usize * self.dimension..][..self.dimension]
    }
}

impl Probe {
    /// Takes a row.
    ///
    /// # Panics
    /// Where the id names no row, as a slice does.
    pub fn set_row(&mut self, rows: &SplitRows, id: u32) {
        self.take(rows.high(id), rows.unit(id));
    }
}

/// Encodes one row and returns what its high bytes are worth.
fn encode_row(values: &[f32], high: &mut [Line], low: &mut [i8]) -> f32 {
    let largest = values.iter().fold(0.0f32, |largest, x| largest.max(x.abs()));
    let lines = high.iter_mut().zip(low.chunks_mut(BYTES)).zip(values.chunks(BYTES));
    for ((high, low), values) in lines {
        for ((high, low), &x) in high.0.iter_mut().zip(low).zip(values) {
            let (signed, rest) = high_and_low(x, largest);
            (*high, *low) = (signed.cast_unsigned() ^ 0x80, rest);
        }
    }
    largest / LARGEST * 256.0
}
