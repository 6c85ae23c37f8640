//! The result of embedding: one row a text.

/// A row-major matrix of `len` × `dim` numbers. Every row has length 1, save that a text without any token of its
/// own (an empty prompt, say) has a row of zeros. No number is NaN or infinite.
#[derive(Clone, Debug, PartialEq)]
pub struct Embeddings {
    dim: usize,
    values: Vec<f32>,
}

impl Embeddings {
    /// All rows zero.
    pub(super) fn zeros(len: usize, dim: usize) -> Self {
        Self { dim, values: vec![0.0; len * dim] }
    }

    /// Number of texts.
    pub fn len(&self) -> usize {
        self.values.len().checked_div(self.dim).unwrap_or(0)
    }

    /// Whether there is no text at all.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// Width of a row.
    pub fn dim(&self) -> usize {
        self.dim
    }

    /// The vector of text `i`; panics where `i` is not below [`Embeddings::len`], as slices do.
    pub fn row(&self, i: usize) -> &[f32] {
        &self.values[i * self.dim..(i + 1) * self.dim]
    }

    /// All rows, one after the other.
    pub fn as_slice(&self) -> &[f32] {
        &self.values
    }

    pub(super) fn row_mut(&mut self, i: usize) -> &mut [f32] {
        &mut self.values[i * self.dim..(i + 1) * self.dim]
    }
}
