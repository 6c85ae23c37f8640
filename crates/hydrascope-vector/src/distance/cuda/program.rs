//! The kernels' source for rows of one length, and what it needs of a card.

use super::CudaError;
use crate::distance::flat::{ROWS_B, SLAB};

/// The sources of `kernels/`, in the order in which they use each other.
const SOURCES: [&str; 4] = [
    include_str!("../../../kernels/tensor.cuh"),
    include_str!("../../../kernels/tile.cuh"),
    include_str!("../../../kernels/join.cu"),
    include_str!("../../../kernels/top_k.cu"),
];

/// How the kernels are compiled: what `kernels/tile.cuh` wants set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Shape {
    /// The code of the rows.
    pub(super) code: u32,
    /// Bytes a row takes.
    pub(super) bytes: usize,
    /// Rows of the first operand that a block keeps.
    pub(super) rows_a: usize,
    /// Slabs of the second operand under way.
    pub(super) stages: usize,
}

impl Shape {
    /// The shape that compares the most rows for each byte it reads, within the shared memory of a block.
    pub(super) fn new(code: u32, bytes: usize, shared: usize, name: &str) -> Result<Self, CudaError> {
        let all = [256, 128, 64]
            .into_iter()
            .flat_map(|rows_a| [4, 3, 2].map(|stages| Self { code, bytes, rows_a, stages }));
        let most = shared.saturating_sub(2 * ROWS_B * SLAB) / 64 / SLAB * SLAB;
        let error = CudaError::Dimension { name: name.to_owned(), bytes, most };
        all.into_iter().find(|shape| shape.shared() <= shared).ok_or(error)
    }

    /// Bytes of shared memory that a block needs.
    pub(super) fn shared(&self) -> usize {
        self.rows_a.saturating_mul(self.bytes).saturating_add(self.stages * ROWS_B * SLAB)
    }

    /// The source.
    pub(super) fn source() -> String {
        SOURCES.concat()
    }

    /// The compiler's options for a compute capability.
    pub(super) fn options(&self, (major, minor): (i32, i32)) -> Vec<String> {
        vec![
            format!("-DCODE={}", self.code),
            format!("-DBYTES={}", self.bytes),
            format!("-DROWS_A={}", self.rows_a),
            format!("-DSTAGES={}", self.stages),
            "--std=c++17".to_owned(),
            format!("--gpu-architecture=compute_{major}{minor}"),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::Shape;

    #[test]
    fn longer_rows_get_smaller_tiles_until_none_fits() {
        let shape = |bytes| Shape::new(0, bytes, 232_448, "GPU").map(|s| (s.rows_a, s.stages));
        assert_eq!(shape(384), Ok((256, 4)));
        assert_eq!(shape(768), Ok((256, 2)));
        assert_eq!(shape(1024), Ok((128, 4)));
        assert_eq!(shape(3072), Ok((64, 2)));
        let error = shape(3200).unwrap_err();
        assert!(error.to_string().contains("at most 3072 bytes"), "{error}");
    }
}
