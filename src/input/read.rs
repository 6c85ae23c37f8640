//! What has been read so far: requests, and what was set aside.

use std::cell::Cell;
use std::collections::HashSet;
use std::io::BufRead;
use std::rc::Rc;

use crate::request::Request;
use crate::time::Timestamp;

use super::error::InputError;
use super::line::LineParser;
use super::lines::{Line, next_line};
use super::record::{Fault, Parsed};
use super::report::{ReadReport, Reason};
use super::settings::ReadSettings;

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

/// What has been read so far.
pub(super) struct Reader<'s> {
    pub(super) settings: &'s ReadSettings,
    /// The current input, for messages.
    pub(super) name: String,
    /// Bytes taken from the inputs; streams count into it.
    pub(super) bytes: Rc<Cell<u64>>,
    total_bytes: Option<u64>,
    progress: &'s mut dyn FnMut(ReadProgress),
    ids: HashSet<Box<str>>,
    latest: Option<Timestamp>,
    requests: Vec<Request>,
    report: ReadReport,
}

impl<'s> Reader<'s> {
    /// Nothing yet, of inputs of so many bytes in all.
    pub(super) fn new(
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

    /// Reads an input of lines.
    pub(super) fn read_lines(&mut self, stream: &mut dyn BufRead) -> Result<(), InputError> {
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

    /// The requests in order of time, then id, and the report.
    pub(super) fn finish(mut self) -> (Vec<Request>, ReadReport) {
        self.requests.sort_by(|a, b| (a.time, &a.id).cmp(&(b.time, &b.id)));
        (self.requests, self.report)
    }
}
