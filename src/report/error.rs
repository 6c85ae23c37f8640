//! What stops a report.

use std::error::Error;
use std::io;
use std::path::PathBuf;

/// A report that cannot be written or used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReportError {
    /// No room, or no right to write.
    #[error("cannot write {}: expected a directory with room that this user may write to", path.display())]
    Write {
        /// The file or directory.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A file that cannot be read.
    #[error("cannot read {}: expected a file of a report; name the directory that detection wrote", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A record that lists no files.
    #[error("{}: expected the record of a run with the list of its files, got something else; detect once more", path.display())]
    NoList {
        /// The record.
        path: PathBuf,
    },
    /// A file in another form.
    #[error("{} is no file of a report at line {line}: expected the form of this version; detect once more", path.display())]
    Form {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// What the reader of JSON said.
        source: serde_json::Error,
    },
    /// Files of two runs.
    #[error("{} is not the file that run.json beside it lists: expected files of one run; a run may have been stopped midway, detect once more", path.display())]
    Mixed {
        /// The file.
        path: PathBuf,
    },
    /// A page that its templates do not fit.
    #[error(
        "cannot make the page of a report: expected templates that fit these findings; this is a defect of hydrascope, report it"
    )]
    Page {
        /// What the engine of templates said.
        source: Box<dyn Error + Send + Sync>,
    },
    /// A page in the place of another file of a report.
    #[error("{} is another file of the report: expected a place of its own for the page, such as report.html", path.display())]
    Place {
        /// The place.
        path: PathBuf,
    },
}
