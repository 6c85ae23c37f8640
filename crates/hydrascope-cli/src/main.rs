//! The `hydrascope` command.

mod advice;
mod arguments;
mod commands;
mod config;
mod detect;
mod failure;
mod key;
mod looked;
mod mapping;
mod mapping_file;
mod memory;
mod models;
mod options;
mod poor;
mod progress;
mod reading;
mod span;
mod spill;
mod summary;
mod trial;
mod window;

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches, Parser, ValueHint};

use commands::Command;
use config::{Called, merge, with_variables};
use failure::{Failure, Outcome, tell};

/// Reveals coordinated, systematic extraction of language models through their APIs.
#[derive(Parser)]
#[command(name = "hydrascope", version, after_help = HELP)]
struct Cli {
    /// Settings file (TOML), in place of the usual one (see config show)
    #[arg(long, global = true, value_name = "FILE", value_hint = ValueHint::FilePath, help_heading = "Settings")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

const HELP: &str = "\
Examples:
  hydrascope demo
  hydrascope check traffic.jsonl.gz
  hydrascope detect traffic.jsonl.gz --out report
  hydrascope doctor
  hydrascope completions bash > ~/.local/share/bash-completion/completions/hydrascope

Each option can also be set by a variable (HYDRASCOPE_THREADS=2) or in a settings file;
the command line counts most, then the variable.

Exit codes: 0 the command ran; 1 an error; 2 wrong usage; 3 a campaign was found and --fail-on-campaign was given;
4 the report is written, but the input is a poor ground for it (see --allow-poor-input).";

fn main() -> ExitCode {
    let arguments: Vec<OsString> = std::env::args_os().collect();
    // Before anything is read: errors of reading are told in the form that was asked for.
    let is_json = arguments.iter().any(|argument| argument == "--json");
    match run(arguments) {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::CampaignFound) => ExitCode::from(3),
        Ok(Outcome::PoorInput) => ExitCode::from(4),
        Err(error) => tell(&*error, is_json),
    }
}

fn run(arguments: Vec<OsString>) -> Result<Outcome, Failure> {
    let root = with_variables(Cli::command());
    let merged = merge(&root, arguments)?;
    let matches =
        root.clone().try_get_matches_from(&merged.arguments).map_err(|error| merged.refused(&root, error))?;
    let Cli { config, command } = Cli::from_arg_matches(&matches)?;
    command.run(Called { root, config })
}
