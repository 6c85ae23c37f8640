//! Records of JSON that is not a line each: elements of one array, objects over several lines or without line breaks between.
//!
//! One record is held at a time, none longer than a limit.

use std::io::{self, BufRead};

use super::lines::append;
use super::outline::{Mark, Outline};

/// What comes next.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Document {
    /// A record is in the buffer; it begins on this line.
    Whole(u64),
    /// The record that begins on this line is longer than the limit and was skipped.
    TooLong(u64),
    /// The stream ends on this line within an array.
    Unclosed(u64),
    /// The stream is at its end.
    End,
}

/// How far the reading of a stream has come.
#[derive(Debug)]
pub(super) struct Documents {
    line: u64,
    in_array: bool,
}

/// The record that is being read.
struct Open {
    line: u64,
    /// The outline of a list or an object; none for anything else, which ends at a comma, a bracket or a line break.
    outline: Option<Outline>,
    too_long: bool,
}

impl Documents {
    pub(super) fn new() -> Self {
        Self { line: 1, in_array: false }
    }

    /// The line that the next byte lies on.
    pub(super) fn line(&self) -> u64 {
        self.line
    }

    /// Reads the next record into the buffer, which is emptied first.
    pub(super) fn next(
        &mut self,
        stream: &mut dyn BufRead,
        limit: usize,
        buffer: &mut Vec<u8>,
    ) -> io::Result<Document> {
        buffer.clear();
        let mut open: Option<Open> = None;
        loop {
            let chunk = match stream.fill_buf() {
                Ok(chunk) => chunk,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            if chunk.is_empty() {
                return Ok(self.at_end(open));
            }
            let mut from = if open.is_some() { Some(0) } else { None };
            let mut ended = None;
            for (at, &byte) in chunk.iter().enumerate() {
                let (keeps, ends) = match &mut open {
                    Some(open) => open.step(byte),
                    None => {
                        open = self.between(byte);
                        from = open.is_some().then_some(at);
                        (true, false)
                    }
                };
                self.line += u64::from(keeps && byte == b'\n');
                if ends {
                    ended = Some(at + usize::from(keeps));
                    break;
                }
            }
            let used = ended.unwrap_or(chunk.len());
            if let (Some(from), Some(open)) = (from, &mut open) {
                open.too_long |= buffer.len() + (used - from) > limit;
                if !open.too_long {
                    append(buffer, &chunk[from..used], limit);
                }
            }
            stream.consume(used);
            if let (Some(_), Some(open)) = (ended, &open) {
                return Ok(open.document());
            }
        }
    }

    /// Takes a byte between records: one that begins a record opens it.
    fn between(&mut self, byte: u8) -> Option<Open> {
        let outline = match byte {
            // A record separator of JSON text sequences (RFC 7464) is one of the marks between.
            b' ' | b'\t' | b'\r' | b'\n' | b',' | 0x1e => return None,
            b'[' if !self.in_array => {
                self.in_array = true;
                return None;
            }
            b']' if self.in_array => {
                self.in_array = false;
                return None;
            }
            b'{' | b'[' => {
                let mut outline = Outline::default();
                outline.step(byte);
                Some(outline)
            }
            _ => None,
        };
        Some(Open { line: self.line, outline, too_long: false })
    }

    fn at_end(&mut self, open: Option<Open>) -> Document {
        match open {
            Some(open) => open.document(),
            None if std::mem::take(&mut self.in_array) => Document::Unclosed(self.line),
            None => Document::End,
        }
    }
}

impl Open {
    fn document(&self) -> Document {
        if self.too_long { Document::TooLong(self.line) } else { Document::Whole(self.line) }
    }

    /// Whether a byte belongs to what was read up to it, and whether the record ends.
    fn step(&mut self, byte: u8) -> (bool, bool) {
        match self.outline.as_mut().map(|outline| outline.step(byte)) {
            Some(Mark::Inside) => (true, false),
            Some(Mark::Closed) => (true, true),
            // A bracket that opens may begin the next record.
            Some(Mark::Lost) => (!matches!(byte, b'{' | b'['), true),
            None => {
                let ends = matches!(byte, b'\n' | b',' | b'{' | b'[' | b']');
                (!ends, ends)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::BufReader;

    use super::{Document, Documents};

    fn all(text: &str, limit: usize) -> Vec<(u64, String)> {
        let mut of_capacity = Vec::new();
        for capacity in [1, 2, 3, 1000] {
            let mut stream = BufReader::with_capacity(capacity, text.as_bytes());
            let (mut documents, mut buffer, mut seen) = (Documents::new(), Vec::new(), Vec::new());
            loop {
                let next = documents.next(&mut stream, limit, &mut buffer).unwrap();
                let text = || String::from_utf8(buffer.clone()).unwrap();
                match next {
                    Document::Whole(line) => seen.push((line, text())),
                    Document::TooLong(line) => seen.push((line, "too long".into())),
                    Document::Unclosed(line) => seen.push((line, "unclosed".into())),
                    Document::End => break,
                }
            }
            of_capacity.push(seen);
        }
        of_capacity.dedup();
        assert_eq!(of_capacity.len(), 1, "{of_capacity:?}");
        of_capacity.remove(0)
    }

    fn texts(text: &str) -> Vec<String> {
        all(text, 1000).into_iter().map(|(_, text)| text).collect()
    }

    #[test]
    fn every_form_gives_its_records() {
        let expected = ["{\"a\": [1]}", "{}"];
        for text in [
            "[{\"a\": [1]}, {}]",
            "{\"a\": [1]}{}",
            "{\"a\": [1]} ,\n {}",
            "[\n{\"a\": [1]}\n,{}\n]\n[]",
            "\u{1e}{\"a\": [1]}\n\u{1e}{}\n",
        ] {
            assert_eq!(texts(text), expected, "{text}");
        }
        assert_eq!(all("\n{\n\"a\":\n1}\n{}", 1000), [(2, "{\n\"a\":\n1}".to_owned()), (5, "{}".to_owned())]);
    }

    #[test]
    fn what_is_broken_takes_little_along() {
        assert_eq!(texts("[{\"a\": \"x\n{}]"), ["{\"a\": \"x\n", "{}"]);
        assert_eq!(texts("{\"a\": 1\n{}"), ["{\"a\": 1\n", "{}"]);
        assert_eq!(texts("[{\"a\": 1], {}]"), ["{\"a\": 1]", "{}"]);
        assert_eq!(texts("[1, x {} \"a\"]"), ["1", "x ", "{}", "\"a\""]);
        assert_eq!(texts("[{}, {\"a\""), ["{}", "{\"a\"", "unclosed"]);
        assert_eq!(all("[{\"a\": 123456}, {}]", 8), [(1, "too long".to_owned()), (1, "{}".to_owned())]);
    }
}
