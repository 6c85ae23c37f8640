//! Why a store cannot be used.

use std::io;
use std::path::{Path, PathBuf};

use crate::summary::SummaryError;

/// What is wrong with a store.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// Another process works with it.
    #[error("{}: expected a store that no other process has open, got one that has; end that process, or name another folder", .0.display())]
    Open(PathBuf),
    /// It was made with another hash key.
    #[error("{}: expected a store made with the same hash key, got one of another; name that key, or another folder", .0.display())]
    Key(PathBuf),
    /// It was made by another version.
    #[error("{}: expected a store of format {expected}, got {got}; open it with the version that made it", path.display())]
    Format {
        /// The file.
        path: PathBuf,
        /// The version that is understood.
        expected: u32,
        /// What came.
        got: u32,
    },
    /// Its buckets have another length.
    #[error("{}: expected a store with buckets of {expected} ms, got {got} ms; use that, or name another folder", path.display())]
    Bucket {
        /// The folder.
        path: PathBuf,
        /// What was asked for.
        expected: i64,
        /// What the store has.
        got: i64,
    },
    /// A file is not what was written.
    #[error("{}: expected what was written, got damaged bytes ({reason}); restore it from a copy, or open the store anew, which sets it aside", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        reason: String,
    },
    /// A file cannot be read.
    #[error("{}: expected to read it, got: {source}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A file cannot be written.
    #[error("{}: expected to write it, got: {source}; free the disk or mend the folder's rights, and send the batch again", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// An earlier failure could not be undone.
    #[error("{}: expected a store that works, got one where writing failed and could not be undone; open it anew", .0.display())]
    Broken(PathBuf),
    /// A batch says too much.
    #[error(transparent)]
    Summary(#[from] SummaryError),
}

impl StoreError {
    pub(super) fn read(path: &Path, source: io::Error) -> Self {
        Self::Read { path: path.to_owned(), source }
    }

    pub(super) fn write(path: &Path, source: io::Error) -> Self {
        Self::Write { path: path.to_owned(), source }
    }
}
