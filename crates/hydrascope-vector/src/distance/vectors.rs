//! Views of vectors that are proven to be finite and of unit length.

/// The longest vector accepted; up to it the fast forms stay within [`super::SCREEN_SLACK`] of the scalar one.
pub const MAX_DIMENSION: usize = 8192;

/// How far the squared length of a row may lie from one.
const LENGTH_TOLERANCE: f32 = 1e-3;

/// Why numbers are not unit vectors.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum VectorError {
    /// The dimension is zero or too large.
    #[error("expected vectors of 1 to {MAX_DIMENSION} numbers, got {0}; check the model's output shape")]
    Dimension(usize),
    /// The numbers do not fill whole rows.
    #[error(
        "expected whole rows of {dimension} numbers, got {length} numbers in all; check the model's output shape"
    )]
    Ragged {
        /// Numbers a row.
        dimension: usize,
        /// Numbers in all.
        length: usize,
    },
    /// More rows than an id can name.
    #[error("expected at most 4294967295 vectors, got {0}; split the input")]
    TooMany(usize),
    /// A row is NaN, infinite or not of unit length.
    #[error(
        "expected vector {row} to have length 1 (or be all zeros), got a squared length of {squared_length}; \
         normalise the model's output"
    )]
    NotUnit {
        /// Which row, from 0.
        row: usize,
        /// Its squared length; NaN where it holds a NaN.
        squared_length: f32,
    },
}

/// Rows of equal dimension, flat and row-major, each finite and of length one or all zeros. A view; copies are cheap.
#[derive(Clone, Copy, Debug)]
pub struct UnitVectors<'a> {
    flat: &'a [f32],
    dimension: usize,
}

/// One vector that is finite and of length one or all zeros. A view; copies are cheap.
#[derive(Clone, Copy, Debug)]
pub struct UnitVector<'a>(&'a [f32]);

impl<'a> UnitVectors<'a> {
    /// Views `flat` as rows of `dimension` numbers.
    ///
    /// # Errors
    /// Where the dimension is out of range, the numbers do not fill whole rows, or a row is not of unit length.
    pub fn new(flat: &'a [f32], dimension: usize) -> Result<Self, VectorError> {
        if !(1..=MAX_DIMENSION).contains(&dimension) {
            return Err(VectorError::Dimension(dimension));
        }
        if !flat.len().is_multiple_of(dimension) {
            return Err(VectorError::Ragged { dimension, length: flat.len() });
        }
        let rows = flat.len() / dimension;
        if u32::try_from(rows).is_err() {
            return Err(VectorError::TooMany(rows));
        }
        flat.chunks_exact(dimension).enumerate().try_for_each(|(row, values)| check_unit(row, values))?;
        Ok(Self { flat, dimension })
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        self.flat.len() / self.dimension
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.flat.is_empty()
    }

    /// Numbers a row.
    pub fn dimension(&self) -> usize {
        self.dimension
    }

    /// Row `i`, where there is one.
    pub fn get(&self, i: usize) -> Option<UnitVector<'a>> {
        (i < self.len()).then(|| self.row(i))
    }

    /// All rows in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = UnitVector<'a>> + use<'a> {
        self.flat.chunks_exact(self.dimension).map(UnitVector)
    }

    /// Row `i` of a view that is known to have one.
    pub(crate) fn row(&self, i: usize) -> UnitVector<'a> {
        UnitVector(&self.flat[i * self.dimension..(i + 1) * self.dimension])
    }

    /// The rows of a range that is known to lie within the view.
    pub(crate) fn rows(&self, range: std::ops::Range<usize>) -> Self {
        Self { flat: &self.flat[range.start * self.dimension..range.end * self.dimension], ..*self }
    }

    /// Rows of another view's `dimension`, copied out of it and therefore still of unit length.
    pub(crate) fn from_copied(flat: &'a [f32], dimension: usize) -> Self {
        Self { flat, dimension }
    }

    /// All numbers, row after row.
    pub fn as_flat(&self) -> &'a [f32] {
        self.flat
    }
}

impl<'a> UnitVector<'a> {
    /// Views `values` as one unit vector.
    ///
    /// # Errors
    /// Where its dimension is out of range or it is not of unit length.
    pub fn new(values: &'a [f32]) -> Result<Self, VectorError> {
        if !(1..=MAX_DIMENSION).contains(&values.len()) {
            return Err(VectorError::Dimension(values.len()));
        }
        check_unit(0, values)?;
        Ok(Self(values))
    }

    /// Its numbers.
    pub fn as_slice(self) -> &'a [f32] {
        self.0
    }
}

impl<'a> From<UnitVector<'a>> for UnitVectors<'a> {
    /// One row.
    fn from(vector: UnitVector<'a>) -> Self {
        Self { flat: vector.0, dimension: vector.0.len() }
    }
}

fn check_unit(row: usize, values: &[f32]) -> Result<(), VectorError> {
    let squared_length = super::dot::dot(values, values);
    // A NaN or an infinity makes the squared length NaN or infinite, which fails both comparisons.
    if (squared_length - 1.0).abs() <= LENGTH_TOLERANCE || values.iter().all(|&v| v == 0.0) {
        return Ok(());
    }
    Err(VectorError::NotUnit { row, squared_length })
}
