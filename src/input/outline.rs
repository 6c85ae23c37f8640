//! Where values begin and end in JSON, told by its brackets and quotes alone.

/// What a byte means for the value that it lies in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// The value goes on.
    Inside,
    /// The byte is the last of the value.
    Closed,
    /// What came before the byte is no JSON and cannot become any; a value may begin with it.
    Lost,
}

/// The brackets of one value that are open, byte by byte.
#[derive(Clone, Debug, Default)]
pub(super) struct Outline {
    open: Vec<u8>,
    in_text: bool,
    escaped: bool,
    /// The last byte that is no white space.
    last: u8,
}

impl Outline {
    /// Takes the next byte of a value. A value that lacks a bracket or a quote is given up where no JSON could go on, so that it
    /// takes as few of those behind it along as can be.
    pub(super) fn step(&mut self, byte: u8) -> Mark {
        if self.in_text {
            match byte {
                _ if self.escaped => self.escaped = false,
                b'\\' => self.escaped = true,
                b'"' => self.in_text = false,
                b'\n' => return Mark::Lost,
                _ => {}
            }
            return Mark::Inside;
        }
        match byte {
            b' ' | b'\t' | b'\r' | b'\n' => return Mark::Inside,
            b'"' => self.in_text = true,
            b'{' | b'[' => {
                let fits = match self.open.last() {
                    Some(b'{') => self.last == b':',
                    Some(_) => matches!(self.last, b'[' | b','),
                    None => true,
                };
                if !fits {
                    return Mark::Lost;
                }
                self.open.push(byte);
            }
            b'}' | b']' => {
                // In ASCII each pair of brackets is two apart.
                if self.open.pop().is_none_or(|open| open + 2 != byte) {
                    return Mark::Lost;
                }
                if self.open.is_empty() {
                    return Mark::Closed;
                }
            }
            _ => {}
        }
        self.last = byte;
        Mark::Inside
    }

    /// The place behind the first value of some bytes, which begin with its bracket; none where it does not end in them.
    pub(super) fn end_of(bytes: &[u8]) -> Option<Result<usize, usize>> {
        let mut outline = Self::default();
        bytes.iter().enumerate().find_map(|(at, byte)| match outline.step(*byte) {
            Mark::Inside => None,
            Mark::Closed => Some(Ok(at + 1)),
            Mark::Lost => Some(Err(at)),
        })
    }
}

/// The elements of one array; none where its brackets do not match.
pub(super) fn elements(array: &[u8]) -> Option<Vec<&[u8]>> {
    let array = array.trim_ascii();
    if Outline::end_of(array) != Some(Ok(array.len())) {
        return None;
    }
    let inner = array.get(1..array.len() - 1)?;
    let (mut found, mut from, mut outline) = (Vec::new(), 0, Outline::default());
    for (at, byte) in inner.iter().enumerate() {
        if *byte == b',' && outline.open.is_empty() && !outline.in_text {
            found.push(inner[from..at].trim_ascii());
            from = at + 1;
        } else {
            outline.step(*byte);
        }
    }
    found.push(inner[from..].trim_ascii());
    let is_empty = found.len() == 1 && found[0].is_empty();
    Some(if is_empty { Vec::new() } else { found })
}

#[cfg(test)]
mod tests {
    use super::{Outline, elements};

    #[test]
    fn values_end_where_their_brackets_close() {
        let end = |text: &str| Outline::end_of(text.as_bytes());
        assert_eq!(end(r#"{"a": "}\"", "b": [{}, []]} x"#), Some(Ok(27)));
        assert_eq!(end("{\"a\": [1,\n 2"), None);
        assert_eq!(end("{\"a\n"), Some(Err(3)));
        assert_eq!(end("{\"a\": 1\n{"), Some(Err(8)));
        assert_eq!(end("[1 {"), Some(Err(3)));
        assert_eq!(end("{\"a\": 1]"), Some(Err(7)));
    }

    #[test]
    fn elements_of_an_array() {
        let split = |text: &'static str| {
            elements(text.as_bytes())
                .map(|found| found.iter().map(|e| std::str::from_utf8(e).unwrap()).collect::<Vec<_>>())
        };
        assert_eq!(
            split(r#" [{"a": "],"}, [1, 2] ,"b,"] "#),
            Some(vec![r#"{"a": "],"}"#, "[1, 2]", "\"b,\""])
        );
        assert_eq!((split("[]"), split("[1]")), (Some(vec![]), Some(vec!["1"])));
        assert_eq!((split("[1] [2]"), split("[{]"), split("[\"a: 1}")), (None, None, None));
    }
}
