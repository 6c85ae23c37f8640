//! `hydrascope search`.

use std::io::{Read, stdin};
use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{Args, ValueHint};
use hydrascope::answer::{near_words, search};
use hydrascope::input::DEFAULT_MAX_PROMPT_BYTES;
use hydrascope::report::Report;
use hydrascope::request::{HashKey, Prompt};
use serde_json::json;

use crate::failure::{Failure, Outcome, print, print_json};

/// Finds which templates and campaigns of a report a prompt belongs to
///
/// Compares by hashes of words (catalog.json), normalised as detect does it. A template is found where the prompt says at least half of it,
/// and five of its words in a row. The prompt is written nowhere.
#[derive(Args)]
#[command(after_help = HELP)]
pub(crate) struct Arguments {
    /// Directory of the report
    #[arg(value_name = "REPORT", value_hint = ValueHint::DirPath)]
    report: PathBuf,
    // Several words are one text, and what begins with a hyphen is text: an error about it would show it.
    /// The prompt; - reads it from standard input. Options come before it
    #[arg(value_name = "TEXT", required = true, num_args = 1.., trailing_var_arg = true, allow_hyphen_values = true)]
    text: Vec<String>,
    /// Templates to show at most
    #[arg(long, value_name = "N", default_value = "5")]
    top: NonZeroUsize,
    /// File of the hash key that the report was made with
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    hash_key_file: Option<PathBuf>,
    /// Print one JSON document instead of text
    #[arg(long)]
    json: bool,
}

const HELP: &str = "\
Examples:
  hydrascope search report 'Explain as if teaching a curious beginner: how do tides work?'
  hydrascope search --top 3 --json report - < prompt.txt";

/// Bytes that are read of a prompt at most.
const MOST: u64 = 64 << 20;

/// Standard input holds no prompt.
#[derive(Debug, thiserror::Error)]
enum PromptError {
    #[error("cannot read the prompt from standard input: expected text in UTF-8")]
    Read(#[source] std::io::Error),
    #[error("expected a prompt, got no text")]
    Empty,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let text = if arguments.text == ["-"] { from_stdin()? } else { arguments.text.join(" ") };
    if text.trim().is_empty() {
        return Err(PromptError::Empty.into());
    }
    let file = arguments.hash_key_file.as_deref();
    let key = file.map(HashKey::read).transpose()?.unwrap_or_default();
    let prompt = Prompt::new(text).within(DEFAULT_MAX_PROMPT_BYTES, key);
    let report = Report::open(&arguments.report)?;
    let near = search(&report, &prompt, key, arguments.top.get())?;
    if arguments.json {
        print_json(&json!({ "templates": near }))?
    } else {
        print(&near_words(&near))?
    }
    Ok(Outcome::Done)
}

fn from_stdin() -> Result<String, PromptError> {
    let mut text = String::new();
    stdin().lock().take(MOST).read_to_string(&mut text).map_err(PromptError::Read)?;
    Ok(text)
}
