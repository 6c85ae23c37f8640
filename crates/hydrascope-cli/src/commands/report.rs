//! `hydrascope report`.

use std::fs;
use std::path::{Path, PathBuf};

use clap::{Args, ValueHint};
use hydrascope::report::{self, PageSettings, Pseudonyms, Report, ReportError};
use serde_json::json;

use crate::failure::{Failure, Outcome, message, print_json};

/// Makes the page of a report anew, from the report's files alone
///
/// Values of slots are shown where the report was written with text. With pseudonyms, accounts and values of attributes other than models
/// are keyed: the same name has the same pseudonym under the same key.
#[derive(Args)]
#[command(after_help = HELP)]
pub(crate) struct Arguments {
    /// Directory of a report
    #[arg(value_name = "DIR", value_hint = ValueHint::DirPath)]
    directory: PathBuf,
    /// File of the page [default: report.html in DIR, listed in its run.json]
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    out: Option<PathBuf>,
    /// Show pseudonyms, keyed with the bytes of this file (16 at least), in place of names
    #[arg(long, value_name = "KEY_FILE", value_hint = ValueHint::FilePath)]
    pseudonyms: Option<PathBuf>,
    /// Print one JSON document instead of text
    #[arg(long)]
    json: bool,
    /// Print no notes
    #[arg(long, short)]
    quiet: bool,
}

const HELP: &str = "\
Examples:
  hydrascope report report
  hydrascope report report --out page.html
  head -c 32 /dev/urandom > page.key
  hydrascope report report --pseudonyms page.key --out to-share.html";

/// A file of a key that cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("cannot use {} as a key for pseudonyms: expected a file of at least 16 random bytes", path.display())]
struct KeyFileError {
    path: PathBuf,
    source: Failure,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let pseudonyms = arguments.pseudonyms.as_deref().map(key).transpose()?;
    let read = Report::open(&arguments.directory)?;
    let (findings, run) = (read.findings()?, read.run()?);
    // A report holds values of slots only where they were asked for.
    let page = report::page(&findings, &run, &PageSettings { with_text: true, pseudonyms })?;
    let own = arguments.directory.join(report::PAGE);
    let out = arguments.out.as_ref().unwrap_or(&own);
    if is_same(out, &own) {
        report::put_page(&arguments.directory, &page)?;
    } else {
        let listed = run["files"].as_object().into_iter().flatten().map(|(name, _)| name.as_str());
        if listed.chain(["run.json"]).any(|name| is_same(out, &arguments.directory.join(name))) {
            return Err(ReportError::Place { path: out.clone() }.into());
        }
        report::write_page(out, &page)?;
    }
    if arguments.json {
        print_json(&json!({ "page": out, "bytes": page.len() }))?;
    } else if !arguments.quiet {
        message(&format!("page written to {}", out.display()));
    }
    Ok(Outcome::Done)
}

fn key(path: &Path) -> Result<Pseudonyms, KeyFileError> {
    let failed = |source| KeyFileError { path: path.to_owned(), source };
    let key = fs::read(path).map_err(|error| failed(error.into()))?;
    Pseudonyms::new(&key).map_err(|error| failed(error.into()))
}

/// Whether two paths are one place: of one name, in folders that are one.
fn is_same(a: &Path, b: &Path) -> bool {
    let folder = |path: &Path| {
        let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty());
        fs::canonicalize(parent.unwrap_or(Path::new("."))).ok()
    };
    a.file_name() == b.file_name() && folder(a).is_some() && folder(a) == folder(b)
}
