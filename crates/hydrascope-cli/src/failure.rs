//! How a command ends.

use std::error::Error;
use std::io::{self, ErrorKind, Write};
use std::process::ExitCode;

use hydrascope::report::json_text;
use hydrascope::visible::visible;
use serde_json::Value;

/// Any error that ends a command.
pub(crate) type Failure = Box<dyn Error>;

/// How a command that ran ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// It did its work.
    Done,
    /// It found a campaign and was asked to tell by its exit code.
    CampaignFound,
    /// It did its work, on an input that is a poor ground for an answer.
    PoorInput,
}

/// Standard output could not be written.
#[derive(Debug, thiserror::Error)]
#[error("cannot write to standard output")]
pub(crate) struct StdoutError(#[source] io::Error);

/// Writes a result to standard output, with nothing in it that drives a terminal.
pub(crate) fn print(text: &str) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    out.write_all(visible(text).as_bytes())
        .and_then(|()| out.flush())
        .map_err(|error| StdoutError(error).into())
}

/// Writes a value as JSON to standard output.
pub(crate) fn print_json(value: &Value) -> Result<(), Failure> {
    print(&json_text(value)?)
}

/// Writes a message to standard error, with nothing in it that drives a terminal; where that fails, nobody is there to be told.
pub(crate) fn message(text: &str) {
    let _ = writeln!(io::stderr(), "{}", visible(text));
}

/// Tells an error with its causes. A reader that went away (`| head`) is none; usage that only a command could find wrong
/// ends as all wrong usage does.
pub(crate) fn tell(error: &(dyn Error + 'static)) -> ExitCode {
    if let Some(usage) = error.downcast_ref::<clap::Error>() {
        let _ = usage.print();
        return ExitCode::from(2);
    }
    if let Some(StdoutError(source)) = error.downcast_ref()
        && source.kind() == ErrorKind::BrokenPipe
    {
        return ExitCode::SUCCESS;
    }
    let mut text = format!("error: {error}");
    let mut cause = error.source();
    while let Some(error) = cause {
        text += &format!("\n  because: {error}");
        cause = error.source();
    }
    message(&text);
    ExitCode::FAILURE
}
