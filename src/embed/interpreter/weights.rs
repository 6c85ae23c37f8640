//! Weights out of a graph's file.

use std::io::{Read, Seek, SeekFrom};

use super::array::Array;
use super::table::{Numbers, Table};
use crate::embed::onnx::{Constant, GraphError, Tensor, quoted};

/// Why the built-in runtime does not run a graph.
#[derive(Debug)]
pub(in crate::embed) enum Refused {
    /// The file cannot be read, or is no graph.
    Graph(GraphError),
    /// The graph has something that is not known here, in words.
    Unknown(String),
}

impl From<GraphError> for Refused {
    fn from(error: GraphError) -> Self {
        Self::Graph(error)
    }
}

/// Data types, as `TensorProto.DataType` counts them.
const FLOAT: u64 = 1;
const INT8: u64 = 3;

/// Reads a tensor as a table.
pub(super) fn table(file: &mut (impl Read + Seek), tensor: &Tensor) -> Result<Table, Refused> {
    let dims = dims(tensor)?;
    if dims.is_empty() {
        return Err(unknown(tensor, "expected a table, it is a single number"));
    }
    let numbers = match tensor.data_type {
        FLOAT => Numbers::Floats(floats(file, tensor)?),
        INT8 => Numbers::Bytes(bytes(file, tensor)?),
        _ => return Err(unknown(tensor, "expected numbers of single precision, or integers of 8 bits")),
    };
    let held = match &numbers {
        Numbers::Floats(values) => values.len(),
        Numbers::Bytes(values) => values.len(),
    };
    if dims.iter().product::<usize>() != held {
        return Err(unknown(tensor, "expected its numbers one after the other"));
    }
    Ok(Table { dims, numbers })
}

/// Reads a tensor as numbers to reckon with.
pub(super) fn operand(
    file: &mut (impl Read + Seek),
    tensor: &Tensor,
) -> Result<Array<'static, f32>, Refused> {
    if tensor.data_type != FLOAT {
        return Err(unknown(tensor, "expected numbers of single precision"));
    }
    let (dims, values) = (dims(tensor)?, floats(file, tensor)?);
    if dims.iter().product::<usize>() == values.len() {
        Ok(Array::owned(dims, values))
    } else {
        Err(unknown(tensor, "expected its numbers one after the other"))
    }
}

fn floats(file: &mut (impl Read + Seek), tensor: &Tensor) -> Result<Vec<f32>, Refused> {
    match (&tensor.place, &tensor.constant) {
        (Some(_), _) => {
            let bytes = bytes(file, tensor)?;
            Ok(bytes.as_chunks().0.iter().map(|&bytes| f32::from_le_bytes(bytes)).collect())
        }
        // They were single precision before they were read.
        (None, Some(Constant::Floats(values))) => Ok(values.iter().map(|&value| value as f32).collect()),
        (None, _) => Err(unknown(tensor, "expected its numbers one after the other")),
    }
}

fn bytes(file: &mut (impl Read + Seek), tensor: &Tensor) -> Result<Vec<u8>, Refused> {
    let Some(place) = &tensor.place else {
        return Err(unknown(tensor, "expected its numbers one after the other"));
    };
    let failed = |e: std::io::Error| GraphError::Read { at: place.start, kind: e.kind() };
    file.seek(SeekFrom::Start(place.start)).map_err(failed)?;
    let mut bytes = Vec::new();
    let count = file.take(place.end - place.start).read_to_end(&mut bytes).map_err(failed)?;
    if count as u64 == place.end - place.start {
        Ok(bytes)
    } else {
        Err(GraphError::Read { at: place.start, kind: std::io::ErrorKind::UnexpectedEof }.into())
    }
}

fn dims(tensor: &Tensor) -> Result<Vec<usize>, Refused> {
    let dims = tensor.dims.iter().map(|&dim| usize::try_from(dim));
    dims.collect::<Result<_, _>>().map_err(|_| unknown(tensor, "it has more rows than memory has bytes"))
}

fn unknown(tensor: &Tensor, what: &str) -> Refused {
    Refused::Unknown(format!("the weights {}: {what}", quoted(&tensor.name)))
}
