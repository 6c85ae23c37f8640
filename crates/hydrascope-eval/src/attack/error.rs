//! What stops an attack before it is tried.

use std::io;
use std::path::PathBuf;
use std::process::ExitStatus;

/// An attack that cannot be made. No line of its traffic appears in it; what the script itself wrote to standard error does.
#[derive(Debug, thiserror::Error)]
pub enum AttackError {
    /// No kind of attack.
    #[error("expected KIND or KIND:N, N a number of 1 or more, got {0:?}")]
    Kind(String),
    /// No script.
    #[error("expected a script of attacks, found no file {}; name one", .0.display())]
    NoScript(PathBuf),
    /// Python does not start.
    #[error("cannot start python3: expected it among the programs of this machine")]
    Start(#[source] io::Error),
    /// What the script writes cannot be taken.
    #[error("cannot read what the script writes for {attack}")]
    Output {
        /// The attack.
        attack: String,
        /// What the system said.
        source: io::Error,
    },
    /// The script failed.
    #[error("the script failed on {attack} ({status}), and its last words were:\n{stderr}")]
    Failed {
        /// The attack.
        attack: String,
        /// How it ended.
        status: ExitStatus,
        /// The end of its standard error.
        stderr: String,
    },
    /// A line that is no request.
    #[error("line {line} of what the script writes for {attack}: {reason}")]
    Line {
        /// The attack.
        attack: String,
        /// The line, counted from 1.
        line: usize,
        /// What is wrong.
        reason: String,
    },
}
