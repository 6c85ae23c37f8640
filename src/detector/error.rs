//! Why a detector stops.

use crate::distance::VectorError;
use crate::embed::EmbedError;
use crate::index::IndexError;
use crate::summary::SummaryError;

/// What stops a detector.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DetectError {
    /// The log was summarised with another hash key.
    #[error(transparent)]
    Summary(#[from] SummaryError),
    /// The threads could not be started.
    #[error("expected to start {threads} threads: {reason}; ask for fewer")]
    Threads {
        /// How many were asked for.
        threads: usize,
        /// What the system said.
        reason: String,
    },
    /// Everything is to be compared, and nothing embeds.
    #[error(
        "expected a model to compare everything with everything, got none; name one, or detect by phrases"
    )]
    NoModel,
    /// It was ended by whoever watches.
    #[error("ended before it was done, as was asked for; nothing was found")]
    Cancelled,
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
