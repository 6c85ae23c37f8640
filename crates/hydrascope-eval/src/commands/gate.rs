//! `hydrascope-eval gate`.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{ArgAction, Args, ValueHint};
use hydrascope_eval::{Gate, Report, RunFigures, Week, gate_table, score};

use crate::failure::{Failure, print};

/// Holds reports to thresholds: prints value, threshold and verdict of each, and exits with 1 where one is missed
#[derive(Args)]
#[command(after_help = HELP)]
pub(crate) struct Arguments {
    /// Thresholds: TOML, a table a week
    #[arg(value_name = "GATE", value_hint = ValueHint::FilePath)]
    gate: PathBuf,
    /// A week's name in GATE, the folder of its labels, and the folder of a report on it; repeatable
    #[arg(long = "week", num_args = 3, value_names = ["NAME", "WEEK", "REPORT"], action = ArgAction::Append, required = true)]
    weeks: Vec<PathBuf>,
}

const HELP: &str = "\
Example:
  hydrascope-eval gate gate.toml --week A ../shared/traffic report";

/// A threshold was missed.
#[derive(Debug, thiserror::Error)]
#[error("{missed} threshold(s) of {gate} missed; see NO above")]
struct Missed {
    missed: usize,
    gate: PathBuf,
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let gate = Gate::read(&arguments.gate)?;
    let mut missed = 0;
    let mut names = Vec::new();
    for week in arguments.weeks.chunks_exact(3) {
        let name = week[0].to_string_lossy().into_owned();
        missed += check(&gate, &name, &week[1], &week[2])?;
        names.push(name);
    }
    for name in gate.weeks().filter(|week| !names.iter().any(|name| name == week)) {
        print(&format!("week {name}: NOT MEASURED, as no report was named\n"))?;
    }
    if missed > 0 {
        return Err(Missed { missed, gate: arguments.gate.clone() }.into());
    }
    print(&format!("gate: every threshold of {} holds\n", names.join(", ")))?;
    Ok(ExitCode::SUCCESS)
}

/// Prints how a report does, and gives the number of thresholds that it misses.
fn check(gate: &Gate, name: &str, week: &Path, report: &Path) -> Result<usize, Failure> {
    let run = RunFigures::read(report)?;
    let report = Report::read(report)?;
    let score = score(&Week::read(week, &[&report])?, &report)?;
    let outcome = gate.check(name, &score, &run)?;
    print(&format!("{}\n", gate_table(&outcome)))?;
    Ok(outcome.missed())
}
