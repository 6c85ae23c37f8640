//! Why a model cannot be used, and why texts could not be embedded.

use super::onnx::GraphError;
use crate::embed::tokenize::TokenizeError;

/// Why texts could not be embedded. No prompt text appears in it.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
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
        "{model}: expected {runtime} to run it on a GPU: {reason}; scripts/get-cuda.sh fetches what is needed, the processor does \
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

/// Why a model cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ModelError {
    /// A file of the folder is not there.
    #[error(
        "{model}: expected {file}, found none; a model folder holds model.onnx, tokenizer.json and config.json \
         (and 1_Pooling/config.json where the graph gives token vectors)"
    )]
    MissingFile {
        /// The folder.
        model: String,
        /// The file that is not there.
        file: String,
    },
    /// A file of the folder cannot be read.
    #[error("{path}: {source}; check the file and its rights")]
    Read {
        /// The file.
        path: String,
        /// What the system said.
        source: std::io::Error,
    },
    /// Something lies in the place of a file, or of the folder.
    #[error("{path}: expected {expected}, found {found}; name a folder that holds the model's own files")]
    NotRegular {
        /// What was named.
        path: String,
        /// `a regular file`, or `a folder`.
        expected: &'static str,
        /// What lies there.
        found: &'static str,
    },
    /// A link leads out of the folder.
    #[error(
        "{path}: expected a file within the model's folder, the link leads to {to}; copy the file into the folder \
         (links within it are followed, and those of a hub's cache from snapshots to blobs)"
    )]
    LeadsOut {
        /// The file.
        path: String,
        /// Where it leads.
        to: String,
    },
    /// A file is larger than any published one of its kind.
    #[error("{path}: expected at most {limit} bytes, got {bytes}; use another model")]
    TooLarge {
        /// The file.
        path: String,
        /// Bytes that are accepted.
        limit: u64,
        /// Its bytes.
        bytes: u64,
    },
    /// The graph is refused before a runtime sees it.
    #[error("{path}: {source}")]
    Graph {
        /// The file.
        path: String,
        /// Why.
        source: GraphError,
    },
    /// A token id has no vector in the graph's table.
    #[error(
        "{model}: expected token ids below {rows}, as many as the graph has vectors for, {file} has {what} {id}; \
         take the files of one model, or export it again"
    )]
    TokenId {
        /// The model.
        model: String,
        /// The file that names the id.
        file: &'static str,
        /// What the id is there for.
        what: &'static str,
        /// The id.
        id: u64,
        /// Rows of the table.
        rows: u64,
    },
    /// A configuration file does not say what is needed.
    #[error(
        "{model}: {file} is not the configuration of a sentence encoder: {reason}; export the model again"
    )]
    Config {
        /// The model.
        model: String,
        /// The file.
        file: &'static str,
        /// What is wrong with it.
        reason: String,
    },
    /// The pooling is none that can be done.
    #[error(
        "{model}: expected pooling by mean (pooling_mode_mean_tokens) or first token (pooling_mode_cls_token) alone, \
         1_Pooling/config.json switches on {found}; use another model"
    )]
    Pooling {
        /// The model.
        model: String,
        /// The modes that are on.
        found: String,
    },
    /// The tokenizer cannot be used.
    #[error("{model}: {source}")]
    Tokenizer {
        /// The model.
        model: String,
        /// Why.
        source: TokenizeError,
    },
    /// The built-in runtime does not know all that the graph does.
    #[error(
        "{model}: expected a static model (vectors that are looked up, weighed and added), which is all that the {runtime} runs, \
         model.onnx has {found}; use the library of ONNX Runtime, which scripts/get-onnxruntime.sh fetches, or build with the \
         feature tract"
    )]
    NotStatic {
        /// The model.
        model: String,
        /// The runtime.
        runtime: String,
        /// What is not known.
        found: String,
    },
    /// The runtime cannot load the graph.
    #[error(
        "{model}: {runtime} cannot load model.onnx: {reason}; export the graph with plain operators of opset 17, \
         or use ONNX Runtime where this is the built-in runtime"
    )]
    Load {
        /// The model.
        model: String,
        /// The runtime.
        runtime: String,
        /// What it said.
        reason: String,
    },
    /// The graph asks for something that a text does not give.
    #[error(
        "{model}: expected a graph with the inputs input_ids and attention_mask (token_type_ids if need be), \
         it asks for {found}; export a text encoder"
    )]
    Inputs {
        /// The model.
        model: String,
        /// The graph's inputs.
        found: String,
    },
    /// The graph's output has another shape than the configuration says.
    #[error(
        "{model}: expected an output of shape {expected} (from config.json and 1_Pooling/config.json), \
         {output} has {found}; correct the configuration or export the model again"
    )]
    OutputShape {
        /// The model.
        model: String,
        /// The output that was looked at.
        output: String,
        /// The shape that was expected.
        expected: String,
        /// The shape that came.
        found: String,
    },
}
