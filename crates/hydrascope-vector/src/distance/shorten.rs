//! Comparing a part of the numbers first: how long the rest is bounds what it could add.
//!
//! With the numbers of `x` and `y` parted alike, `x·y = x₁·y₁ + x₂·y₂ <= x₁·y₁ + |x₂||y₂|` (Cauchy and Schwarz), as in
//! searches for large inner products (C. Teflioudi, R. Gemulla and O. Mykytiuk, "LEMP: Fast Retrieval of Large Entries in a
//! Matrix Product", 2015). The nearer a pair has to be, the fewer numbers tell that it is not. The kernels need nothing new:
//! the length of the rest takes the place of a row's margin.

use rayon::prelude::*;

use super::panels::{GROUP, Panels};
use super::quantize::{RowScale, quantize};
use super::queries::{Queries, Rest};
use super::{Level, UnitVector, UnitVectors, wide};

/// Which numbers of a row are compared first, the same in all rows. Vectors that are compared have the dimension of those it
/// was made for; those of another are not told apart by more than their first numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shortening {
    /// Ascending.
    columns: Vec<u32>,
    /// Those that are left out.
    others: Vec<u32>,
}

impl Shortening {
    /// The `count` numbers (at least one group of four, at most all) whose squares sum to most over some of the vectors.
    pub fn new(vectors: UnitVectors<'_>, count: usize) -> Self {
        Self::of_first(&by_energy(vectors), count)
    }

    fn of_first(order: &[u32], count: usize) -> Self {
        let (first, rest) = order.split_at(count.max(GROUP).min(order.len()));
        let (mut columns, mut others) = (first.to_vec(), rest.to_vec());
        columns.sort_unstable();
        others.sort_unstable();
        Self { columns, others }
    }

    /// The shortening that costs least where pairs of `rows` of at least `threshold` (a cosine) are looked for, by a sample
    /// of pairs; none where comparing all numbers costs less.
    pub fn choose(rows: UnitVectors<'_>, threshold: f32) -> Option<Self> {
        if rows.len() < FEWEST {
            return None;
        }
        let order = by_energy(rows);
        let shares = EIGHTHS.map(|eighths| (rows.dimension() * eighths / 8).next_multiple_of(GROUP));
        let priced = shares.iter().filter(|&&count| count < rows.dimension()).map(|&count| {
            let shortening = Self::of_first(&order, count);
            (cost(count, shortening.share_passing(rows, threshold)), shortening)
        });
        let (price, shortening) = priced.min_by(|x, y| x.0.total_cmp(&y.0))?;
        (price < cost(rows.dimension(), 0.0)).then_some(shortening)
    }

    /// Numbers compared.
    pub fn len(&self) -> usize {
        self.columns.len()
    }

    /// Whether no number is compared, as of vectors without any.
    pub fn is_empty(&self) -> bool {
        self.columns.is_empty()
    }

    /// The share of a sample of pairs, 0 to 1, that the bound does not rule out.
    fn share_passing(&self, rows: UnitVectors<'_>, threshold: f32) -> f64 {
        let level = Level::best();
        let parted = |row: UnitVector<'_>| (self.first(row.as_slice()), self.rest(row.as_slice()));
        let asked: Vec<(Vec<f32>, f32)> = strided(rows, ASKED).map(parted).collect();
        let rows: Vec<(Vec<f32>, f32)> = strided(rows, SAMPLE).map(parted).collect();
        let passing = asked.par_iter().map(|(first, rest)| {
            let bound = |row: &(Vec<f32>, f32)| wide::dot(level, &row.0, first) + row.1 * rest;
            rows.iter().filter(|row| bound(row) >= threshold - MARGINS).count()
        });
        passing.sum::<usize>() as f64 / (rows.len() * asked.len()) as f64
    }

    fn first(&self, row: &[f32]) -> Vec<f32> {
        self.columns.iter().map(|&column| number(row, column)).collect()
    }

    /// The length of what is left out.
    fn rest(&self, row: &[f32]) -> f32 {
        let squares = self.others.iter().map(|&column| f64::from(number(row, column)).powi(2));
        squares.sum::<f64>().sqrt() as f32
    }

    /// Writes the codes of what is compared; the scale and margin of these, and the length of the rest.
    fn encode(&self, row: &[f32], codes: &mut [i8]) -> (RowScale, f32) {
        (quantize(&self.first(row), codes), self.rest(row))
    }
}

/// A number of a row; 0 where the row is of a smaller dimension.
fn number(row: &[f32], column: u32) -> f32 {
    row.get(column as usize).copied().unwrap_or(0.0)
}

/// Rows that are compared with others to choose.
const ASKED: usize = 64;
/// The others.
const SAMPLE: usize = 1024;
/// With fewer rows a choice costs more than it saves.
const FEWEST: usize = 8192;
/// Shares of the numbers that are tried.
const EIGHTHS: [usize; 5] = [1, 2, 3, 4, 6];

/// About what the bytes of two rows lose, by which more pairs pass.
const MARGINS: f32 = 0.015;

/// What a pair costs, in numbers compared: those, what a tile adds, and scoring again the share that passes. Rough, from
/// joins of 100,000 vectors at thresholds of 0.7 to 0.98; it decides what is faster, not what is found.
fn cost(count: usize, passing: f64) -> f64 {
    count as f64 + 25.0 + 40_000.0 * passing
}

/// The numbers of a row, those first whose squares sum to most over some of the vectors.
fn by_energy(vectors: UnitVectors<'_>) -> Vec<u32> {
    let mut energy: Vec<(f64, u32)> = (0..vectors.dimension() as u32).map(|column| (0.0, column)).collect();
    for row in strided(vectors, SAMPLE) {
        for (sum, value) in energy.iter_mut().zip(row.as_slice()) {
            sum.0 += f64::from(value * value);
        }
    }
    energy.sort_by(|x, y| y.0.total_cmp(&x.0).then(x.1.cmp(&y.1)));
    energy.into_iter().map(|(_, column)| column).collect()
}

/// Up to so many rows, evenly spread.
fn strided<'a>(vectors: UnitVectors<'a>, most: usize) -> impl Iterator<Item = UnitVector<'a>> {
    (0..vectors.len()).step_by(vectors.len().div_ceil(most).max(1)).map(move |row| vectors.row(row))
}

/// Rows of which a part is compared first; see [`Shortening`].
#[derive(Clone, Debug)]
pub struct ShortPanels {
    shortening: Shortening,
    /// With the length of the rest for a margin.
    panels: Panels,
    /// The largest margin of the rows' codes.
    margin: f32,
}

impl ShortPanels {
    /// No rows yet.
    pub fn empty(shortening: Shortening) -> Self {
        Self { panels: Panels::empty(shortening.len()), shortening, margin: 0.0 }
    }

    /// All rows; work is spread over the current rayon pool.
    pub fn new(shortening: Shortening, vectors: UnitVectors<'_>) -> Self {
        let encode = |row: usize, codes: &mut [i8]| {
            let (scaled, rest) = shortening.encode(vectors.row(row).as_slice(), codes);
            (RowScale { margin: rest, ..scaled }, scaled.margin)
        };
        let (panels, margin) = Panels::encoded(vectors.len(), shortening.len(), encode);
        Self { shortening, panels, margin }
    }

    /// Adds one row behind the others.
    pub fn push(&mut self, row: UnitVector<'_>) {
        let mut codes = vec![0; self.shortening.len()];
        let (scaled, rest) = self.shortening.encode(row.as_slice(), &mut codes);
        self.margin = self.margin.max(scaled.margin);
        self.panels.push_codes(&codes, RowScale { margin: rest, ..scaled });
    }

    /// What [`super::screen`] compares with [`Queries`] of these rows.
    pub fn panels(&self) -> &Panels {
        &self.panels
    }

    /// Rows that are compared with those here, all of which ask for cosines of at least `threshold`. A pair that a screen
    /// leaves out is below it for certain; the product of a hit is that of a part of its numbers.
    pub fn queries(&self, vectors: UnitVectors<'_>, threshold: f32) -> Queries {
        Queries::encoded(vectors.len(), self.shortening.len(), threshold, |row, codes| {
            let (scaled, rest) = self.shortening.encode(vectors.row(row).as_slice(), codes);
            // Vectors may be a trace longer than one.
            let rest = Rest { weight: rest, most: 1.001 * rest };
            (RowScale { margin: scaled.margin + self.margin, ..scaled }, rest)
        })
    }
}
