//! Why texts could not be embedded.

use super::model::ModelError;
use crate::tokenize::TokenizeError;

/// Why texts could not be embedded. No prompt text appears in it.
#[derive(Debug, thiserror::Error)]
pub enum EmbedError {
    /// The model cannot be used.
    #[error(transparent)]
    Model(#[from] ModelError),
    /// A text could not be tokenised.
    #[error(transparent)]
    Tokenize(#[from] TokenizeError),
    /// A run failed.
    #[error(
        "{model}: {runtime} failed on a batch of {rows} texts of up to {width} tokens: {reason}; try the other runtime"
    )]
    Run {
        /// The model.
        model: String,
        /// The runtime.
        runtime: String,
        /// Texts of the batch.
        rows: usize,
        /// Tokens of the longest.
        width: usize,
        /// What the runtime said.
        reason: String,
    },
    /// A GPU was asked for and cannot run the model.
    #[error(
        "{model}: expected {runtime} to run it on a GPU: {reason}; scripts/get-cuda.sh fetches what is needed, --device cpu does \
         without"
    )]
    NoCuda {
        /// The model.
        model: String,
        /// The runtime.
        runtime: String,
        /// What is missing, or what the runtime said.
        reason: String,
    },
    /// A vector holds NaN or infinity.
    #[error(
        "{model}: expected finite numbers, {runtime} gave NaN or infinity for a text of {tokens} tokens; use another model or runtime"
    )]
    NotFinite {
        /// The model.
        model: String,
        /// The runtime.
        runtime: String,
        /// Tokens of the text.
        tokens: usize,
    },
}
