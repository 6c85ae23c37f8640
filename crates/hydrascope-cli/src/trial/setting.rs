//! What is tried, and with what.

use std::num::NonZeroU64;
use std::path::Path;

use hydrascope::device::DeviceKind;

/// Seconds that a trial may take where nobody says otherwise.
pub(crate) const SECONDS: NonZeroU64 = NonZeroU64::new(120).unwrap();

/// A model to try, and with what.
pub(crate) struct Trial<'a> {
    pub(crate) folder: &'a Path,
    pub(crate) onnxruntime: Option<&'a Path>,
    pub(crate) device: DeviceKind,
    pub(crate) seconds: NonZeroU64,
}
