//! Lines of a stream, none longer than a limit.

use std::io::{self, BufRead};

/// What the next line is.
pub(super) enum Line {
    /// The line is in the buffer, without its line break.
    Whole,
    /// The line is longer than the limit and was skipped.
    TooLong,
    /// The stream is at its end.
    End,
}

/// Reads the next line into the buffer, which is emptied first. A last line without a break counts.
pub(super) fn next_line(stream: &mut dyn BufRead, limit: usize, buffer: &mut Vec<u8>) -> io::Result<Line> {
    buffer.clear();
    let (mut any, mut too_long) = (false, false);
    loop {
        let chunk = match stream.fill_buf() {
            Ok(chunk) => chunk,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        if chunk.is_empty() && !any {
            return Ok(Line::End);
        }
        let end = memchr::memchr(b'\n', chunk);
        let part = &chunk[..end.unwrap_or(chunk.len())];
        too_long |= buffer.len() + part.len() > limit;
        if !too_long {
            append(buffer, part, limit);
        }
        let (last, used) = (chunk.is_empty() || end.is_some(), end.map_or(chunk.len(), |end| end + 1));
        stream.consume(used);
        any = true;
        if last {
            return Ok(if too_long { Line::TooLong } else { Line::Whole });
        }
    }
}

/// Appends to a buffer of at most so many bytes, for which no more room is made than these: doubled beyond them, a line could take
/// twice what it may have.
pub(super) fn append(buffer: &mut Vec<u8>, part: &[u8], limit: usize) {
    let needed = buffer.len() + part.len();
    if needed > buffer.capacity() {
        let room = (2 * buffer.capacity()).min(limit).max(needed);
        buffer.reserve_exact(room - buffer.len());
    }
    buffer.extend_from_slice(part);
}

#[cfg(test)]
mod tests {
    use std::io::BufReader;

    use super::{Line, next_line};

    #[test]
    fn lines_of_any_buffer() {
        for capacity in [1, 2, 3, 64] {
            let mut stream = BufReader::with_capacity(capacity, &b"ab\n\nabcdefg\nxyz"[..]);
            let mut buffer = Vec::new();
            let mut seen = Vec::new();
            loop {
                match next_line(&mut stream, 5, &mut buffer).unwrap() {
                    Line::Whole => seen.push(String::from_utf8(buffer.clone()).unwrap()),
                    Line::TooLong => seen.push("too long".into()),
                    Line::End => break,
                }
            }
            assert_eq!(seen, ["ab", "", "too long", "xyz"]);
        }
    }

    #[test]
    fn no_more_room_is_made_than_a_line_may_have() {
        let mut stream = BufReader::with_capacity(64, &[b'x'; 699][..]);
        let mut buffer = Vec::new();
        assert!(matches!(next_line(&mut stream, 700, &mut buffer), Ok(Line::Whole)));
        assert_eq!((buffer.len(), buffer.capacity() <= 700), (699, true));
    }
}
