//! What stops settings.

use std::io;

/// A settings file that cannot be used.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ConfigError {
    /// It cannot be read.
    #[error("cannot read the settings {file}: expected a file (TOML) that this user may read")]
    Read { file: String, source: io::Error },
    /// It is no TOML.
    #[error("{file}: expected TOML, such as threads = 2 ({why})")]
    NotToml { file: String, why: String },
    /// A key that no command has.
    #[error("{file}: {key}: expected the name of an option or, as a table, of a command")]
    UnknownKey { file: String, key: String },
    /// A value that an option cannot have.
    #[error("{file}: {key}: expected {expected}, got {got}")]
    Value { file: String, key: String, expected: &'static str, got: &'static str },
    /// Values that the command refuses.
    #[error("{file}: {why}")]
    Refused { file: String, why: String },
}
