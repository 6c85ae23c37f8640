//! Runs `hydrascope-eval`.

use std::path::Path;
use std::process::Command;

/// What a command said, and how it ended.
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

pub(crate) fn run(arguments: &[&Path]) -> Ran {
    let out = Command::new(env!("CARGO_BIN_EXE_hydrascope-eval")).args(arguments).output().unwrap();
    Ran {
        code: out.status.code().unwrap(),
        stdout: String::from_utf8(out.stdout).unwrap(),
        stderr: String::from_utf8(out.stderr).unwrap(),
    }
}
