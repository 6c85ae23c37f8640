//! One line of a log to a request: the fast way and its plain twin.

use serde_json::Value;
use serde_json::error::Category;

use super::path::Path;
use super::record::{Fault, Parsed, build};
use super::report::Reason;
use super::scan::Scanned;
use super::settings::ReadSettings;
use super::surrogate::replace_lone;
use super::value::Item;

/// Reads single lines and records; [`super::read`] reads whole files.
#[derive(Clone, Debug)]
pub struct LineParser<'s> {
    settings: &'s ReadSettings,
    heads: Vec<Box<str>>,
}

impl<'s> LineParser<'s> {
    /// A parser for these fields and limits.
    pub fn new(settings: &'s ReadSettings) -> Self {
        Self { settings, heads: settings.fields.heads() }
    }

    /// The top keys that mapped fields lie under.
    #[cfg(feature = "parquet")]
    pub(super) fn heads(&self) -> &[Box<str>] {
        &self.heads
    }

    /// Reads one line: a JSON object. Fields that the map does not name are skipped, so that of them only
    /// the outline is checked.
    ///
    /// # Errors
    /// Where the line is no request; the fault says why, without any text of the line.
    pub fn line(&self, line: &[u8]) -> Result<Parsed, Fault> {
        let Ok(text) = std::str::from_utf8(line) else {
            return Err(Fault::new(Reason::InvalidUtf8, "expected UTF-8 text, got other bytes"));
        };
        if let Some(b'[' | b'"' | b'-' | b'0'..=b'9') = text.trim_ascii_start().bytes().next() {
            return Err(not_an_object());
        }
        match Scanned::of(text, &self.heads) {
            Ok(scanned) => self.build(&scanned),
            Err(error) => {
                let whole = replace_lone(text).ok_or_else(|| broken(&error))?;
                let scanned = Scanned::of(&whole, &self.heads).map_err(|error| broken(&error))?;
                Ok(Parsed { repaired: true, ..self.build(&scanned)? })
            }
        }
    }

    /// Reads one record that is parsed already: the plain twin of [`Self::line`].
    ///
    /// # Errors
    /// Where the record is no request.
    pub fn record(&self, record: &Value) -> Result<Parsed, Fault> {
        if !record.is_object() {
            return Err(not_an_object());
        }
        let find = |path: &Path| path.find(record).and_then(Item::of);
        build(self.settings, find)
    }

    fn build(&self, scanned: &Scanned<'_>) -> Result<Parsed, Fault> {
        build(self.settings, |path| scanned.find(path))
    }
}

fn not_an_object() -> Fault {
    Fault::new(Reason::NotAnObject, "expected one JSON object a line, got another kind of value")
}

/// Only the place and the kind of the error are told: a message of the parser could show text.
fn broken(error: &serde_json::Error) -> Fault {
    let place = match error.classify() {
        Category::Eof => "the line ends too early".to_owned(),
        _ => format!("broken JSON at column {}", error.column()),
    };
    Fault::new(Reason::BrokenJson, format!("{place}; expected one whole JSON object a line"))
}
