//! What can be wrong with the grammar files.

/// The grammar files hold something that cannot be read; a defect of the program, not of its input.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum GrammarError {
    /// A line that is neither a heading nor a well-formed alternative.
    #[error("expected balanced brackets and known signs in {place}, got {found:?}; correct the grammar file")]
    Malformed {
        /// The rule or file.
        place: String,
        /// What stood there.
        found: String,
    },
    /// A name that no heading defines.
    #[error(
        "expected the name of a rule in {place}, got {found:?}; define it with @{found} or correct the name"
    )]
    UnknownRule {
        /// The rule that refers to it.
        place: String,
        /// The name.
        found: String,
    },
}
