//! One line of a log to requests: the fast way and its plain twin.

#[cfg(feature = "parquet")]
use serde_json::Map;
use serde_json::Value;
use serde_json::error::Category;

use super::fault::{Fault, not_utf8};
use super::json::{Mended, inside, mend};
use super::look::look;
use super::outline::elements;
use super::partition::Partition;
use super::path::Path;
use super::record::{Parsed, build};
use super::records::Records;
use super::report::Reason;
use super::scan::Scanned;
use super::settings::ReadSettings;
use super::value::Item;

/// Reads single lines and records; [`super::read`] reads whole files.
#[derive(Clone, Debug)]
pub struct LineParser<'s> {
    settings: &'s ReadSettings,
    heads: Vec<Box<str>>,
    /// Columns that the place of the file gives to each of its records.
    partition: Partition,
}

/// A request, or why there is none.
pub(super) type Read = Result<Parsed, Fault>;

impl<'s> LineParser<'s> {
    /// A parser for these fields and limits.
    pub fn new(settings: &'s ReadSettings) -> Self {
        Self { settings, heads: settings.fields.heads(), partition: Partition::default() }
    }

    /// The same for a file whose place gives columns to its records.
    pub(super) fn within(self, partition: Partition) -> Self {
        Self { partition, ..self }
    }

    /// The top keys that mapped fields lie under.
    pub(super) fn heads(&self) -> &[Box<str>] {
        &self.heads
    }

    /// Reads one line that is one record: a JSON object. Fields that the map does not name are skipped, so that of them only
    /// the outline is checked. An array of records in it ([`super::FieldMap::set_records`]) is left to [`Self::lines`].
    ///
    /// # Errors
    /// Where the line is no request; the fault says why, without any text of the line.
    pub fn line(&self, line: &[u8]) -> Read {
        let mut mended = None;
        let read = self.build_from(&self.scan(line, &mut mended)?);
        match mended {
            Some(Mended { repaired: true, .. }) => read.map(repaired),
            _ => read,
        }
    }

    /// Reads one line that may hold several records: an array of them, or one object with the array that the fields name.
    pub fn lines(&self, line: &[u8]) -> Vec<Read> {
        if line.trim_ascii_start().first() != Some(&b'[') {
            return self.object(line);
        }
        match elements(line) {
            Some(elements) => elements.into_iter().flat_map(|element| self.object(element)).collect(),
            None => vec![Err(Fault::new(
                Reason::BrokenJson,
                "expected a whole JSON array, got one that breaks off",
            ))],
        }
    }

    fn object(&self, line: &[u8]) -> Vec<Read> {
        if self.settings.fields.records.is_none() {
            return vec![self.line(line)];
        }
        let mut mended = None;
        let scanned = match self.scan(line, &mut mended) {
            Ok(scanned) => scanned,
            Err(fault) => return vec![Err(fault)],
        };
        let reads = self.scanned(&scanned, false);
        match &mended {
            Some(Mended { repaired: true, .. }) => reads.into_iter().map(|read| read.map(repaired)).collect(),
            _ => reads,
        }
    }

    /// Reads one record that is parsed already: the plain twin of [`Self::line`].
    ///
    /// # Errors
    /// Where the record is no request.
    pub fn record(&self, record: &Value) -> Read {
        if !record.is_object() {
            return Err(not_an_object());
        }
        self.build(|path| path.find(record))
    }

    /// Reads one record, parsed already, that may hold several: the plain twin of [`Self::lines`].
    pub fn records(&self, record: &Value) -> Vec<Read> {
        if let Value::Array(elements) = record {
            return elements.iter().flat_map(|element| self.in_object(element)).collect();
        }
        self.in_object(record)
    }

    fn in_object(&self, record: &Value) -> Vec<Read> {
        let Some(records) = &self.settings.fields.records else { return vec![self.record(record)] };
        if !record.is_object() {
            return vec![Err(not_an_object())];
        }
        let is_array = |below: &&Value| match below {
            Value::Null => false,
            Value::String(text) => inside(text).is_some(),
            _ => true,
        };
        match record.get(records.head()).filter(is_array) {
            Some(below) => self.each(records, below, |path| path.find(record)),
            None if records.or_line => vec![self.record(record)],
            None => vec![Err(no_records(records))],
        }
    }

    /// Reads a row of a table, given the texts under the mapped top keys.
    pub(super) fn row(&self, scanned: &Scanned<'_>) -> Vec<Read> {
        self.scanned(scanned, true)
    }

    #[cfg(feature = "parquet")]
    /// Reads a record that is parsed already; what its texts hold as JSON is parsed once.
    pub(super) fn parsed(&self, record: Map<String, Value>) -> Vec<Read> {
        self.scanned(&Scanned::record(record, &self.heads), false)
    }

    /// Reads what was scanned: the records of its array; without one, itself, where that may be (`or_itself`, or the fields say so).
    fn scanned(&self, scanned: &Scanned<'_>, or_itself: bool) -> Vec<Read> {
        let Some(records) = &self.settings.fields.records else { return vec![self.build_from(scanned)] };
        match scanned.below(records.head()) {
            Some(below) => self.each(records, below, |path| scanned.find(path)),
            None if or_itself || records.or_line => vec![self.build_from(scanned)],
            None => vec![Err(no_records(records))],
        }
    }

    /// Reads each record of an array; `outer` finds what lies around all of them.
    fn each<'v>(
        &self,
        records: &Records,
        below: &Value,
        outer: impl Fn(&Path) -> Option<Item<'v>>,
    ) -> Vec<Read> {
        let mut reads = Vec::new();
        records.each(below, &mut |around| {
            let inner = |path: &Path| {
                let mut found = around.iter().filter_map(|record| path.find(record));
                found.find(|item| !item.is_empty())
            };
            let is_object = around.first().is_some_and(|record| record.is_object());
            let read = || self.build(|path| inner(path).or_else(|| outer(path)));
            reads.push(if is_object { read() } else { Err(not_an_object()) });
        });
        if reads.is_empty() {
            reads.push(Err(no_records(records)));
        }
        reads
    }

    /// The mapped top keys of a line; where a parser does not take it as it is, of what `mended` then holds.
    fn scan<'l>(&'l self, line: &'l [u8], mended: &'l mut Option<Mended>) -> Result<Scanned<'l>, Fault> {
        let Ok(text) = std::str::from_utf8(line) else {
            return Err(not_utf8());
        };
        if let Some(b'[' | b'"' | b'-' | b'0'..=b'9') = text.trim_ascii_start().bytes().next() {
            return Err(not_an_object());
        }
        let scanned = match Scanned::of(text, &self.heads) {
            Ok(scanned) if !scanned.has_wide_number() => return Ok(scanned),
            other => other,
        };
        *mended = mend(text);
        match mended {
            Some(mended) => Scanned::of(&mended.text, &self.heads),
            None => scanned,
        }
        .map_err(|error| broken(&error))
    }

    fn build_from(&self, scanned: &Scanned<'_>) -> Read {
        self.build(|path| scanned.find(path))
    }

    fn build<'v>(&self, find: impl Fn(&Path) -> Option<Item<'v>>) -> Read {
        if self.partition.is_empty() {
            return self.build_and_look(find);
        }
        self.build_and_look(|path| find(path).or_else(|| self.partition.find(path)))
    }

    fn build_and_look<'v>(&self, find: impl Fn(&Path) -> Option<Item<'v>>) -> Read {
        let read = build(self.settings, &find);
        if !self.settings.census {
            return read;
        }
        let seen = || Some(Box::new(look(self.settings, &find)));
        match read {
            Ok(parsed) => Ok(Parsed { seen: seen(), ..parsed }),
            Err(fault) if fault.reason == Reason::NotARequest => Err(fault),
            Err(fault) => Err(Fault { seen: seen(), ..fault }),
        }
    }
}

/// A request of text in which half characters were replaced.
fn repaired(parsed: Parsed) -> Parsed {
    Parsed { repaired: true, ..parsed }
}

fn not_an_object() -> Fault {
    Fault::new(Reason::NotAnObject, "expected one JSON object a line, got another kind of value")
}

fn no_records(records: &Records) -> Fault {
    Fault::new(Reason::NoRecords, format!("no record: expected some in the array at {}", records.path()))
}

/// Only the place and the kind of the error are told: a message of the parser could show text.
fn broken(error: &serde_json::Error) -> Fault {
    let place = match error.classify() {
        Category::Eof => "the line ends too early".to_owned(),
        _ => format!("broken JSON at column {}", error.column()),
    };
    Fault::new(Reason::BrokenJson, format!("{place}; expected one whole JSON object a line"))
}
