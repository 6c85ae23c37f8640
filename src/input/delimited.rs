//! Tables as text: columns between commas, tabs, semicolons or bars, quoted as RFC 4180 has it, under a line with their names.

use std::cell::Cell;
use std::io::{self, BufRead, Read};
use std::rc::Rc;

use csv::{ByteRecord, ErrorKind, Reader, ReaderBuilder};

use super::fault::{Fault, not_utf8};
use super::report::Reason;

/// The names of the columns in the first line; none where it is no text.
pub(super) fn header(beginning: &[u8], delimiter: u8) -> Vec<String> {
    let mut reader = ReaderBuilder::new().delimiter(delimiter).from_reader(beginning);
    let Ok(names) = reader.headers() else { return Vec::new() };
    names.iter().map(|name| name.trim().to_owned()).collect()
}

/// A table that is being read, one row in memory.
pub(super) struct Table<'r> {
    reader: Reader<Limited<'r>>,
    used: Rc<Cell<u64>>,
    /// The column of each top key that is asked for.
    columns: Vec<Option<usize>>,
    width: usize,
    /// Lines that the reader is behind where a row begins: of two bytes that break a line it takes the second with the next row.
    behind: u64,
    row: ByteRecord,
}

impl<'r> Table<'r> {
    /// Reads the names of the columns; rows longer than so many bytes break the reading off. `breaks_are_two` is whether two bytes break
    /// a line.
    pub(super) fn open(
        stream: &'r mut dyn BufRead,
        breaks_are_two: bool,
        delimiter: u8,
        heads: &[Box<str>],
        limit: usize,
    ) -> io::Result<Self> {
        let used = Rc::new(Cell::new(0));
        let limited = Limited { stream, used: Rc::clone(&used), limit: limit as u64 };
        let mut reader = ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(limited);
        let names = reader.byte_headers().map_err(told)?;
        let column = |head: &str| names.iter().position(|name| name.trim_ascii() == head.as_bytes());
        let columns = heads.iter().map(|head| column(head)).collect();
        let width = names.len();
        let behind = u64::from(breaks_are_two);
        Ok(Self { columns, width, behind, reader, used, row: ByteRecord::new() })
    }

    /// Reads the next row and gives the line that it begins on; none at the end.
    pub(super) fn next(&mut self) -> io::Result<Option<u64>> {
        self.used.set(0);
        let any = self.reader.read_byte_record(&mut self.row).map_err(told)?;
        Ok(any.then(|| self.behind + self.row.position().map_or(0, csv::Position::line)))
    }

    /// The texts of the row in the columns that are asked for.
    pub(super) fn texts(&self) -> Result<Vec<Option<&str>>, Fault> {
        if self.row.len() != self.width {
            let message =
                format!("expected {} columns as in the first line, got {}", self.width, self.row.len());
            return Err(Fault::new(Reason::BrokenRow, message));
        }
        let text = |column: &Option<usize>| match column.and_then(|column| self.row.get(column)) {
            Some(bytes) => std::str::from_utf8(bytes).map(Some).map_err(|_| not_utf8()),
            None => Ok(None),
        };
        self.columns.iter().map(text).collect()
    }

    /// The line that reading has come to.
    pub(super) fn line(&self) -> u64 {
        self.reader.position().line()
    }
}

/// The error without any text of the table.
fn told(error: csv::Error) -> io::Error {
    match error.into_kind() {
        ErrorKind::Io(error) => error,
        _ => io::Error::other("no table of text"),
    }
}

/// A stream that breaks off where one row takes too many bytes: a quote that nobody closes goes on to the end of the file.
struct Limited<'r> {
    stream: &'r mut dyn BufRead,
    /// Bytes read since the row began, with those that were read ahead.
    used: Rc<Cell<u64>>,
    limit: u64,
}

impl Read for Limited<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.used.get() > self.limit {
            return Err(io::Error::other(format!("a row is longer than {} bytes", self.limit)));
        }
        let count = self.stream.read(into)?;
        self.used.set(self.used.get() + count as u64);
        Ok(count)
    }
}
