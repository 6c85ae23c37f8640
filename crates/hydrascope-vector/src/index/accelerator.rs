//! All near pairs of a batch: on a GPU where one can be used, else by the index that suits the number of vectors.

use super::{Choice, CudaIndex, ExactIndex, IndexError, IndexKind, MinCosine, Pair, for_each_near_pair};
use crate::device::{DeviceKind, Ran};
use crate::distance::UnitVectors;
use crate::distance::cuda::{CudaError, Device};

/// What finds near pairs.
#[derive(Debug, Default)]
pub struct Accelerator {
    device: Option<Device>,
    /// Whether to go on without the GPU where it fails.
    may_fall_back: bool,
    /// Why there is none, where one was wished for.
    reason: Option<String>,
}

impl Accelerator {
    /// What was asked for; the first GPU where it is one.
    ///
    /// # Errors
    /// Where a GPU was insisted on and cannot be used.
    pub fn new(kind: DeviceKind) -> Result<Self, CudaError> {
        match (kind, if kind == DeviceKind::Cpu { Ok(None) } else { Device::open(0).map(Some) }) {
            (_, Ok(device)) => Ok(Self { device, may_fall_back: kind == DeviceKind::Auto, reason: None }),
            (DeviceKind::Auto, Err(error)) => {
                Ok(Self { device: None, may_fall_back: true, reason: Some(error.to_string()) })
            }
            (_, Err(error)) => Err(error),
        }
    }

    /// Gives `take` the pairs of rows of at least `near`, some at a time and in no order, and says where the work was done.
    /// A GPU and exact search give all of them; a graph (`kind`, for the processor) nearly all, of repeats those of
    /// [`for_each_near_pair`]. Where a GPU fails on the way and need not be used, `take` gets all pairs, and some of them twice.
    ///
    /// # Errors
    /// Where a GPU that was insisted on fails.
    pub fn for_each_pair(
        &self,
        vectors: UnitVectors<'_>,
        near: MinCosine,
        kind: IndexKind,
        take: &mut dyn FnMut(&[Pair]),
    ) -> Result<Ran, IndexError> {
        let reason = match &self.device {
            None => self.reason.clone(),
            Some(device) => match CudaIndex::new(vectors, device).for_each_pair(near, take) {
                Ok(_) => return Ok(Ran::gpu(device.name())),
                Err(IndexError::Cuda(error)) if self.may_fall_back => Some(error.to_string()),
                Err(error) => return Err(error),
            },
        };
        match kind.choice(vectors.len()) {
            Choice::Exact => ExactIndex::new(vectors).for_each_pair(near, take),
            _ => for_each_near_pair(vectors, near, kind, take)?,
        }
        Ok(reason.map_or_else(Ran::cpu, Ran::without_gpu))
    }
}
