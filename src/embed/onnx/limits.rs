//! How much of everything a graph may have: beyond what any published encoder needs, within what a runtime bears.

use super::error::GraphError;

/// Nodes of all graphs together, functions as often as they are called.
pub(super) const NODES: u64 = 100_000;
/// Tensors of all graphs together.
const TENSORS: u64 = 100_000;
/// Graphs within each other, and functions that call each other.
pub(super) const DEPTH: usize = 8;
/// Bytes of a name.
pub(super) const NAME: u64 = 4096;
/// Bytes of all names.
const NAMES: u64 = 32 << 20;
/// Axes of a tensor.
pub(super) const RANK: usize = 32;
/// Numbers of a constant that is looked into: shapes, steps and bounds are short.
pub(super) const SHORT: usize = 64;
/// Numbers that nodes make of constants alone, all nodes together: 1 GiB of single precision.
pub(super) const MADE: u64 = 1 << 28;

/// What has been read so far.
#[derive(Debug, Default)]
pub(super) struct Budget {
    nodes: u64,
    tensors: u64,
    names: u64,
}

impl Budget {
    /// One more node.
    pub(super) fn node(&mut self) -> Result<(), GraphError> {
        count(&mut self.nodes, 1, "nodes", NODES)
    }

    /// One more tensor.
    pub(super) fn tensor(&mut self) -> Result<(), GraphError> {
        count(&mut self.tensors, 1, "tensors", TENSORS)
    }

    /// One more name, with what it takes to keep it.
    pub(super) fn name(&mut self, bytes: usize) -> Result<(), GraphError> {
        const KEPT: u64 = 32;
        count(&mut self.names, bytes as u64 + KEPT, "bytes of names", NAMES)
    }
}

fn count(so_far: &mut u64, more: u64, what: &'static str, limit: u64) -> Result<(), GraphError> {
    *so_far += more;
    if *so_far > limit { Err(GraphError::TooMany { what, limit }) } else { Ok(()) }
}
