//! `hydrascope-eval attack page`.

use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueHint};
use hydrascope_eval::{AdaptiveAttack, DoseRow, adaptive, attack_page, dose_response, doses};

use super::doses::Weeks;
use super::progress::tell;
use crate::commands::embedder::embedder;
use crate::commands::said::made_by;
use crate::failure::Failure;

/// Writes the page on what it costs to hide: all doses, and the attacker that adapts
#[derive(Args)]
#[command(after_help = HELP)]
pub(crate) struct Arguments {
    #[command(flatten)]
    weeks: Weeks,
    /// Ordinary accounts of each week of the attacker that adapts, which is played on the first two seeds
    #[arg(long, value_name = "N", default_value_t = 14_000)]
    adaptive_accounts: u32,
    /// Page to write, in Markdown
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    out: PathBuf,
}

const HELP: &str = "\
Example:
  hydrascope-eval attack page --out docs/redteam.md";

/// Seeds on which the attacker that adapts is played.
const ADAPTIVE_SEEDS: usize = 2;

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let (embedder, Weeks { accounts, seeds }) = (embedder(None)?, &arguments.weeks);
    let (mut rows, mut attacks) = (Vec::new(), Vec::new());
    dose_response(doses(), *accounts, seeds, &embedder, &mut |row: DoseRow| -> Result<(), Failure> {
        tell(&format!("{} {}", row.habit, row.dose));
        rows.push(row);
        Ok(())
    })?;
    let few = &seeds[..seeds.len().min(ADAPTIVE_SEEDS)];
    let mut take = |attack: AdaptiveAttack| -> Result<(), Failure> {
        tell(&format!("an attacker with {} accounts", attack.accounts));
        attacks.push(attack);
        Ok(())
    };
    adaptive(arguments.adaptive_accounts, few, &embedder, &mut take)?;
    fs::write(&arguments.out, attack_page(&made_by(), &rows, &attacks))?;
    Ok(ExitCode::SUCCESS)
}
