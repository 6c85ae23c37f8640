//! What the command can do.

mod gate;
mod groups;
mod score;

use std::process::ExitCode;

use clap::Subcommand;

use crate::failure::Failure;

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
