//! Why reading stops.

use std::io;

/// Why reading stops.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum InputError {
    /// The file is missing or cannot be opened.
    #[error("cannot open {name}: expected a readable file of JSON, CSV or Parquet")]
    Open {
        /// The file as it was given.
        name: String,
        /// What the system said.
        source: io::Error,
    },
    /// A directory was given as a file.
    #[error("cannot read {name}: expected a file, got a directory; give the files in it")]
    Directory {
        /// The directory as it was given.
        name: String,
    },
    /// No file lies in a directory or fits a pattern.
    #[error("cannot read {name}: expected files in it or a pattern that files fit, found none")]
    NoFiles {
        /// The directory or pattern as it was given.
        name: String,
    },
    /// A directory holds what is no file, such as a pipe, which could wait for ever.
    #[error("cannot read {name}: expected files and directories alone in a directory of logs")]
    NotAFile {
        /// What is no file.
        name: String,
    },
    /// A pattern cannot be read.
    #[error("cannot read {name}: expected a pattern such as logs/*.jsonl.gz ({why})")]
    Pattern {
        /// The pattern as it was given.
        name: String,
        /// What is wrong.
        why: &'static str,
    },
    /// Parquet is read from its end, which a stream does not have.
    #[error(
        "cannot read Parquet from {name}: expected JSON or CSV on a stream; give the Parquet file by its path"
    )]
    ParquetStream {
        /// The stream's name.
        name: String,
    },
    /// The library was built without Parquet.
    #[error("cannot read {name}: it is Parquet, and this build is without the feature `parquet`")]
    ParquetMissing {
        /// The file as it was given.
        name: String,
    },
    /// Strict reading met a line that is no request, or a broken file.
    #[error("{place} (strict reading stops at the first such line)")]
    Strict {
        /// `file:line: message`.
        place: String,
    },
}
