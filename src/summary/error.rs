//! Why a summary cannot be used.

/// What is wrong with a summary.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SummaryError {
    /// Its hashes are of another key.
    #[error("expected a summary made with the same hash key, got one of another; make both with one key")]
    Key,
    /// More requests or lines than numbers of 32 bits can name.
    #[error("expected fewer than 4,026,531,840 requests and lines in one summary; split the log by time")]
    TooMuch,
    /// The bytes are those of no summary, or of one of another version.
    #[error(
        "expected the bytes of a summary of format {expected}, got {got}; make it anew with this version"
    )]
    Format {
        /// The version that is understood.
        expected: u32,
        /// What came.
        got: u32,
    },
    /// The bytes are damaged or cut off.
    #[error("expected the whole bytes of a summary, got damaged ones ({0}); make it anew")]
    Damaged(&'static str),
}
