//! `hydrascope-eval redteam`.

use std::fs;
use std::io::{Write, stderr};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueHint};
use hydrascope_eval::{adaptive, dose_response, red_team_page};
use serde_json::json;

use super::embedder::embedder;
use super::said::made_by;
use crate::failure::{Failure, print};

/// Says what it costs to hide a campaign: flagged accounts by dose of each habit, and an attacker that adapts
#[derive(Args)]
#[command(after_help = HELP)]
pub(crate) struct Arguments {
    /// Ordinary accounts of each simulated week in which a habit is tried
    #[arg(long, value_name = "N", default_value_t = 4_000)]
    accounts: u32,
    /// Ordinary accounts of each week of the attacker that adapts; 0 leaves it away
    #[arg(long, value_name = "N", default_value_t = 14_000)]
    adaptive_accounts: u32,
    /// Seeds with which each dose is tried; the attacker that adapts takes the first two
    #[arg(long, value_name = "SEED", value_delimiter = ',', default_values_t = [1, 2, 3, 4, 5])]
    seeds: Vec<u64>,
    /// Page to write, in Markdown
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    out: Option<PathBuf>,
    /// Print one JSON document instead of the page
    #[arg(long)]
    json: bool,
}

const HELP: &str = "\
Examples:
  hydrascope-eval redteam --out docs/redteam.md
  hydrascope-eval redteam --seeds 1 --accounts 1000 --adaptive-accounts 0 --json";

/// Seeds on which the attacker that adapts is played.
const ADAPTIVE_SEEDS: usize = 2;

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let embedder = embedder(None)?;
    let seeds = &arguments.seeds;
    let doses = dose_response(arguments.accounts, seeds, &embedder, &mut |row| {
        tell(&format!("{} {}", row.habit, row.dose));
    })?;
    let few = &seeds[..seeds.len().min(ADAPTIVE_SEEDS)];
    let attacks = match arguments.adaptive_accounts {
        0 => Vec::new(),
        accounts => adaptive(accounts, few, &embedder, &mut |attack| {
            tell(&format!("an attacker with {} accounts", attack.accounts));
        })?,
    };
    if arguments.json {
        print(&format!("{}\n", json!({ "doses": doses, "adaptive": attacks })))?;
        return Ok(ExitCode::SUCCESS);
    }
    let page = red_team_page(&made_by(), &doses, &attacks);
    match &arguments.out {
        Some(out) => fs::write(out, page)?,
        None => print(&page)?,
    }
    Ok(ExitCode::SUCCESS)
}

/// Says on a terminal's standard error what is done; where that fails, nobody is there to be told.
fn tell(done: &str) {
    use std::io::IsTerminal;
    if stderr().is_terminal() {
        let _ = writeln!(stderr(), "done: {done}");
    }
}
