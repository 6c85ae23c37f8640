//! `hydrascope diff`.

use std::path::PathBuf;

use clap::{Args, ValueHint};
use hydrascope::answer::{diff, diff_words};
use hydrascope::report::Report;
use serde_json::json;

use crate::failure::{Failure, Outcome, print, print_json};

/// Says what has changed from one report to another: campaigns opened, grown, shrunk, merged, split, gone; accounts in and out
///
/// Campaigns are the same by their accounts and templates, templates by hashes of their words, whatever their names are in either report.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  hydrascope diff monday tuesday\n  hydrascope diff monday tuesday --json"
)]
pub(crate) struct Arguments {
    /// Directory of the old report
    #[arg(value_name = "OLD", value_hint = ValueHint::DirPath)]
    old: PathBuf,
    /// Directory of the new report
    #[arg(value_name = "NEW", value_hint = ValueHint::DirPath)]
    new: PathBuf,
    /// Print one JSON document instead of text
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let found = diff(&Report::open(&arguments.old)?, &Report::open(&arguments.new)?)?;
    if arguments.json {
        print_json(&json!(found))?
    } else {
        print(&diff_words(&found))?
    }
    Ok(Outcome::Done)
}
