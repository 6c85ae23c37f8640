//! Reads all inputs into requests in the order of time.

use std::cell::Cell;
use std::collections::HashSet;
use std::io::BufRead;
use std::rc::Rc;

use crate::request::Request;
use crate::time::Timestamp;

use super::error::InputError;
use super::fields::FieldMap;
use super::line::LineParser;
use super::lines::{Line, next_line};
use super::record::{Fault, Parsed};
use super::report::{ReadReport, Reason};
use super::source::{Content, Input};

/// Bytes of a prompt that are kept unless another limit is set.
pub const DEFAULT_MAX_PROMPT_BYTES: usize = 32 * 1024;

/// Bytes that a line may have unless another limit is set; it bounds the memory of reading.
pub const DEFAULT_MAX_LINE_BYTES: usize = 64 * 1024 * 1024;

/// How to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadSettings {
    /// Where a record holds the fields of a request.
    pub fields: FieldMap,
    /// Whether the first line that is no request is an error.
    pub strict: bool,
    /// Bytes of a prompt that are kept; a longer one is cut at the end of a character.
    pub max_prompt_bytes: usize,
    /// Bytes that a line may have; a longer one is set aside.
    pub max_line_bytes: usize,
}

impl ReadSettings {
    /// Lenient reading of these fields with the default limits.
    pub fn new(fields: FieldMap) -> Self {
        Self {
            fields,
            strict: false,
            max_prompt_bytes: DEFAULT_MAX_PROMPT_BYTES,
            max_line_bytes: DEFAULT_MAX_LINE_BYTES,
        }
    }
}

/// How far reading has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReadProgress {
    /// Bytes taken from the inputs (compressed, where they are).
    pub bytes: u64,
    /// Bytes of all inputs, where each has a known size.
    pub total_bytes: Option<u64>,
    /// Lines and rows read.
    pub read: u64,
}

/// Reads all inputs, in order, and gives the requests sorted by time, then id, with a report of what was
/// set aside. `progress` is called now and then.
///
/// # Errors
/// Where an input cannot be opened (told before anything is read) or, in strict reading, at the first line
/// that is no request.
pub fn read(
    inputs: &[Input],
    settings: &ReadSettings,
    progress: &mut dyn FnMut(ReadProgress),
) -> Result<(Vec<Request>, ReadReport), InputError> {
    let sizes = inputs.iter().map(Input::check).collect::<Result<Vec<_>, _>>()?;
    let total_bytes = sizes.into_iter().sum();
    let mut reader = Reader::new(settings, total_bytes, progress);
    for input in inputs {
        reader.name = input.name();
        match input.open(&reader.bytes)? {
            Content::Lines(mut stream) => reader.read_lines(&mut *stream)?,
            #[cfg(feature = "parquet")]
            Content::Parquet(file) => super::parquet::read_rows(file, &mut reader)?,
            #[cfg(not(feature = "parquet"))]
            Content::Parquet(_) => return Err(InputError::ParquetMissing { name: input.name() }),
        }
    }
    Ok(reader.finish())
}

/// What has been read so far.
pub(super) struct Reader<'s> {
    pub(super) settings: &'s ReadSettings,
    /// The current input, for messages.
    name: String,
    bytes: Rc<Cell<u64>>,
    total_bytes: Option<u64>,
    progress: &'s mut dyn FnMut(ReadProgress),
    ids: HashSet<Box<str>>,
    latest: Option<Timestamp>,
    requests: Vec<Request>,
    report: ReadReport,
}

impl<'s> Reader<'s> {
    fn new(
        settings: &'s ReadSettings,
        total_bytes: Option<u64>,
        progress: &'s mut dyn FnMut(ReadProgress),
    ) -> Self {
        Self {
            settings,
            name: String::new(),
            bytes: Rc::default(),
            total_bytes,
            progress,
            ids: HashSet::new(),
            latest: None,
            requests: Vec::new(),
            report: ReadReport::default(),
        }
    }

    fn read_lines(&mut self, stream: &mut dyn BufRead) -> Result<(), InputError> {
        let settings = self.settings;
        let parser = LineParser::new(settings);
        let mut buffer = Vec::new();
        for number in 1_u64.. {
            match next_line(stream, settings.max_line_bytes, &mut buffer) {
                Ok(Line::Whole) => {
                    let bom = if number == 1 { buffer.strip_prefix(b"\xef\xbb\xbf") } else { None };
                    let line = bom.unwrap_or(&buffer).trim_ascii();
                    if !line.is_empty() {
                        self.take(number, parser.line(line))?;
                    }
                }
                Ok(Line::TooLong) => {
                    let limit = settings.max_line_bytes;
                    let message =
                        format!("the line is longer than {limit} bytes; expected one JSON object a line");
                    self.take(number, Err(Fault::new(Reason::LineTooLong, message)))?;
                }
                Ok(Line::End) => break,
                // What the line had so far is part of the break: a whole line ends with a line break.
                Err(error) => return self.broke_off(number, &error.to_string()),
            }
        }
        Ok(())
    }

    /// Takes up what a line or row turned out to be.
    pub(super) fn take(&mut self, number: u64, parsed: Result<Parsed, Fault>) -> Result<(), InputError> {
        self.report.read += 1;
        if self.report.read.is_multiple_of(1024) {
            let (bytes, total_bytes) = (self.bytes.get(), self.total_bytes);
            (self.progress)(ReadProgress { bytes, total_bytes, read: self.report.read });
        }
        match parsed {
            Ok(parsed) if self.ids.insert(parsed.request.id.clone()) => self.accept(number, parsed),
            Ok(_) => {
                let message = "an earlier request has the same id; expected each id once";
                self.set_aside(number, Fault::new(Reason::DuplicateId, message))
            }
            Err(fault) => self.set_aside(number, fault),
        }
    }

    fn accept(&mut self, number: u64, parsed: Parsed) -> Result<(), InputError> {
        if let (true, Some(name)) = (self.settings.strict, parsed.unusable.first()) {
            let message = format!("wrong type of attribute {name}: expected text, got a list or an object");
            return self.set_aside(number, Fault::new(Reason::WrongType, message));
        }
        let report = &mut self.report;
        report.accepted += 1;
        report.truncated_prompts += u64::from(parsed.truncated);
        report.repaired_text += u64::from(parsed.repaired);
        for name in parsed.unusable {
            *report.unusable_attributes.entry(name.into()).or_default() += 1;
        }
        let time = parsed.request.time;
        report.reordered += u64::from(self.latest.is_some_and(|latest| time < latest));
        self.latest = self.latest.max(Some(time));
        self.requests.push(parsed.request);
        Ok(())
    }

    fn set_aside(&mut self, number: u64, fault: Fault) -> Result<(), InputError> {
        let place = format!("{}:{number}: {}", self.name, fault.message);
        if self.settings.strict {
            return Err(InputError::Strict { place });
        }
        self.report.set_aside(fault.reason, place);
        Ok(())
    }

    /// Notes that the current input breaks off before this line or row.
    pub(super) fn broke_off(&mut self, number: u64, why: &str) -> Result<(), InputError> {
        let message = format!("the file is damaged or breaks off here ({why}); what came before is kept");
        self.set_aside(number, Fault::new(Reason::BrokenFile, message))
    }

    fn finish(mut self) -> (Vec<Request>, ReadReport) {
        self.requests.sort_by(|a, b| (a.time, &a.id).cmp(&(b.time, &b.id)));
        (self.requests, self.report)
    }
}
