//! What comes out of a decompressor, as long as that could be a log.

use std::cell::Cell;
use std::io::{self, Read};
use std::rc::Rc;

/// Bytes that may come out whatever went in: a small file may well hold much of the same.
const FREE: u64 = 64 * 1024 * 1024;

/// The most bytes that come out for each that went in, beyond those. Gzip itself reaches no more than about 1,032 (258 bytes for
/// two bits), and that on one byte without end; zstd knows no such bound. Records differ at least in time and id, so that logs stay
/// far below.
const MOST: u64 = 1_000;

/// More came out than a log can hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "{bytes_out} bytes came out of {bytes_in} compressed ones, expected at most {MOST} for each, as no log reaches; if it is \
     none that is made to fill a machine, decompress it first"
)]
struct Bomb {
    bytes_in: u64,
    bytes_out: u64,
}

/// A decompressor that is given up where too much comes out for what went in.
pub(super) struct Decompressed<R> {
    decoder: R,
    /// Compressed bytes taken so far from this input and those before it, with those that are read ahead.
    taken: Rc<Cell<u64>>,
    taken_before: u64,
    bytes_out: u64,
}

impl<R: Read> Decompressed<R> {
    /// Reads from a decoder; `taken` counts the bytes that go into it, `taken_before` what it said when the input was opened.
    pub(super) fn new(decoder: R, taken: Rc<Cell<u64>>, taken_before: u64) -> Self {
        Self { decoder, taken, taken_before, bytes_out: 0 }
    }
}

impl<R: Read> Read for Decompressed<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.decoder.read(into)?;
        self.bytes_out += count as u64;
        let (bytes_in, bytes_out) = (self.taken.get() - self.taken_before, self.bytes_out);
        if bytes_out > FREE && bytes_out / MOST > bytes_in {
            return Err(io::Error::other(Bomb { bytes_in, bytes_out }));
        }
        Ok(count)
    }
}
