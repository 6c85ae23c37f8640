//! Inputs that can be read once only, held so that they can be read again.

use std::cell::Cell;
use std::io::{BufRead, Read};
use std::rc::Rc;

use super::error::InputError;
use super::source::{Content, Input};

impl Input {
    /// The same input, to be read more than once: of standard input and of a pipe at most so many bytes, decompressed and cut at a
    /// line's end, are held in memory; a file stays as it is.
    ///
    /// # Errors
    /// Where it cannot be opened or is Parquet on a stream. What breaks off is held up to there.
    pub fn held(self, most: usize) -> Result<Self, InputError> {
        let is_stream = match &self {
            Self::Stdin => true,
            Self::File(path) => path.exists() && !path.is_file() && !path.is_dir(),
            Self::Bytes { .. } => false,
        };
        if !is_stream {
            return Ok(self);
        }
        let name = if self == Self::Stdin { "standard input" } else { "a pipe" };
        let Content::Text(stream) = self.open(&Rc::new(Cell::new(0)))? else {
            return Err(InputError::ParquetStream { name: self.name() });
        };
        Ok(Self::Bytes { name, bytes: beginning(stream, most).into() })
    }
}

/// The first bytes, up to the end of their last line where more follow.
fn beginning(mut stream: Box<dyn BufRead>, most: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    let end = stream.by_ref().take(most as u64).read_to_end(&mut bytes);
    let has_more = end.is_ok() && stream.fill_buf().is_ok_and(|more| !more.is_empty());
    if let (true, Some(last)) = (has_more, memchr::memrchr(b'\n', &bytes)) {
        bytes.truncate(last + 1);
    }
    bytes
}

#[cfg(test)]
mod tests {
    use std::io::BufReader;

    use super::beginning;

    #[test]
    fn what_is_held_ends_with_a_line() {
        let held = |most| beginning(Box::new(BufReader::new(&b"ab\ncd\nef"[..])), most);
        assert_eq!(held(100), b"ab\ncd\nef");
        assert_eq!(held(8), b"ab\ncd\nef");
        assert_eq!(held(7), b"ab\ncd\n");
        assert_eq!(held(2), b"ab");
    }
}
