//! What the command can do.

mod gate;
mod groups;
mod score;

use std::error::Error;
use std::io::{self, Write};
use std::process::ExitCode;

use clap::Subcommand;

/// Any error that ends a command.
pub(crate) type Failure = Box<dyn Error>;

#[derive(Subcommand)]
pub(crate) enum Command {
    Score(score::Arguments),
    Gate(gate::Arguments),
    Groups(groups::Arguments),
}

impl Command {
    pub(crate) fn run(&self) -> Result<ExitCode, Failure> {
        match self {
            Self::Score(arguments) => score::run(arguments),
            Self::Gate(arguments) => gate::run(arguments),
            Self::Groups(arguments) => groups::run(arguments),
        }
    }
}

/// Writes a result to standard output.
fn print(text: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes()).and_then(|()| out.flush())
}
