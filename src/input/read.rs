//! What has been read so far: requests, and what was set aside.

use std::cell::Cell;
use std::rc::Rc;

use crate::request::{Request, Timestamp};

use super::census::Census;
use super::error::InputError;
use super::fault::Fault;
use super::ids::Ids;
use super::record::Parsed;
use super::report::{ReadReport, Reason};
use super::settings::ReadSettings;
use super::stop::Stop;

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
    name: String,
    /// The line or row of the last record, and how many records it gave.
    place: (u64, u64),
    /// Bytes taken from the inputs; streams count into it.
    pub(super) bytes: Rc<Cell<u64>>,
    total_bytes: Option<u64>,
    progress: &'s mut dyn FnMut(ReadProgress),
    ids: Ids,
    latest: Option<Timestamp>,
    /// Takes each request, and whether an earlier one has its id.
    each: &'s mut dyn FnMut(Request, bool),
    report: ReadReport,
    census: Census,
}

impl<'s> Reader<'s> {
    /// Nothing yet, of inputs of so many bytes in all.
    pub(super) fn new(
        settings: &'s ReadSettings,
        total_bytes: Option<u64>,
        progress: &'s mut dyn FnMut(ReadProgress),
        each: &'s mut dyn FnMut(Request, bool),
    ) -> Self {
        Self {
            settings,
            name: String::new(),
            place: (0, 0),
            bytes: Rc::default(),
            total_bytes,
            progress,
            ids: Ids::new(),
            latest: None,
            each,
            report: ReadReport::default(),
            census: Census::default(),
        }
    }

    /// Goes on to the input of this name.
    pub(super) fn begin(&mut self, name: String) {
        self.name = name;
        self.place = (0, 0);
    }

    /// Takes up what the next record of a line or row turned out to be.
    pub(super) fn take(&mut self, number: u64, parsed: Result<Parsed, Fault>) -> Result<(), Stop> {
        if self.settings.max_records.is_some_and(|most| self.report.read >= most) {
            return Err(Stop::Enough);
        }
        self.place = if self.place.0 == number { (number, self.place.1 + 1) } else { (number, 1) };
        self.report.read += 1;
        if self.report.read.is_multiple_of(1024) {
            let (bytes, total_bytes) = (self.bytes.get(), self.total_bytes);
            (self.progress)(ReadProgress { bytes, total_bytes, read: self.report.read });
        }
        let mut parsed = match parsed {
            Ok(parsed) => parsed,
            Err(fault) => {
                self.census.count(fault.seen.as_deref());
                return self.set_aside(fault);
            }
        };
        self.census.count(parsed.seen.as_deref());
        let is_unnamed = parsed.request.id.is_empty();
        if is_unnamed {
            parsed.request.id = self.here().into();
        }
        if self.ids.insert(&parsed.request.id) {
            self.accept(parsed, is_unnamed)
        } else {
            let message = "an earlier request has the same id; expected each id once";
            self.set_aside(Fault::new(Reason::DuplicateId, message))?;
            (self.each)(parsed.request, true);
            Ok(())
        }
    }

    fn accept(&mut self, parsed: Parsed, is_unnamed: bool) -> Result<(), Stop> {
        if let (true, Some(name)) = (self.settings.strict, parsed.unusable.first()) {
            let message = format!("wrong type of attribute {name}: expected text, got a list or an object");
            return self.set_aside(Fault::new(Reason::WrongType, message));
        }
        let report = &mut self.report;
        report.accepted += 1;
        report.named_by_place += u64::from(is_unnamed);
        report.truncated_prompts += u64::from(parsed.truncated);
        report.repaired_text += u64::from(parsed.repaired);
        for name in parsed.unusable {
            *report.unusable_attributes.entry(name.into()).or_default() += 1;
        }
        let time = parsed.request.time;
        report.reordered += u64::from(self.latest.is_some_and(|latest| time < latest));
        self.latest = self.latest.max(Some(time));
        (self.each)(parsed.request, false);
        Ok(())
    }

    fn set_aside(&mut self, fault: Fault) -> Result<(), Stop> {
        let place = format!("{}: {}", self.here(), fault.message);
        if self.settings.strict && fault.reason != Reason::NotARequest {
            return Err(InputError::Strict { place }.into());
        }
        self.report.set_aside(fault.reason, place);
        Ok(())
    }

    /// Where the last record lies: `file:line`, and behind another colon its number where the line gave others before it.
    fn here(&self) -> String {
        match self.place {
            (line, 0 | 1) => format!("{}:{line}", self.name),
            (line, nth) => format!("{}:{line}:{nth}", self.name),
        }
    }

    /// Notes that the current input breaks off before this line or row.
    pub(super) fn broke_off(&mut self, number: u64, why: &str) -> Result<(), Stop> {
        self.place = (number, 1);
        let message = format!("the file is damaged or breaks off here ({why}); what came before is kept");
        self.set_aside(Fault::new(Reason::BrokenFile, message))
    }

    /// The report, and what fields held.
    pub(super) fn finish(self) -> (ReadReport, Census) {
        (self.report, self.census)
    }
}
