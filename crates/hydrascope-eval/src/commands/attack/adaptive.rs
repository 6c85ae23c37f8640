//! `hydrascope-eval attack adaptive`.

use std::process::ExitCode;

use clap::Args;
use hydrascope_eval::{AdaptiveAttack, adaptive, adaptive_head, adaptive_row};
use serde_json::json;

use crate::commands::embedder::embedder;
use crate::failure::{Failure, print};

/// Plays an attacker that sees whom detection flags and changes what is cheapest first, with more and more accounts
#[derive(Args)]
#[command(after_help = HELP)]
pub(crate) struct Arguments {
    /// Ordinary accounts of each simulated week
    #[arg(long, value_name = "N", default_value_t = 14_000)]
    accounts: u32,
    /// Seeds on which it is played
    #[arg(long, value_name = "SEED", value_delimiter = ',', default_values_t = [1, 2])]
    seeds: Vec<u64>,
    /// Print one JSON document instead of the table
    #[arg(long)]
    json: bool,
}

const HELP: &str = "\
Example:
  hydrascope-eval attack adaptive --accounts 4000 --seeds 1";

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    if !arguments.json {
        print(&adaptive_head())?;
    }
    let mut attacks = Vec::new();
    // Rows come one by one: each takes a while.
    let mut take = |attack: AdaptiveAttack| -> Result<(), Failure> {
        if !arguments.json {
            print(&adaptive_row(&attack))?;
        }
        attacks.push(attack);
        Ok(())
    };
    adaptive(arguments.accounts, &arguments.seeds, &embedder(None)?, &mut take)?;
    if arguments.json {
        print(&format!("{}\n", json!(attacks)))?;
    }
    Ok(ExitCode::SUCCESS)
}
