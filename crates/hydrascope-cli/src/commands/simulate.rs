//! `hydrascope simulate`.

use std::num::NonZeroU32;
use std::path::PathBuf;

use clap::{Args, ValueHint};

use crate::failure::{Failure, Outcome};

/// Writes simulated traffic with labelled campaigns
#[derive(Args)]
#[command(after_help = "\
Examples:
  hydrascope simulate --out week --labels
  hydrascope simulate --accounts 200000 --days 30 --seed 7 --out month")]
pub(crate) struct Arguments {
    /// Accounts of the traffic
    #[arg(long, default_value = "2000")]
    accounts: NonZeroU32,
    /// Days that it covers
    #[arg(long, default_value = "7")]
    days: NonZeroU32,
    /// Seed of all chance; the same seed gives the same traffic
    #[arg(long, default_value_t = 0)]
    seed: u64,
    /// Directory to write traffic.jsonl.gz into
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    out: PathBuf,
    /// Write the labels beside it, for scoring
    #[arg(long)]
    labels: bool,
}

/// STAND-IN until `hydrascope_simulate::simulate` is joined.
pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let Arguments { accounts, days, seed, out, labels } = arguments;
    Err(format!(
        "this build cannot simulate: {accounts} accounts, {days} days, seed {seed}, labels {labels}, to {}",
        out.display()
    )
    .into())
}
