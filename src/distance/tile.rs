//! Dot products of a block of rows with a block of rows, as one small matrix product. Twin: [`super::scalar`].

use super::UnitVectors;

/// Rows a side of a tile: 256 rows of 384 numbers and their products stay within a second-level cache.
pub const ROWS: usize = 256;

/// Writes the dot product of row `i` of `a` with row `j` of `b` to `out[i * b.len() + j]`.
///
/// `out` is resized to `a.len() * b.len()`. Where the dimensions differ the longer rows are cut.
pub fn dots(a: UnitVectors<'_>, b: UnitVectors<'_>, out: &mut Vec<f32>) {
    let (m, n, k) = (a.len(), b.len(), a.dimension().min(b.dimension()));
    out.clear();
    out.resize(m * n, 0.0);
    if out.is_empty() {
        return;
    }
    let (stride_a, stride_b, stride_out) = (a.dimension() as isize, b.dimension() as isize, n as isize);
    // SAFETY: `a` holds m rows of at least k numbers at stride_a, `b` holds n rows of at least k numbers at stride_b and
    // is read as its transpose, and `out` was resized to m rows of n numbers and is borrowed by nobody else. Sizes are
    // those of slices in memory, so they fit into isize. Speed: `cargo bench --bench distance`, against both pair forms.
    unsafe {
        matrixmultiply::sgemm(
            m,
            k,
            n,
            1.0,
            a.as_flat().as_ptr(),
            stride_a,
            1,
            b.as_flat().as_ptr(),
            1,
            stride_b,
            0.0,
            out.as_mut_ptr(),
            stride_out,
            1,
        );
    }
}
