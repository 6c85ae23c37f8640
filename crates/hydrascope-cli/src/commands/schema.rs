//! `hydrascope schema`.

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use hydrascope::report::ReportFile;

use crate::failure::{Failure, Outcome, print_json};

/// Prints the form of a file of a report as JSON Schema (draft 2020-12)
///
/// Of accounts and requests, which are by lines, it is the form of one line. What run.json says of settings, models, runtimes and baselines
/// may be any JSON.
#[derive(Args)]
#[command(after_help = "Examples:\n  hydrascope schema accounts\n  hydrascope schema run > run.schema.json")]
pub(crate) struct Arguments {
    // The names stand in the error about a missing one, too.
    /// The file, without its ending
    #[arg(value_name = "accounts|requests|campaigns|ordinary|catalog|run", value_parser = file(), hide_possible_values = true)]
    file: ReportFile,
}

fn file() -> impl TypedValueParser<Value = ReportFile> {
    let file = |name: String| ReportFile::ALL.into_iter().find(|file| file.name() == name);
    PossibleValuesParser::new(ReportFile::ALL.map(ReportFile::name))
        .try_map(move |name| file(name).ok_or("expected the name of a file of a report"))
}

pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    print_json(&arguments.file.schema())?;
    Ok(Outcome::Done)
}
