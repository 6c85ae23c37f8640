//! How a command ends.

use std::error::Error;
use std::io::{self, ErrorKind, Write};
use std::process::ExitCode;

use hydrascope::report::json_text;
use hydrascope::visible::visible;
use serde_json::{Value, json};

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

/// Tells an error with its causes, as JSON where results are. A reader that went away (`| head`) is none; usage that only a command could
/// find wrong ends as all wrong usage does.
pub(crate) fn tell(error: &(dyn Error + 'static), is_json: bool) -> ExitCode {
    if let Some(usage) = error.downcast_ref::<clap::Error>() {
        let code = u8::try_from(usage.exit_code()).unwrap_or(2);
        if is_json && usage.use_stderr() {
            tell_json(usage.render().to_string().trim_start_matches("error: ").trim_end(), &[], code);
        } else {
            let _ = usage.print();
        }
        return ExitCode::from(code);
    }
    if let Some(StdoutError(source)) = error.downcast_ref()
        && source.kind() == ErrorKind::BrokenPipe
    {
        return ExitCode::SUCCESS;
    }
    let causes: Vec<String> =
        std::iter::successors(error.source(), |&cause| cause.source()).map(ToString::to_string).collect();
    if is_json {
        tell_json(&error.to_string(), &causes, 1);
    } else {
        let causes: String = causes.iter().map(|cause| format!("\n  because: {cause}")).collect();
        message(&format!("error: {error}{causes}"));
    }
    ExitCode::FAILURE
}

fn tell_json(error: &str, because: &[String], exit_code: u8) {
    let told = json!({ "error": error, "because": because, "exit_code": exit_code });
    // Text has a form in JSON.
    message(json_text(&told).unwrap_or_default().trim_end());
}
