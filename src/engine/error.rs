//! Why an engine cannot go on.

use super::window::Window;
use crate::detector::DetectError;
use crate::store::StoreError;
use crate::summary::SummaryError;

/// What went wrong.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum EngineError {
    /// Times that make no window.
    #[error(
        "expected a bucket of a second or more, in a window of a bucket or more, none above a hundred years, got {0:?}"
    )]
    Window(Window),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Judging failed.
    #[error(transparent)]
    Detect(#[from] DetectError),
    /// The window holds too much.
    #[error(transparent)]
    Summary(#[from] SummaryError),
}
