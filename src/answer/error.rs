//! Why a question has no answer.

use super::kind::Kind;
use crate::report::ReportError;

/// A question that a report does not answer.
#[derive(Debug, thiserror::Error)]
pub enum AnswerError {
    /// The report cannot be read.
    #[error(transparent)]
    Report(#[from] ReportError),
    /// Nothing in the report has this name.
    #[error(
        "{id:?} is in no file of the report: looked for {}; requests that lie in no template are not listed",
        among(sought)
    )]
    Unknown {
        /// The name.
        id: String,
        /// What was looked for.
        sought: Vec<Kind>,
    },
    /// The report was made with another hash key.
    #[error(
        "the catalog of the report was made with another hash key: expected that one, so that its hashes mean something; use the key of the run"
    )]
    OtherKey,
    /// Several things have this name.
    #[error(
        "{id:?} is several things in the report: expected one, found {}; say which is meant",
        among(found)
    )]
    Several {
        /// The name.
        id: String,
        /// What bears it.
        found: Vec<Kind>,
    },
}

/// The kinds in words.
fn among(kinds: &[Kind]) -> String {
    kinds
        .iter()
        .map(|kind| format!("{} {kind}", if *kind == Kind::Account { "an" } else { "a" }))
        .collect::<Vec<_>>()
        .join(", ")
}
