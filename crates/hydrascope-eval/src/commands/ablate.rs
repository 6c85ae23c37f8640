//! `hydrascope-eval ablate`.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueHint};
use hydrascope_eval::{Ablation, LabelledLog, ablation_table};
use serde_json::{Value, json};

use super::embedder::embedder;
use super::named_week::NamedWeek;
use crate::failure::{Failure, print};

/// Says what the embedding and each signal are worth: scores of detection with one of them left out, a table a week
#[derive(Args)]
#[command(after_help = HELP)]
pub(crate) struct Arguments {
    /// A week's name, and its folder with labels.accounts.jsonl, labels.events.jsonl and traffic.jsonl, plain, .gz or .zst
    #[arg(value_name = "NAME=WEEK_DIR", value_hint = ValueHint::Other, required = true)]
    weeks: Vec<NamedWeek>,
    /// Folder of another sentence encoder, to try in place of the built-in one
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    model: Option<PathBuf>,
    /// Print one JSON document instead of tables
    #[arg(long)]
    json: bool,
}

const HELP: &str = "\
Example:
  hydrascope-eval ablate A=../shared/traffic B=../shared/traffic-b";

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let built_in = embedder(None)?;
    let other = arguments.model.as_deref().map(|folder| embedder(Some(folder))).transpose()?;
    let mut documents = Vec::new();
    for week in &arguments.weeks {
        let ablation = Ablation::of(&LabelledLog::read(&week.folder)?, &built_in, other.as_ref())?;
        if arguments.json {
            documents.push(json!({ "week": week.name, "runs": ablation.to_json() }));
        } else {
            print(&format!("## Week {}\n\n{}\n", week.name, ablation_table(&ablation)))?;
        }
    }
    if arguments.json {
        print(&format!("{}\n", Value::from(documents)))?;
    }
    Ok(ExitCode::SUCCESS)
}
