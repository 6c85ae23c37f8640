//! `hydrascope-eval attack kinds`.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{ArgAction, Args, ValueHint};
use hydrascope::embed::Embedder;
use hydrascope_eval::{
    Attack, AttackOutcome, AttackScript, AttackedWeek, LabelledLog, attack_head, attack_row,
};
use serde_json::json;

use crate::commands::embedder::embedder;
use crate::failure::{Failure, print};

/// Lays attacks beside a week and says who is flagged then: their workers, and innocent accounts that were not before
///
/// Each attack is what `python3 ATTACKS_PY KIND [--n N] --seed S` writes, run in the script's own folder: JSON lines in the form
/// of traffic.jsonl. A line with the id of a request of the week stands in its place. Accounts that the labels do not know are
/// workers where their name begins with zw, else decoys.
#[derive(Args)]
#[command(after_help = HELP)]
pub(crate) struct Arguments {
    /// Script that makes attacks on this week
    #[arg(value_name = "ATTACKS_PY", value_hint = ValueHint::FilePath)]
    script: PathBuf,
    /// Folder with labels.accounts.jsonl, labels.events.jsonl and traffic.jsonl, plain, .gz or .zst
    #[arg(value_name = "WEEK_DIR", value_hint = ValueHint::DirPath)]
    week: PathBuf,
    #[command(flatten)]
    tried: Tried,
    /// Print one JSON document instead of the table
    #[arg(long)]
    json: bool,
}

/// Which attacks are tried.
#[derive(Args)]
pub(crate) struct Tried {
    /// A kind of attack and its size; repeatable [default: fourteen kinds]
    #[arg(long = "kind", value_name = "KIND[:N]", action = ArgAction::Append)]
    kinds: Vec<Attack>,
    /// Seeds with which each is made
    #[arg(long, value_name = "SEED", value_delimiter = ',', default_value = "1")]
    seeds: Vec<u64>,
}

const HELP: &str = "\
Example:
  hydrascope-eval attack kinds ../shared/cases/attacks.py ../shared/traffic --kind plain --kind decoys:300 --seeds 1,2";

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let script = AttackScript::new(&arguments.script)?;
    let log = LabelledLog::read(&arguments.week)?;
    let mut outcomes = Vec::new();
    if !arguments.json {
        print(&attack_head())?;
    }
    // Rows come one by one: each takes a while.
    attack(&script, &log, &embedder(None)?, &arguments.tried, &mut |outcome| {
        if !arguments.json {
            print(&attack_row(&outcome))?;
        }
        outcomes.push(outcome);
        Ok(())
    })?;
    if arguments.json {
        print(&format!("{}\n", json!(outcomes)))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Tries each kind with each seed.
pub(crate) fn attack(
    script: &AttackScript,
    log: &LabelledLog,
    embedder: &Embedder,
    tried: &Tried,
    take: &mut dyn FnMut(AttackOutcome) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let week = AttackedWeek::new(log, embedder)?;
    let usual = Attack::usual();
    for attack in if tried.kinds.is_empty() { &usual } else { &tried.kinds } {
        for &seed in &tried.seeds {
            take(week.with(attack.to_string(), seed, script.requests(attack, seed)?)?)?;
        }
    }
    Ok(())
}
