//! Why a baseline cannot be used.

use std::io;
use std::path::PathBuf;

/// What is wrong with a baseline's file.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BaselineError {
    /// It cannot be read.
    #[error("cannot read the baseline {}: expected a file that this user may read", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// It cannot be written.
    #[error("cannot write the baseline {}: expected a directory with room that this user may write to", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// It is no baseline.
    #[error("{} is no baseline at line {line}, column {column}: expected the JSON that a calibration writes; calibrate once more", path.display())]
    Parse {
        /// The file.
        path: PathBuf,
        /// The line.
        line: usize,
        /// The place in it.
        column: usize,
    },
    /// A file of another kind stands where it is to be written.
    #[error("cannot write a baseline to {}: expected no file there or a baseline, got {got}; name another place", path.display())]
    Taken {
        /// The place.
        path: PathBuf,
        /// What is there.
        got: &'static str,
    },
    /// It has another form.
    #[error("{} has form {got}, expected {expected}: another version wrote it; calibrate once more", path.display())]
    Format {
        /// The file.
        path: PathBuf,
        /// What this version reads.
        expected: u32,
        /// What the file has.
        got: u32,
    },
    /// It was made with another hash key.
    #[error("{} was made with another hash key: its hashes mean nothing here; use that key, or calibrate once more", path.display())]
    Key {
        /// The file.
        path: PathBuf,
    },
}
