//! Why a batch stops.

use crate::distance::VectorError;
use crate::embed::EmbedError;
use crate::index::IndexError;

/// What stops a batch.
#[derive(Debug, thiserror::Error)]
pub enum BatchError {
    /// More requests than numbers of 32 bits can name.
    #[error("expected fewer than 4,294,967,295 requests in one batch, got {0}; split the log by time")]
    TooMany(usize),
    /// A request earlier than the one before it.
    #[error(
        "expected requests in order of time, got request {0} earlier than the one before; sort them by time"
    )]
    Disordered(usize),
    /// The threads could not be started.
    #[error("expected to start {threads} threads: {reason}; ask for fewer")]
    Threads {
        /// How many were asked for.
        threads: usize,
        /// What the system said.
        reason: String,
    },
    /// A campaign that is to be taken for ordinary, and is none of the run.
    #[error(
        "expected the name of a campaign of this log to take for ordinary, got {0}; names are those of the report"
    )]
    UnknownCampaign(String),
    /// The embedder failed.
    #[error(transparent)]
    Embed(#[from] EmbedError),
    /// The embedder gave vectors that are not of unit length.
    #[error(transparent)]
    Vector(#[from] VectorError),
    /// The index failed.
    #[error(transparent)]
    Index(#[from] IndexError),
}
