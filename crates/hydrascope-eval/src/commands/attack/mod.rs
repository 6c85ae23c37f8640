//! `hydrascope-eval attack`.

mod adaptive;
mod doses;
mod kinds;
mod page;
mod progress;

use std::process::ExitCode;

use clap::Subcommand;

pub(super) use kinds::{Tried, attack};

use crate::failure::Failure;

/// Attacks detection: what it costs to hide a campaign, and whom else an attack harms
#[derive(Subcommand)]
pub(crate) enum Command {
    Doses(doses::Arguments),
    Adaptive(adaptive::Arguments),
    Page(page::Arguments),
    Kinds(kinds::Arguments),
}

impl Command {
    pub(crate) fn run(&self) -> Result<ExitCode, Failure> {
        match self {
            Self::Doses(arguments) => doses::run(arguments),
            Self::Adaptive(arguments) => adaptive::run(arguments),
            Self::Page(arguments) => page::run(arguments),
            Self::Kinds(arguments) => kinds::run(arguments),
        }
    }
}
