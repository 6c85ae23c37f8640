//! What stops a benchmark.

use std::path::PathBuf;

use hydrascope::detector::DetectError;
use hydrascope::distance::VectorError;
use hydrascope::embed::tokenize::TokenizeError;
use hydrascope::embed::{EmbedError, ModelError};
use hydrascope::index::IndexError;
use hydrascope::input::InputError;
use hydrascope::params::ParamsError;
use hydrascope::summary::SummaryError;
use hydrascope_simulate::{GrammarError, SettingsError};

/// What stops a benchmark. No text of a prompt appears in it.
#[derive(Debug, thiserror::Error)]
pub enum BenchError {
    /// A stage that there is not.
    #[error("expected a stage of {known}, got {got:?}; name one of these")]
    UnknownStage {
        /// All stages.
        known: String,
        /// What was asked for.
        got: String,
    },
    /// A number outside its range.
    #[error("expected {name} to be {expected}, got {got}; choose such a number")]
    Range {
        /// What the number says.
        name: &'static str,
        /// What it may be.
        expected: &'static str,
        /// What it was.
        got: String,
    },
    /// A log shorter than the size that was asked for.
    #[error(
        "expected a log of at least {wanted} requests, got {got}; ask for a smaller --size, \
         or name no log to have traffic simulated"
    )]
    TooFew {
        /// The size.
        wanted: usize,
        /// Requests of the log.
        got: usize,
    },
    /// A file that cannot be written.
    #[error("cannot write {path}: expected a writable folder with room on its disk")]
    File {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A file that cannot be read.
    #[error("cannot read {path}: expected a file of vectors; name one that is there")]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A file that holds no vectors.
    #[error(
        "{path}: expected an .npy file of rows of little-endian 32-bit numbers in C order: {reason}; \
         write one with numpy.save of a float32 array"
    )]
    Npy {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// Two runs of one stage gave different results.
    #[error(
        "stage {stage}: expected the {first} results of its first run, got {other} that differ from them; \
         a stage has to give the same at any number of threads, so this is a defect: please report it"
    )]
    Unsteady {
        /// The stage.
        stage: &'static str,
        /// Results of its first run.
        first: u64,
        /// Results of a later run.
        other: u64,
    },
    /// The threads could not be started.
    #[error("expected to start {threads} threads: {reason}; ask for fewer")]
    Threads {
        /// How many were asked for.
        threads: usize,
        /// What the system said.
        reason: String,
    },
    /// The script that runs the peers could not be started, failed or gave no figures.
    #[error("{script}: expected figures of the peers: {reason}; run it by hand to see more: {command}")]
    Peers {
        /// The script.
        script: PathBuf,
        /// What went wrong.
        reason: String,
        /// The command.
        command: String,
    },
    /// The simulator refused its settings.
    #[error(transparent)]
    Settings(#[from] SettingsError),
    /// The simulator's grammar is broken.
    #[error(transparent)]
    Grammar(#[from] GrammarError),
    /// Requests could not be read.
    #[error(transparent)]
    Input(#[from] InputError),
    /// The settings of detection are broken.
    #[error(transparent)]
    Params(#[from] ParamsError),
    /// Detection failed.
    #[error(transparent)]
    Detect(#[from] DetectError),
    /// The log cannot be summarised.
    #[error(transparent)]
    Summary(#[from] SummaryError),
    /// A model cannot be used.
    #[error(transparent)]
    Model(#[from] ModelError),
    /// Embedding failed.
    #[error(transparent)]
    Embed(#[from] EmbedError),
    /// Tokenising failed.
    #[error(transparent)]
    Tokenize(#[from] TokenizeError),
    /// The embedder gave vectors that are not of unit length.
    #[error(transparent)]
    Vector(#[from] VectorError),
    /// An index failed.
    #[error(transparent)]
    Index(#[from] IndexError),
}
