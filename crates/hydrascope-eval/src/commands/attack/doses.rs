//! `hydrascope-eval attack doses`.

use std::process::ExitCode;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{ArgAction, Args};
use hydrascope_eval::{DoseRow, dose_head, dose_response, dose_row, doses};
use serde_json::json;

use crate::commands::embedder::embedder;
use crate::failure::{Failure, print};

/// Says how many accounts of a campaign are flagged by dose of each habit that may hide it
#[derive(Args)]
#[command(after_help = HELP)]
pub(crate) struct Arguments {
    #[command(flatten)]
    pub(super) weeks: Weeks,
    /// A habit that is tried; repeatable [default: all of them]
    #[arg(long = "habit", value_name = "NAME", action = ArgAction::Append, value_parser = habits())]
    habits: Vec<String>,
    /// Print one JSON document instead of the table
    #[arg(long)]
    json: bool,
}

/// The weeks in which habits are tried.
#[derive(Args)]
pub(super) struct Weeks {
    /// Ordinary accounts of each simulated week in which a habit is tried
    #[arg(long, value_name = "N", default_value_t = 4_000)]
    pub(super) accounts: u32,
    /// Seeds with which each dose is tried
    #[arg(long, value_name = "SEED", value_delimiter = ',', default_values_t = [1, 2, 3, 4, 5])]
    pub(super) seeds: Vec<u64>,
}

const HELP: &str = "\
Examples:
  hydrascope-eval attack doses --habit decoys --habit fillers
  hydrascope-eval attack doses --seeds 1 --accounts 1000 --json";

fn habits() -> impl TypedValueParser<Value = String> {
    let mut names: Vec<&str> = doses().iter().map(|dose| dose.habit).collect();
    names.dedup();
    PossibleValuesParser::new(names)
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let wanted =
        |habit: &str| arguments.habits.is_empty() || arguments.habits.iter().any(|name| name == habit);
    let doses = doses().into_iter().filter(|dose| wanted(dose.habit)).collect();
    let Weeks { accounts, seeds } = &arguments.weeks;
    if !arguments.json {
        print(&dose_head())?;
    }
    let mut rows = Vec::new();
    // Rows come one by one: each takes a while.
    dose_response(doses, *accounts, seeds, &embedder(None)?, &mut |row: DoseRow| -> Result<(), Failure> {
        if !arguments.json {
            print(&dose_row(&row))?;
        }
        rows.push(row);
        Ok(())
    })?;
    if arguments.json {
        print(&format!("{}\n", json!(rows)))?;
    }
    Ok(ExitCode::SUCCESS)
}
