//! The `hydrascope` command.

mod advice;
mod arguments;
mod commands;
mod detect;
mod failure;
mod looked;
mod mapping;
mod mapping_file;
mod memory;
mod models;
mod options;
mod poor;
mod progress;
mod reading;
mod summary;
mod trial;
mod window;

use std::process::ExitCode;

use clap::Parser;

use commands::Command;
use failure::{Outcome, tell};

/// Reveals coordinated, systematic extraction of language models through their APIs.
#[derive(Parser)]
#[command(name = "hydrascope", version, after_help = HELP)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

const HELP: &str = "\
Examples:
  hydrascope demo
  hydrascope check traffic.jsonl.gz
  hydrascope detect traffic.jsonl.gz --out report
  hydrascope doctor

Exit codes: 0 the command ran; 1 an error; 2 wrong usage; 3 a campaign was found and --fail-on-campaign was given;
4 the report is written, but the input is a poor ground for it (see --allow-poor-input).";

fn main() -> ExitCode {
    match Cli::parse().command.run() {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::CampaignFound) => ExitCode::from(3),
        Ok(Outcome::PoorInput) => ExitCode::from(4),
        Err(error) => tell(&*error),
    }
}
