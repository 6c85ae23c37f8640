//! The wire format of protocol buffers, read field by field: what nobody asks for is passed over and never in memory.
//! Source: the encoding as protobuf.dev documents it.

use std::io::{BufReader, Read, Seek};
use std::ops::Range;

use super::error::GraphError;
use super::limits::{Budget, NAME};

/// A file of `len` bytes.
pub(super) struct Wire<R> {
    reader: BufReader<R>,
    at: u64,
    len: u64,
}

/// One message: the whole file, or a field of another message.
pub(super) struct Message<'a, R> {
    wire: &'a mut Wire<R>,
    /// Where the present field ends and the next begins.
    next: u64,
    end: u64,
}

/// A field's value as it stands on the wire.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Value {
    /// An integer of any width or sign.
    Varint(u64),
    /// Eight bytes.
    Fixed64([u8; 8]),
    /// Four bytes.
    Fixed32([u8; 4]),
    /// So many bytes, to be read by [`Message::inner`] and its siblings or passed over.
    Bytes(u64),
}

impl<R: Read + Seek> Wire<R> {
    pub(super) fn new(reader: R, len: u64) -> Self {
        Self { reader: BufReader::with_capacity(1 << 16, reader), at: 0, len }
    }

    /// The message that the file is.
    pub(super) fn root(&mut self) -> Message<'_, R> {
        let end = self.len;
        Message { wire: self, next: 0, end }
    }

    fn read(&mut self, bytes: &mut [u8]) -> Result<(), GraphError> {
        let at = self.at;
        self.reader.read_exact(bytes).map_err(|e| GraphError::Read { at, kind: e.kind() })?;
        self.at += bytes.len() as u64;
        Ok(())
    }

    fn skip_to(&mut self, to: u64) -> Result<(), GraphError> {
        let at = self.at;
        let by = i64::try_from(to - at).unwrap_or(i64::MAX);
        self.reader.seek_relative(by).map_err(|e| GraphError::Read { at, kind: e.kind() })?;
        self.at = to;
        Ok(())
    }
}

impl<R: Read + Seek> Message<'_, R> {
    /// The next field, by its number.
    pub(super) fn next(&mut self) -> Result<Option<(u64, Value)>, GraphError> {
        self.wire.skip_to(self.next)?;
        if self.next == self.end {
            return Ok(None);
        }
        let key = self.varint(self.end)?;
        let value = match key & 7 {
            0 => Value::Varint(self.varint(self.end)?),
            1 => Value::Fixed64(self.array(self.end)?),
            5 => Value::Fixed32(self.array(self.end)?),
            2 => {
                let len = self.varint(self.end)?;
                if len > self.end - self.wire.at {
                    return Err(self.damaged("a field is longer than what holds it"));
                }
                self.next = self.wire.at + len;
                return Ok(Some((key >> 3, Value::Bytes(len))));
            }
            _ => return Err(self.damaged("a field has a type that ONNX does not use")),
        };
        self.next = self.wire.at;
        Ok(Some((key >> 3, value)))
    }

    /// The present field as a message.
    pub(super) fn inner(&mut self) -> Message<'_, R> {
        Message { next: self.wire.at, end: self.next, wire: self.wire }
    }

    /// Where the present field's bytes lie in the file.
    pub(super) fn place(&self) -> Range<u64> {
        self.wire.at..self.next
    }

    /// The present field as bytes, as long as the field says it is.
    pub(super) fn bytes(&mut self) -> Result<Vec<u8>, GraphError> {
        let mut bytes = vec![0; (self.next - self.wire.at) as usize];
        self.wire.read(&mut bytes)?;
        Ok(bytes)
    }

    /// The present field as a name.
    pub(super) fn name(&mut self, budget: &mut Budget) -> Result<String, GraphError> {
        if self.next - self.wire.at > NAME {
            return Err(GraphError::TooMany { what: "bytes of a name", limit: NAME });
        }
        let name = String::from_utf8(self.bytes()?).map_err(|_| self.damaged("a name is no text"))?;
        if name.contains('\0') {
            // Runtimes pass names on to C.
            return Err(self.damaged("a name holds a zero byte"));
        }
        budget.name(name.len())?;
        Ok(name)
    }

    /// Each integer of the present field, which holds nothing but integers.
    pub(super) fn varints(&mut self, mut each: impl FnMut(u64)) -> Result<(), GraphError> {
        while self.wire.at < self.next {
            each(self.varint(self.next)?);
        }
        Ok(())
    }

    /// Each `N` bytes of the present field, which holds nothing else.
    pub(super) fn arrays<const N: usize>(&mut self, mut each: impl FnMut([u8; N])) -> Result<(), GraphError> {
        while self.wire.at < self.next {
            each(self.array(self.next)?);
        }
        Ok(())
    }

    /// An error at the present place.
    pub(super) fn damaged(&self, reason: &'static str) -> GraphError {
        GraphError::Damaged { at: self.wire.at, reason }
    }

    fn varint(&mut self, end: u64) -> Result<u64, GraphError> {
        let mut value = 0u64;
        for shift in (0..64).step_by(7) {
            let [byte] = self.array(end)?;
            if shift == 63 && byte > 1 {
                break;
            }
            value |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Ok(value);
            }
        }
        Err(self.damaged("an integer is longer than 64 bits"))
    }

    fn array<const N: usize>(&mut self, end: u64) -> Result<[u8; N], GraphError> {
        if end - self.wire.at < N as u64 {
            return Err(self.damaged("a field is cut off"));
        }
        let mut bytes = [0; N];
        self.wire.read(&mut bytes)?;
        Ok(bytes)
    }
}
