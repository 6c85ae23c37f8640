//! What stops a comparison with public tools. No text of a prompt appears in it.

use std::io;
use std::path::PathBuf;
use std::process::ExitStatus;

use hydrascope::distance::VectorError;
use hydrascope::embed::EmbedError;
use hydrascope::index::IndexError;
use hydrascope_simulate::{GrammarError, SettingsError};

use crate::detection::DetectionError;
use crate::error::EvalError;

/// Public tools that cannot be run or scored.
#[derive(Debug, thiserror::Error)]
pub enum PeerError {
    /// No script.
    #[error("expected the script of the Python tools at {}, found no file; name it, or leave these tools out", .0.display())]
    NoScript(PathBuf),
    /// Python does not start.
    #[error(
        "cannot start {}: expected Python 3.11 or newer; install it, name another one, or leave its tools out",
        python.display()
    )]
    Start {
        /// The program.
        python: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The script failed.
    #[error("{} ended with {status}: {said}", script.display())]
    Failed {
        /// The script.
        script: PathBuf,
        /// How it ended.
        status: ExitStatus,
        /// Its own last words.
        said: String,
    },
    /// The file of texts, or that of clusters.
    #[error("cannot write or read {}: expected room for prompts and clusters there; name another folder with TMPDIR", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A line of another form.
    #[error(
        "line {line} of what {} wrote: expected a tool, its version, its setting and {requests} clusters, got \
         {got}; use the script of this version",
        script.display()
    )]
    Line {
        /// The script.
        script: PathBuf,
        /// The line, counted from 1.
        line: usize,
        /// Requests of the log.
        requests: usize,
        /// What is wrong.
        got: String,
    },
    /// Prompts that cannot be embedded.
    #[error(transparent)]
    Embed(#[from] EmbedError),
    /// A model's vectors of another form.
    #[error(transparent)]
    Vectors(#[from] VectorError),
    /// Vectors that cannot be compared.
    #[error(transparent)]
    Index(#[from] IndexError),
    /// A benign reference of too little.
    #[error("expected at least 2 benign requests to compare windows with, got {0}; give more")]
    FewBenign(usize),
    /// A quiet week that cannot be made.
    #[error(transparent)]
    Settings(#[from] SettingsError),
    /// A grammar that is broken.
    #[error(transparent)]
    Grammar(#[from] GrammarError),
    /// A log that cannot be read again.
    #[error(transparent)]
    Log(#[from] DetectionError),
    /// Labels of another log.
    #[error(transparent)]
    Eval(#[from] EvalError),
}
