//! How the program was called.

use std::path::PathBuf;

use clap::Command;

/// How the program was called, for the commands that tell about it.
pub(crate) struct Called {
    /// The whole command with all that may be said to it.
    pub(crate) root: Command,
    /// The settings file, where one was named.
    pub(crate) config: Option<PathBuf>,
}
