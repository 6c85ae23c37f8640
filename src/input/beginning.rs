//! A stream whose beginning is known before it is read.

use std::io::{self, BufRead, Cursor, Read};

/// A stream, and as much of its beginning as was asked for.
pub(super) struct Begun {
    beginning: Cursor<Vec<u8>>,
    /// What went wrong behind the beginning; told once that is read.
    error: Option<io::Error>,
    rest: Box<dyn BufRead>,
}

impl Begun {
    /// Reads so many bytes ahead, or all that there are.
    pub(super) fn read(mut rest: Box<dyn BufRead>, bytes: usize) -> Self {
        let mut beginning = Vec::new();
        let error = rest.by_ref().take(bytes as u64).read_to_end(&mut beginning).err();
        Self { beginning: Cursor::new(beginning), error, rest }
    }

    /// Leaves out the mark that some writers of UTF-8 put first.
    pub(super) fn skip_byte_order_mark(&mut self) {
        if self.beginning().starts_with(b"\xef\xbb\xbf") {
            self.beginning.set_position(3);
        }
    }

    /// What is still to be read of the beginning.
    pub(super) fn beginning(&self) -> &[u8] {
        self.beginning.get_ref().get(self.beginning.position() as usize..).unwrap_or_default()
    }
}

impl Read for Begun {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.fill_buf()?.read(into)?;
        self.consume(count);
        Ok(count)
    }
}

impl BufRead for Begun {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if !self.beginning().is_empty() {
            return self.beginning.fill_buf();
        }
        match self.error.take() {
            Some(error) => Err(error),
            None => self.rest.fill_buf(),
        }
    }

    fn consume(&mut self, count: usize) {
        if self.beginning().is_empty() {
            self.rest.consume(count);
        } else {
            self.beginning.consume(count);
        }
    }
}
