//! Rows as a GPU reads them: one row behind the other, in small numbers of one common scale, with a proven error bound.
//!
//! With `x = s·q + e` and `y = s·p + f` (`s` the common unit, `q` and `p` the codes, `e` and `f` what they lose) the true
//! product `x·y` differs from `s²·(q·p)` by at most `|e| + |f| + |e||f|` for unit vectors (Cauchy and Schwarz), and since
//! `|e||f| <= (|e|² + |f|²) / 2` by a sum of one number a row, its margin. Nothing about the data is assumed: a row that
//! suits the common unit badly has a large margin. Because the unit is common, a threshold on cosines is one on the products
//! of codes, and no kernel has to multiply by anything: a pair may reach the threshold only where
//! `product + slack(b) >= need(a)`, with the margins in the unit of products and rounded away from the threshold.
//!
//! [`edges`] and [`certain`] are the plain twins of `kernels/join.cu` and `kernels/top_k.cu`.

mod bytes;
mod halves;
mod plain;

pub use bytes::Bytes;
pub use halves::Halves;
pub use plain::{Edge, Take, certain, edges};

use std::ops::Range;

use rayon::prelude::*;

use super::UnitVectors;

/// Bytes that the kernels take of a row at a time; rows are padded with zeros to whole ones.
pub const SLAB: usize = 128;

/// Rows are padded with rows of zeros to a multiple of this, so that every kernel finds whole tiles.
pub const TILE: usize = 256;

/// Rows of the second operand that a kernel takes at a time.
pub const ROWS_B: usize = 128;

/// How numbers are written, and what their products are.
pub trait Code: Sized + Send + Sync + 'static {
    /// A sum of products of codes.
    type Number: Copy + PartialOrd + Send + Sync + std::fmt::Debug;

    /// What the kernels call this code.
    const CODE: u32;
    /// Bytes of one number.
    const WIDTH: usize;
    /// The slack of rows that only pad: with it nothing passes.
    const NEVER: Self::Number;
    /// The need of rows that only pad: no product reaches it.
    const UNREACHABLE: Self::Number;
    /// What is less than any row is certain to reach.
    const NOTHING: Self::Number;

    /// The common unit of some rows, above 0.
    fn unit(vectors: UnitVectors<'_>) -> f32;

    /// Writes a row's codes and gives its margin: by how much the scaled product with another row may lie beside the true
    /// one, less what the other row adds. 0 or more.
    fn encode(unit: f32, row: &[f32], codes: &mut [u8]) -> f32;

    /// The product of two rows of codes.
    fn product(a: &[u8], b: &[u8]) -> Self::Number;

    /// A margin in the unit of products, not less than it was.
    fn slack(unit: f32, margin: f32) -> Self::Number;

    /// A cosine in the unit of products, not more than it was.
    fn threshold(unit: f32, cosine: f32) -> Self::Number;

    /// The sum of two.
    fn plus(a: Self::Number, b: Self::Number) -> Self::Number;

    /// The difference of two.
    fn minus(a: Self::Number, b: Self::Number) -> Self::Number;

    /// A product as a cosine, within the margins of both rows.
    fn cosine(unit: f32, product: Self::Number) -> f32;

    /// The bits, as a kernel takes them.
    fn bits(number: Self::Number) -> u32;

    /// The number that a kernel wrote.
    fn from_bits(bits: u32) -> Self::Number;
}

/// Rows of equal dimension in codes of one common unit.
#[derive(Clone, Debug)]
pub struct FlatRows<C: Code> {
    codes: Vec<u8>,
    slack: Vec<C::Number>,
    unit: f32,
    rows: usize,
    dimension: usize,
}

impl<C: Code> FlatRows<C> {
    /// Encodes all rows; work is spread over the current rayon pool.
    pub fn new(vectors: UnitVectors<'_>) -> Self {
        Self::with_unit(vectors, C::unit(vectors))
    }

    /// Encodes rows in the unit of others, above 0, so that they can be compared with those.
    pub fn with_unit(vectors: UnitVectors<'_>, unit: f32) -> Self {
        let bytes = (vectors.dimension() * C::WIDTH).next_multiple_of(SLAB);
        let padded = vectors.len().next_multiple_of(TILE);
        let mut codes = vec![0u8; padded * bytes];
        let mut slack = vec![C::NEVER; padded];
        let width = vectors.dimension() * C::WIDTH;
        codes.par_chunks_mut(bytes).zip(&mut slack).take(vectors.len()).enumerate().for_each(
            |(row, (codes, slack))| {
                let margin = C::encode(unit, vectors.row(row).as_slice(), &mut codes[..width]);
                *slack = C::slack(unit, margin);
            },
        );
        Self { codes, slack, unit, rows: vectors.len(), dimension: vectors.dimension() }
    }

    /// Number of rows, without those that pad.
    pub fn len(&self) -> usize {
        self.rows
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.rows == 0
    }

    /// Rows with those that pad, a multiple of [`TILE`].
    pub fn padded(&self) -> usize {
        self.slack.len()
    }

    /// Numbers a row.
    pub fn dimension(&self) -> usize {
        self.dimension
    }

    /// What a code of one stands for.
    pub fn unit(&self) -> f32 {
        self.unit
    }

    /// Bytes a row takes, a multiple of [`SLAB`].
    pub fn row_bytes(&self) -> usize {
        (self.dimension * C::WIDTH).next_multiple_of(SLAB)
    }

    /// All codes, row-major, with the rows that pad.
    pub fn codes(&self) -> &[u8] {
        &self.codes
    }

    /// The codes of one row, which is there.
    pub fn row(&self, row: usize) -> &[u8] {
        self.codes_of(&(row..row + 1))
    }

    /// The codes of some rows, which are there.
    pub fn codes_of(&self, rows: &Range<usize>) -> &[u8] {
        &self.codes[rows.start * self.row_bytes()..rows.end * self.row_bytes()]
    }

    /// What each row adds to products at most, with the rows that pad.
    pub fn slack(&self) -> &[C::Number] {
        &self.slack
    }

    /// The largest slack of each [`ROWS_B`] rows.
    pub fn tile_slack(&self) -> Vec<C::Number> {
        let larger = |a: C::Number, b: C::Number| if b > a { b } else { a };
        self.slack.chunks(ROWS_B).map(|tile| tile.iter().copied().fold(C::NEVER, larger)).collect()
    }

    /// What the product of each row with another and the other's slack must come to where their cosine is `min_cosine`
    /// (-1 to 1) or more, with the rows that pad.
    pub fn need(&self, min_cosine: f32) -> Vec<C::Number> {
        // Cosines are cut to -1 to 1, the products of vectors that are a trace too long are not.
        let min_cosine = if min_cosine <= -1.0 { -2.0 } else { min_cosine.min(1.0) };
        let threshold = C::threshold(self.unit, min_cosine);
        let need = |&slack: &C::Number| C::minus(threshold, slack);
        let rows = self.slack[..self.rows].iter().map(need);
        rows.chain(std::iter::repeat_n(C::UNREACHABLE, self.padded() - self.rows)).collect()
    }

    /// What the product of a row of that slack with another and the other's slack must come to where their cosine is that of
    /// a true product of `reached` or more.
    pub fn need_at_least(&self, reached: C::Number, slack: C::Number) -> C::Number {
        // Beyond -1 and 1 all are equals; see `need`.
        let (least, most) = (C::threshold(self.unit, -1.0), C::threshold(self.unit, 1.0));
        match reached {
            reached if reached <= least => C::NOTHING,
            reached if reached > most => C::minus(most, slack),
            reached => C::minus(reached, slack),
        }
    }
}
