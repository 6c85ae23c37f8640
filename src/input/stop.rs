//! Why reading goes no further.

use super::error::InputError;

/// Why reading goes no further.
pub(super) enum Stop {
    /// As many records as were asked for were read.
    Enough,
    /// Reading failed.
    Failed(InputError),
}

impl From<InputError> for Stop {
    fn from(error: InputError) -> Self {
        Self::Failed(error)
    }
}
