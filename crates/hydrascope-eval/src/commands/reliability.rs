//! `hydrascope-eval reliability`.

use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueHint};
use hydrascope_eval::{JudgedWeek, LabelledLog, pooled, reliability, reliability_page, reliability_plot};
use serde_json::json;

use super::embedder::embedder;
use super::named_week::NamedWeek;
use super::said::made_by;
use crate::failure::{Failure, print};

/// Says whether stated rates of false campaigns are kept on families of weeks of which nothing was learned
///
/// Weeks of one name are a family. Each family is left out in turn: what ordinary groups look like is learned from the others.
#[derive(Args)]
#[command(after_help = HELP)]
pub(crate) struct Arguments {
    /// A family's name, and the folder of one of its weeks with labels.accounts.jsonl, labels.events.jsonl and traffic.jsonl, plain, .gz or
    /// .zst; two families or more
    #[arg(value_name = "FAMILY=WEEK_DIR", value_hint = ValueHint::Other, required = true)]
    weeks: Vec<NamedWeek>,
    /// Page to write, in Markdown, with its plot beside it, in SVG
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    out: Option<PathBuf>,
    /// What the page names as the command that made it [default: this one]
    #[arg(long, value_name = "TEXT")]
    made_by: Option<String>,
    /// Print one JSON document instead of the page
    #[arg(long)]
    json: bool,
}

const HELP: &str = "\
Examples:
  hydrascope-eval reliability ours=week1 ours=week2 B=../shared/traffic-b C=../shared/traffic-c
  hydrascope-eval reliability ours=week B=../shared/traffic-b --out docs/reliability.md";

/// One family cannot be left out.
#[derive(Debug, thiserror::Error)]
#[error("expected weeks of two families or more, got one: {0}; name weeks by another hand too")]
struct OneFamily(String);

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let first = &arguments.weeks[0].name;
    if arguments.weeks.iter().all(|week| week.name == *first) {
        return Err(OneFamily(first.clone()).into());
    }
    let embedder = embedder(None)?;
    let mut weeks = Vec::new();
    for week in &arguments.weeks {
        weeks.push((week.name.clone(), JudgedWeek::of(&LabelledLog::read(&week.folder)?, &embedder)?));
    }
    let families = reliability(&weeks);
    if arguments.json {
        print(&format!("{}\n", json!({ "families": families, "pooled": pooled(&families) })))?;
        return Ok(ExitCode::SUCCESS);
    }
    let command = arguments.made_by.clone().unwrap_or_else(made_by);
    let Some(out) = &arguments.out else {
        print(&reliability_page(&command, "reliability.svg", &families))?;
        return Ok(ExitCode::SUCCESS);
    };
    let plot = out.with_extension("svg");
    let name = plot.file_name().unwrap_or_default().to_string_lossy();
    fs::write(out, reliability_page(&command, &name, &families))?;
    fs::write(&plot, reliability_plot(&families))?;
    Ok(ExitCode::SUCCESS)
}
