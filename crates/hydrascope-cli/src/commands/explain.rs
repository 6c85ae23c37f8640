//! `hydrascope explain`.

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueHint};
use hydrascope::answer::{Kind, explain, words};
use hydrascope::report::Report;
use serde_json::json;

use crate::failure::{Failure, Outcome, print, print_json};

/// Says why an account, a campaign, a template or a request stands where it does in a report
///
/// In words and numbers: standing and score, the evidence with its errors, how a campaign comes from the prior to its log-odds, who
/// shares what with whom and when, which story comes second, and what would clear the accounts.
#[derive(Args)]
#[command(after_help = HELP)]
pub(crate) struct Arguments {
    /// Directory of the report
    #[arg(value_name = "REPORT", value_hint = ValueHint::DirPath)]
    report: PathBuf,
    /// An account, a campaign (c3, o1, f1), a template (t12, d3), an ordinary group (g1) or the id of a request
    #[arg(value_name = "ID")]
    id: String,
    /// What the name is of, where it is of several things
    #[arg(long = "as", value_name = "KIND", value_parser = kind())]
    kind: Option<Kind>,
    /// Print one JSON document instead of text
    #[arg(long)]
    json: bool,
}

const HELP: &str = "\
Examples:
  hydrascope explain report acct-00049f0997c2
  hydrascope explain report c3
  hydrascope explain report t12 --json
  hydrascope explain report c3 --as account";

fn kind() -> impl TypedValueParser<Value = Kind> {
    let kind = |name: String| Kind::ALL.into_iter().find(|kind| kind.name() == name);
    PossibleValuesParser::new(Kind::ALL.map(Kind::name))
        .try_map(move |name| kind(name).ok_or("expected the name of a kind"))
}

pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let report = Report::open(&arguments.report)?;
    let explanation = explain(&report, &arguments.id, arguments.kind)?;
    if arguments.json {
        print_json(&json!(explanation))?
    } else {
        print(&words(&explanation))?
    }
    Ok(Outcome::Done)
}
