//! Comparing everything on a GPU: the same pairs and the same nearest rows as on the CPU, from kernels of our own.
//!
//! [`Device::open`] finds driver, compiler and card when it is called; a build never needs them. [`Device::join`] streams
//! every pair that may reach a threshold, [`Device::look_up`] gives the rows that may be among a query's nearest. Both only
//! leave out what is certainly too far, so that a caller who scores the rest with [`super::wide`] gets what
//! [`crate::index::ExactIndex`] gives. The kernels lie in `kernels/`, their plain twins in [`super::flat`].
//!
//! Without the feature `cuda`, [`Device::open`] says so and nothing else is there.

#[cfg(not(feature = "cuda"))]
mod absent;
#[cfg(feature = "cuda")]
mod bindings;
#[cfg(feature = "cuda")]
mod driver;
mod error;
#[cfg(feature = "cuda")]
mod join;
#[cfg(feature = "cuda")]
mod launch;
#[cfg(feature = "cuda")]
mod launches;
#[cfg(feature = "cuda")]
mod look_up;
#[cfg(feature = "cuda")]
mod memory;
mod plan;
#[cfg(feature = "cuda")]
mod program;

#[cfg(not(feature = "cuda"))]
pub use absent::{Device, check_kernels};
#[cfg(feature = "cuda")]
pub use driver::{Device, check_kernels};
pub use error::CudaError;
pub use plan::{Limits, Step, steps};
