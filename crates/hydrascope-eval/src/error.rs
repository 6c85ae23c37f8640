//! What stops a scoring. No text of a prompt appears in it.

use std::io;
use std::path::PathBuf;

/// Labels, a report or thresholds that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum EvalError {
    /// A report whose files are of several runs.
    #[error(transparent)]
    Report(#[from] hydrascope::report::ReportError),
    /// A file that is not there.
    #[error("expected {path}, or the same with .gz or .zst, found none; name the folder that holds it")]
    Missing {
        /// Where it was looked for.
        path: PathBuf,
    },
    /// A file that cannot be read.
    #[error("cannot read {path}: expected a file that is whole and that this user may read")]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system or the decompressor said.
        source: io::Error,
    },
    /// A line of another form.
    #[error(
        "{path}, line {line}: expected {expected}, got {got}; write the file again, or name another folder"
    )]
    Line {
        /// The file.
        path: PathBuf,
        /// The line, counted from 1.
        line: usize,
        /// What a line of it holds.
        expected: &'static str,
        /// What is wrong, and in which column.
        got: String,
    },
    /// An account or a request that two lines of a file name.
    #[error("{path}, line {line}: expected each {what} once, got {name:?} again; leave one of its lines out")]
    Repeated {
        /// The file.
        path: PathBuf,
        /// The second line, counted from 1.
        line: usize,
        /// Account or request.
        what: &'static str,
        /// Its id.
        name: String,
    },
    /// Accounts of a report that the labels do not know.
    #[error(
        "expected a report on these labels, got one with {count} accounts that they do not know, such as \
         {example:?}; name the folder of the week that the report was made from"
    )]
    UnknownAccounts {
        /// How many.
        count: usize,
        /// The first of them by name.
        example: String,
    },
    /// A labelled request of a campaign that the traffic does not hold.
    #[error(
        "expected the traffic of these labels, got one without request {id:?}; name a folder that holds both"
    )]
    NotSent {
        /// The request.
        id: String,
    },
    /// A file of thresholds of another form.
    #[error("{path}: expected thresholds, each week's in a table of its own: {reason}; correct the file")]
    Thresholds {
        /// The file.
        path: PathBuf,
        /// What is wrong, with its place.
        reason: String,
    },
    /// A week that has no thresholds.
    #[error(
        "{path}: expected a week of {known}, got {name:?}; name one of these, or write thresholds for it"
    )]
    UnknownWeek {
        /// The file.
        path: PathBuf,
        /// The weeks that have thresholds.
        known: String,
        /// What was asked for.
        name: String,
    },
}
