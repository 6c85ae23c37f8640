//! What the command can do.

mod ablate;
mod attack;
mod embedder;
mod gate;
mod groups;
mod named_week;
mod peers;
mod quality;
mod reliability;
mod said;
mod score;

use std::process::ExitCode;

use clap::Subcommand;

use crate::failure::Failure;

#[derive(Subcommand)]
pub(crate) enum Command {
    Score(score::Arguments),
    Gate(gate::Arguments),
    Groups(groups::Arguments),
    Ablate(ablate::Arguments),
    #[command(subcommand)]
    Attack(attack::Command),
    Peers(peers::Arguments),
    Quality(quality::Arguments),
    Reliability(reliability::Arguments),
}

impl Command {
    pub(crate) fn run(&self) -> Result<ExitCode, Failure> {
        match self {
            Self::Score(arguments) => score::run(arguments),
            Self::Gate(arguments) => gate::run(arguments),
            Self::Groups(arguments) => groups::run(arguments),
            Self::Ablate(arguments) => ablate::run(arguments),
            Self::Attack(command) => command.run(),
            Self::Peers(arguments) => peers::run(arguments),
            Self::Quality(arguments) => quality::run(arguments),
            Self::Reliability(arguments) => reliability::run(arguments),
        }
    }
}
