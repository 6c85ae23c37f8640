//! Logs that are text: JSON by lines or not, and tables.

use std::io::BufRead;

use super::beginning::Begun;
use super::delimited::Table;
use super::documents::{Document, Documents};
use super::fault::Fault;
use super::form::{BEGINNING, Form, form};
use super::line::LineParser;
use super::lines::{Line, next_line};
use super::read::Reader;
use super::report::Reason;
use super::scan::Scanned;
use super::stop::Stop;

/// Reads all records of a stream in the form that its beginning tells; `name` is that of the file.
pub(super) fn read_text(
    stream: Box<dyn BufRead>,
    name: &str,
    parser: &LineParser<'_>,
    reader: &mut Reader<'_>,
) -> Result<(), Stop> {
    let mut begun = Begun::read(stream, BEGINNING);
    begun.skip_byte_order_mark();
    match form(begun.beginning(), name, parser.heads()) {
        Form::Lines => by_lines(&mut begun, parser, reader),
        Form::Documents => by_documents(&mut begun, parser, reader),
        Form::Delimited(delimiter) => by_rows(&mut begun, delimiter, parser, reader),
    }
}

fn by_lines(stream: &mut dyn BufRead, parser: &LineParser<'_>, reader: &mut Reader<'_>) -> Result<(), Stop> {
    let limit = reader.settings.max_line_bytes;
    let has_records = reader.settings.fields.records.is_some();
    let mut buffer = Vec::new();
    for number in 1_u64.. {
        match next_line(stream, limit, &mut buffer) {
            Ok(Line::Whole) => {
                let line = buffer.trim_ascii();
                if line.is_empty() {
                    continue;
                }
                if has_records || line[0] == b'[' {
                    parser.lines(line).into_iter().try_for_each(|read| reader.take(number, read))?;
                } else {
                    reader.take(number, parser.line(line))?;
                }
            }
            Ok(Line::TooLong) => {
                let message =
                    format!("the line is longer than {limit} bytes; expected one JSON object a line");
                reader.take(number, Err(Fault::new(Reason::LineTooLong, message)))?;
            }
            Ok(Line::End) => break,
            // What the line had so far is part of the break: a whole line ends with a line break.
            Err(error) => return reader.broke_off(number, &error.to_string()),
        }
    }
    Ok(())
}

fn by_documents(
    stream: &mut dyn BufRead,
    parser: &LineParser<'_>,
    reader: &mut Reader<'_>,
) -> Result<(), Stop> {
    let limit = reader.settings.max_line_bytes;
    let (mut documents, mut buffer) = (Documents::new(), Vec::new());
    loop {
        match documents.next(stream, limit, &mut buffer) {
            Ok(Document::Whole(line)) => {
                parser.lines(&buffer).into_iter().try_for_each(|read| reader.take(line, read))?;
            }
            Ok(Document::TooLong(line)) => {
                let message = format!(
                    "the record is longer than {limit} bytes, more than is held at once; write its requests as records of their own"
                );
                reader.take(line, Err(Fault::new(Reason::LineTooLong, message)))?;
            }
            Ok(Document::Unclosed(line)) => return reader.broke_off(line, "the array is not closed"),
            Ok(Document::End) => return Ok(()),
            Err(error) => return reader.broke_off(documents.line(), &error.to_string()),
        }
    }
}

fn by_rows(
    stream: &mut Begun,
    delimiter: u8,
    parser: &LineParser<'_>,
    reader: &mut Reader<'_>,
) -> Result<(), Stop> {
    let heads = parser.heads();
    let breaks_are_two =
        stream.beginning().split(|&byte| byte == b'\n').next().is_some_and(|line| line.ends_with(b"\r"));
    let mut table =
        match Table::open(stream, breaks_are_two, delimiter, heads, reader.settings.max_line_bytes) {
            Ok(table) => table,
            Err(error) => return reader.broke_off(1, &error.to_string()),
        };
    loop {
        match table.next() {
            Ok(Some(line)) => match table.texts() {
                Ok(texts) => {
                    let row = Scanned::row(heads.iter().map(|head| &**head).zip(texts));
                    parser.row(&row).into_iter().try_for_each(|read| reader.take(line, read))?;
                }
                Err(fault) => reader.take(line, Err(fault))?,
            },
            Ok(None) => return Ok(()),
            Err(error) => return reader.broke_off(table.line(), &error.to_string()),
        }
    }
}
