//! A build without CUDA.

use super::{CudaError, Limits};
use crate::distance::flat::{Code, FlatRows, Take};

/// A GPU. This build has none: there is no value of this type.
#[derive(Debug)]
pub enum Device {}

/// Says that this build has no CUDA.
///
/// # Errors
/// Always.
pub fn check_kernels(_code: u32, _bytes: usize, _capability: (i32, i32)) -> Result<(), CudaError> {
    Err(CudaError::NotBuilt)
}

impl Device {
    /// Says that this build has no CUDA.
    ///
    /// # Errors
    /// Always.
    pub fn open(_ordinal: usize) -> Result<Self, CudaError> {
        Err(CudaError::NotBuilt)
    }

    /// With other limits.
    pub fn with_limits(self, _limits: Limits) -> Self {
        match self {}
    }

    /// Name for reports.
    pub fn name(&self) -> &str {
        match *self {}
    }

    /// The join of a build that has CUDA.
    ///
    /// # Errors
    /// Never: there is no such device.
    pub fn join<C: Code>(
        &self,
        _rows: &FlatRows<C>,
        _min_cosine: f32,
        _take: &mut Take<'_, C>,
    ) -> Result<f64, CudaError> {
        match *self {}
    }

    /// The look-up of a build that has CUDA.
    ///
    /// # Errors
    /// Never: there is no such device.
    pub fn look_up<C: Code>(
        &self,
        _queries: &FlatRows<C>,
        _rows: &FlatRows<C>,
        _k: usize,
    ) -> Result<Vec<Vec<u32>>, CudaError> {
        match *self {}
    }
}
