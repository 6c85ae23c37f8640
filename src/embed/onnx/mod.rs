//! Looks into an ONNX file before a runtime does. Runtimes trust what they load: a shape that no memory holds, an index
//! beyond its table or a file named by a tensor ends the process or reaches beyond the folder. What can be seen without
//! running the graph is seen here, in one pass that leaves the weights where they lie; what cannot, a caller tries in a
//! process that may die.

mod constants;
mod error;
mod functions;
mod graph;
mod limits;
mod rows;
mod sizes;
mod tensor;
mod wire;

use std::io::{Cursor, Read, Seek};

pub use error::GraphError;
pub(super) use error::quoted;
pub(super) use graph::{Node, OnnxModel};
pub(super) use tensor::{Constant, Tensor};

use wire::Wire;

/// What the rest of a model's folder is held against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Facts {
    /// Token ids that the graph has a vector for, where that can be seen.
    pub(super) rows: Option<u64>,
}

/// Reads a file of `len` bytes that begins where `file` stands, but for its weights.
pub(super) fn read(file: impl Read + Seek, len: u64) -> Result<OnnxModel, GraphError> {
    OnnxModel::read(Wire::new(file, len).root())
}

/// Looks into a file of `len` bytes that begins where `file` stands.
pub(super) fn look_into(file: impl Read + Seek, len: u64) -> Result<Facts, GraphError> {
    let model = read(file, len)?;
    functions::check(&model)?;
    sizes::check(&model)?;
    Ok(Facts { rows: rows::rows(&model.graph) })
}

/// Looks into the bytes of an ONNX file, as [`Model::from_folder`](super::Model::from_folder) does into that of a folder:
/// nothing is run, and no weight is copied.
///
/// # Errors
/// Where the bytes are no model, where weights lie in another file or are not as many as their shape says, and where
/// constants ask for more than 2^28 numbers, functions for more than 100,000 nodes, or graphs lie deeper than 8 within each other.
pub fn check_graph(bytes: &[u8]) -> Result<(), GraphError> {
    look_into(Cursor::new(bytes), bytes.len() as u64).map(|_| ())
}
