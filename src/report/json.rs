//! JSON in which hidden characters stand as escapes: whoever prints a report's file has a terminal that nobody else drives.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::Serializer;
use serde_json::ser::{CompactFormatter, Formatter, PrettyFormatter};

use super::lined::Lined;
use crate::visible::is_hidden;

/// Writes a value on one line, without its end.
pub(super) fn write_line(out: &mut dyn Write, value: &impl Serialize) -> io::Result<()> {
    Ok(value.serialize(&mut Serializer::with_formatter(out, Escaped(CompactFormatter)))?)
}

/// A value on one line.
pub(super) fn line_of(value: &impl Serialize) -> String {
    let mut text = Vec::new();
    // A vector takes all, and what is written here has a form in JSON.
    let _ = write_line(&mut text, value);
    String::from_utf8_lossy(&text).into_owned()
}

/// Writes a value for people, with the end of its last line.
pub(super) fn write_pretty(out: &mut dyn Write, value: &impl Serialize) -> io::Result<()> {
    value.serialize(&mut Serializer::with_formatter(&mut *out, Escaped(PrettyFormatter::new())))?;
    out.write_all(b"\n")
}

/// Writes a list of objects, each field and each element of its lists and objects on a line of its own, and what lies deeper on one line:
/// for people and for tools that go by lines.
pub(super) fn write_lined(out: &mut dyn Write, value: &impl Serialize) -> io::Result<()> {
    value.serialize(&mut Serializer::with_formatter(&mut *out, Escaped(Lined::default())))?;
    out.write_all(b"\n")
}

/// A value as JSON for people, with the end of its last line. Control characters, marks of direction and marks without width stand as
/// escapes, in every string.
///
/// # Errors
/// Where a value has no form in JSON, such as a map whose keys are no text.
pub fn json_text(value: &impl Serialize) -> Result<String, serde_json::Error> {
    let mut text = Vec::new();
    write_pretty(&mut text, value).map_err(serde_json::Error::io)?;
    Ok(String::from_utf8_lossy(&text).into_owned())
}

/// A form of JSON whose strings have escapes for what is hidden.
struct Escaped<F>(F);

impl<F: Formatter> Formatter for Escaped<F> {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, out: &mut W, fragment: &str) -> io::Result<()> {
        let mut rest = fragment;
        while let Some((place, c)) = rest.char_indices().find(|&(_, c)| is_hidden(c)) {
            out.write_all(&rest.as_bytes()[..place])?;
            for unit in c.encode_utf16(&mut [0; 2]) {
                write!(out, "\\u{unit:04x}")?;
            }
            rest = &rest[place + c.len_utf8()..];
        }
        out.write_all(rest.as_bytes())
    }

    fn begin_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.begin_array(out)
    }

    fn end_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_array(out)
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_array_value(out, first)
    }

    fn end_array_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_array_value(out)
    }

    fn begin_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.begin_object(out)
    }

    fn end_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_object(out)
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_object_key(out, first)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.begin_object_value(out)
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_object_value(out)
    }
}
