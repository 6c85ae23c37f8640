//! Bytes in whole cache lines, so that no load of a row crosses from one line into the next.

/// Bytes a cache line.
pub(crate) const BYTES: usize = 64;

/// One cache line of bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C, align(64))]
pub(crate) struct Line(pub(crate) [u8; BYTES]);

/// How many lines hold so many bytes.
pub(crate) fn lines_for(bytes: usize) -> usize {
    bytes.div_ceil(BYTES)
}
