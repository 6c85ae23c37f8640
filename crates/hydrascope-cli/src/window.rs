//! The part of a log that is looked at.

use clap::Args;
use hydrascope::request::{TimeError, Timestamp};
use hydrascope::summary::Log;
use serde_json::{Value, json};

use crate::failure::Failure;

/// Which requests to look at, by time.
#[derive(Args, Clone, Copy, Debug, Default)]
pub(crate) struct Window {
    /// The first moment, such as 2026-03-02T00:00:00Z, or a date for its midnight in UTC [default: that of the first request]
    #[arg(long, value_name = "TIME", value_parser = moment)]
    since: Option<Timestamp>,
    /// The moment before which the last request has to lie, or a date for its midnight in UTC [default: none]
    #[arg(long, value_name = "TIME", value_parser = moment)]
    until: Option<Timestamp>,
}

/// A moment, or the midnight in UTC that a date begins with.
pub(crate) fn moment(text: &str) -> Result<Timestamp, TimeError> {
    text.parse().or_else(|error| format!("{text}T00:00:00Z").parse().map_err(|_| error))
}

/// No request lies in the window.
#[derive(Debug, thiserror::Error)]
#[error("expected requests from {since} to before {until}, all {read} lie outside; move --since and --until")]
struct Empty {
    since: String,
    until: String,
    read: usize,
}

impl Window {
    /// Whether a moment lies within.
    pub(crate) fn holds(&self, time: Timestamp) -> bool {
        self.since.is_none_or(|since| since <= time) && self.until.is_none_or(|until| time < until)
    }

    /// Refuses a log of which nothing lies within; `read` is how many requests it has.
    pub(crate) fn refuse_empty(&self, log: &Log, read: usize) -> Result<(), Failure> {
        if !log.is_empty() {
            return Ok(());
        }
        let shown = |time: Option<Timestamp>| time.map_or("any time".to_owned(), |time| time.to_string());
        Err(Empty { since: shown(self.since), until: shown(self.until), read }.into())
    }

    /// The window as `run.json` shows it.
    pub(crate) fn record(&self, outside: usize) -> Value {
        let shown = |time: Option<Timestamp>| time.map(|time| time.to_string());
        json!({ "since": shown(self.since), "until": shown(self.until), "requests_outside": outside })
    }
}
