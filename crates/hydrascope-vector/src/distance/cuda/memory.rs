//! Memory on a card, and what goes there and comes back.

use super::CudaError;
use super::bindings::{CUresult, CudaSlice, DriverError};
use super::driver::{Device, failed};

/// Bytes on the card.
pub(super) type Codes = CudaSlice<u8>;
/// Numbers of 32 bits on the card.
pub(super) type Words = CudaSlice<u32>;
/// A counter on the card.
pub(super) type Counter = CudaSlice<u64>;

impl Device {
    /// Bytes that rows may take: what the limits say, else nearly all that is free but for so many that others need.
    pub(super) fn room(&self, others: usize) -> Result<usize, CudaError> {
        // What was freed comes back to the card when nothing is under way any more.
        self.context.synchronize().map_err(failed(&self.name, "end its work"))?;
        let (free, _) = self.context.mem_get_info().map_err(failed(&self.name, "tell its free memory"))?;
        Ok(self.limits.memory.unwrap_or(usize::MAX).min((free / 16 * 15).saturating_sub(others)))
    }

    /// Room for so many bytes.
    pub(super) fn codes(&self, bytes: usize) -> Result<Codes, CudaError> {
        self.copies.alloc_zeros(bytes).map_err(self.full(bytes))
    }

    /// Room for so many numbers, all zero.
    pub(super) fn words(&self, words: usize) -> Result<Words, CudaError> {
        self.work.alloc_zeros(words).map_err(self.full(words * 4))
    }

    /// A counter.
    pub(super) fn counter(&self) -> Result<Counter, CudaError> {
        self.work.alloc_zeros(1).map_err(self.full(8))
    }

    /// Numbers on the card.
    pub(super) fn upload(&self, words: &[u32]) -> Result<Words, CudaError> {
        self.copies.clone_htod(words).map_err(self.full(words.len() * 4))
    }

    /// Copies rows to a place, beside the kernels that run and behind those that still read it.
    pub(super) fn copy(&self, from: &[u8], to: &mut Codes) -> Result<(), CudaError> {
        let mut to = to.slice_mut(..from.len());
        self.copies.memcpy_htod(from, &mut to).map_err(failed(&self.name, "take rows"))
    }

    /// Waits for what was counted.
    pub(super) fn read_count(&self, count: &Counter) -> Result<u64, CudaError> {
        let mut result = [0u64];
        self.answers.memcpy_dtoh(count, &mut result).map_err(failed(&self.name, "run a kernel"))?;
        self.answers.synchronize().map_err(failed(&self.name, "run a kernel"))?;
        Ok(result[0])
    }

    /// Waits for the first `length` numbers.
    pub(super) fn read(&self, words: &Words, length: usize) -> Result<Vec<u32>, CudaError> {
        let mut result = vec![0u32; length];
        if length > 0 {
            let view = words.slice(..length);
            self.answers.memcpy_dtoh(&view, &mut result).map_err(failed(&self.name, "give results"))?;
            self.answers.synchronize().map_err(failed(&self.name, "give results"))?;
        }
        Ok(result)
    }

    /// The error of an allocation that failed.
    fn full(&self, needed: usize) -> impl Fn(DriverError) -> CudaError {
        let name = self.name.clone();
        let free = self.context.mem_get_info().map_or(0, |(free, _)| free);
        move |error| match error {
            DriverError(CUresult::CUDA_ERROR_OUT_OF_MEMORY) => {
                CudaError::Memory { name: name.clone(), needed, free }
            }
            other => failed(&name, "find memory")(other),
        }
    }
}
