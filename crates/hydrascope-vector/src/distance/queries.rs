//! The rows that are compared with all others, as the kernels read them, and what each row has to reach.

use super::UnitVectors;
use super::panels::GROUP;
use super::quantize::{RowScale, quantize};

/// Rows that a kernel takes at a time.
pub(crate) const STRIP: usize = 8;

/// Some rows as signed bytes in strips of `R` rows, and a threshold a row.
#[derive(Clone, Debug)]
pub struct Queries {
    words: Vec<i32>,
    rows: Vec<QueryRow>,
    len: usize,
    groups: usize,
    strip: usize,
}

/// What a kernel needs to know of a query row beside its codes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct QueryRow {
    /// Takes away what the 128 added to each of the other row's codes brought in.
    pub(crate) offset: i32,
    /// A pair passes where `product * scale + margin * inverse >= cut` (scale and margin those of the panel's row).
    pub(crate) cut: f32,
    /// What the other row's margin is worth, by the query's scale; 0 for a row of zeros.
    pub(crate) inverse: f32,
    /// The query's scale.
    pub(crate) scale: f32,
    /// The query's margin.
    pub(crate) margin: f32,
    /// The most that numbers which were left out may add to a product.
    pub(crate) rest: f32,
}

/// What is left out of a row.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rest {
    /// What the other row's margin is worth.
    pub(crate) weight: f32,
    /// The most that it may add to a product.
    pub(crate) most: f32,
}

impl Rest {
    /// Where all numbers are compared.
    pub(crate) const NOTHING: Self = Self { weight: 1.0, most: 0.0 };
}

/// A row that is not there and that nothing passes.
const NO_ROW: QueryRow =
    QueryRow { offset: 0, cut: f32::INFINITY, inverse: 0.0, scale: 0.0, margin: 0.0, rest: 0.0 };

impl Queries {
    /// Quantises rows, all of which ask for products of at least `threshold` (a cosine, -1 to 1; or minus infinity).
    pub fn new(vectors: UnitVectors<'_>, threshold: f32) -> Self {
        Self::encoded(vectors.len(), vectors.dimension(), threshold, |row, codes| {
            (quantize(vectors.row(row).as_slice(), codes), Rest::NOTHING)
        })
    }

    /// So many rows, whose codes and scale `encode` gives, with what was left out of them.
    pub(crate) fn encoded(
        len: usize,
        dimension: usize,
        threshold: f32,
        encode: impl Fn(usize, &mut [i8]) -> (RowScale, Rest),
    ) -> Self {
        let groups = dimension.div_ceil(GROUP);
        let strip = if len == 1 { 1 } else { STRIP };
        let padded = len.next_multiple_of(strip);
        let mut queries =
            Self { words: vec![0; padded * groups], rows: vec![NO_ROW; padded], len, groups, strip };
        let mut codes = vec![0i8; groups * GROUP];
        for i in 0..len {
            let (scaled, rest) = encode(i, &mut codes[..dimension]);
            let sum: i32 = codes.iter().map(|&code| i32::from(code)).sum();
            let (start, lane) = (i / strip * strip * groups, i % strip);
            for (g, group) in codes.as_chunks::<GROUP>().0.iter().enumerate() {
                queries.words[start + g * strip + lane] = i32::from_le_bytes(group.map(|code| code as u8));
            }
            let inverse = if scaled.scale > 0.0 { rest.weight / scaled.scale } else { 0.0 };
            queries.rows[i] = QueryRow {
                offset: -128 * sum,
                cut: 0.0,
                inverse,
                scale: scaled.scale,
                margin: scaled.margin,
                rest: rest.most,
            };
            queries.set_threshold(i, threshold);
        }
        queries
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Asks from now on for products of at least `threshold` with row `i`, which is known to be there.
    pub(crate) fn set_threshold(&mut self, i: usize, threshold: f32) {
        let row = &mut self.rows[i];
        // Cosines are cut to -1 to 1, the products of vectors that are a trace too long are not.
        let threshold = if threshold <= -1.0 { f32::NEG_INFINITY } else { threshold.min(1.0) };
        // All products with a row of zeros are zero, but for what was left out.
        row.cut = match row.scale > 0.0 {
            true => (threshold - row.margin) / row.scale,
            false if threshold <= row.rest => f32::NEG_INFINITY,
            false => f32::INFINITY,
        };
    }

    /// What is known of row `i`, which is there.
    pub(crate) fn row(&self, i: usize) -> QueryRow {
        self.rows[i]
    }

    /// Rows a strip: 1 or [`STRIP`].
    pub(crate) fn strip_rows(&self) -> usize {
        self.strip
    }

    /// Groups of numbers a row.
    pub(crate) fn groups(&self) -> usize {
        self.groups
    }

    /// Number of strips.
    pub(crate) fn strips(&self) -> usize {
        self.rows.len() / self.strip
    }

    /// The words (`[group][row]`, four codes a word) and rows of a strip that is there.
    pub(crate) fn strip(&self, strip: usize) -> (&[i32], &[QueryRow]) {
        let start = strip * self.strip;
        let words = &self.words[start * self.groups..(start + self.strip) * self.groups];
        (words, &self.rows[start..start + self.strip])
    }
}
