//! Maximum mean discrepancy between windows of requests and benign ones.

mod features;
mod kernel;
mod quiet;
mod reference;
mod windows;

pub use kernel::GaussianKernel;
pub use quiet::quiet_reference;
pub(crate) use quiet::{SEED, TAKEN};
pub use reference::{BenignReference, WindowRows};
pub use windows::discrepant_windows;
