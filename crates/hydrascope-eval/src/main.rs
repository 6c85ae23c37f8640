//! The `hydrascope-eval` command.

mod commands;
mod failure;

use std::error::Error;
use std::io::{self, ErrorKind, Write};
use std::process::ExitCode;

use clap::Parser;

use commands::Command;

/// Measures how well hydrascope detects
#[derive(Parser)]
#[command(name = "hydrascope-eval", version, after_help = HELP)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

const HELP: &str = "\
Examples:
  hydrascope simulate --accounts 14000 --seed 1 --out week --labels
  hydrascope detect week/traffic.jsonl.gz --out report
  hydrascope-eval score week report

Exit codes: 0 the command ran; 1 an error, or a threshold of the gate was missed; 2 wrong usage.";

fn main() -> ExitCode {
    match Cli::parse().command.run() {
        Ok(code) => code,
        Err(error) => tell(&*error),
    }
}

/// Tells an error with its causes. A reader that went away (`| head`) is none.
fn tell(error: &(dyn Error + 'static)) -> ExitCode {
    if error.downcast_ref().is_some_and(|error: &io::Error| error.kind() == ErrorKind::BrokenPipe) {
        return ExitCode::SUCCESS;
    }
    let mut text = format!("error: {error}");
    let mut cause = error.source();
    while let Some(error) = cause {
        text += &format!("\n  because: {error}");
        cause = error.source();
    }
    // Where this fails, nobody is there to be told.
    let _ = writeln!(io::stderr(), "{text}");
    ExitCode::FAILURE
}
