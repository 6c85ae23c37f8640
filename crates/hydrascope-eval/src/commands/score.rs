//! `hydrascope-eval score`.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueHint};
use hydrascope_eval::{Report, Week, compare, comparison_table, score, table};

use crate::failure::{Failure, print};

/// Rows of each list.
const ROWS: usize = 10;

/// Scores a report on labelled traffic, by role, campaign and template, or compares two reports
///
/// Files may be plain or end in .gz or .zst.
#[derive(Args)]
#[command(after_help = HELP)]
pub(crate) struct Arguments {
    /// Folder with labels.accounts.jsonl and labels.events.jsonl, and with traffic.jsonl where accounts have an alerted_at
    #[arg(value_name = "WEEK", value_hint = ValueHint::DirPath)]
    week: PathBuf,
    /// Folder with accounts.jsonl and requests.jsonl, as `hydrascope detect --out` writes it
    #[arg(value_name = "REPORT", value_hint = ValueHint::DirPath)]
    report: PathBuf,
    /// An earlier report on the same week: show what changed since
    #[arg(long, value_name = "BASELINE", value_hint = ValueHint::DirPath)]
    against: Option<PathBuf>,
    /// Print one JSON document instead of the table
    #[arg(long)]
    json: bool,
    /// Show all rows of each list, not only the worst ten
    #[arg(long, conflicts_with = "json")]
    all: bool,
}

const HELP: &str = "\
Examples:
  hydrascope-eval score ../shared/traffic report
  hydrascope-eval score ../shared/traffic report --json
  hydrascope-eval score ../shared/traffic report --against report-before";

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let rows = if arguments.all { usize::MAX } else { ROWS };
    let report = Report::read(&arguments.report)?;
    let text = match &arguments.against {
        None => {
            let score = score(&Week::read(&arguments.week, &[&report])?, &report)?;
            if arguments.json { format!("{}\n", score.to_json()) } else { table(&score, rows) }
        }
        Some(baseline) => {
            let baseline = Report::read(baseline)?;
            let week = Week::read(&arguments.week, &[&baseline, &report])?;
            let comparison = compare(&week, &baseline, &report)?;
            if arguments.json {
                format!("{}\n", comparison.to_json())
            } else {
                comparison_table(&comparison, rows)
            }
        }
    };
    print(&text)?;
    Ok(ExitCode::SUCCESS)
}
