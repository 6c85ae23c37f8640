//! The file as the crate reads it: watched, and with no page let through that claims an impossible size.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::sync::Arc;

use bytes::Bytes;

use super::bindings::{ChunkReader, Compression, Length, Result};
use super::bounds::{Damage, check_size};
use super::header::{SIZES_BYTES, page_sizes};
use super::watch::Watch;

/// A file whose reading is told to the one who waits.
pub(super) struct Source {
    file: File,
    watch: Arc<Watch>,
}

impl Source {
    pub(super) fn new(file: File, watch: Arc<Watch>) -> Self {
        Self { file, watch }
    }
}

impl Length for Source {
    fn len(&self) -> u64 {
        self.file.len()
    }
}

impl ChunkReader for Source {
    type T = Watched;

    fn get_read(&self, start: u64) -> Result<Watched> {
        let file = self.watch.at_disk(|| self.file.get_read(start))?;
        Ok(Watched { file, watch: Arc::clone(&self.watch) })
    }

    fn get_bytes(&self, start: u64, length: usize) -> Result<Bytes> {
        // Room is made before the file is asked.
        let end = start.checked_add(length as u64);
        if end.is_none_or(|end| end > self.file.len()) {
            return Err(io::Error::from(io::ErrorKind::UnexpectedEof).into());
        }
        self.watch.at_disk(|| self.file.get_bytes(start, length))
    }
}

/// A stretch of the file.
pub(super) struct Watched {
    file: BufReader<File>,
    watch: Arc<Watch>,
}

impl Read for Watched {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        self.watch.at_disk(|| self.file.read(into))
    }
}

/// A stretch of the file that begins with the header of a page, if it is read at all: the crate asks for
/// one at each page, also where it knows the header already.
pub(super) struct Page {
    stretch: Watched,
    /// What the page claims is still to be checked, against this many bytes out of one.
    unchecked: Option<i64>,
}

impl Read for Page {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if let Some(most) = self.unchecked.take() {
            let Watched { file, watch } = &mut self.stretch;
            let head = watch.at_disk(|| file.fill_buf())?;
            let sizes = page_sizes(&head[..head.len().min(SIZES_BYTES)]).ok_or(Damage::Header);
            let checked = sizes.and_then(|sizes| check_size(sizes.uncompressed, sizes.compressed, most));
            checked.map_err(io::Error::other)?;
        }
        self.stretch.read(into)
    }
}

/// The pages of one column, each of which begins with its header.
pub(super) struct Pages {
    source: Arc<Source>,
    /// Bytes that one byte can be decompressed to.
    most: i64,
}

impl Pages {
    pub(super) fn new(source: Arc<Source>, compression: Compression) -> Self {
        let most = match compression {
            // Nothing is made of the claim.
            Compression::UNCOMPRESSED => i64::MAX,
            // A copy of 64 bytes is told in three.
            Compression::SNAPPY => 32,
            // 258 bytes in two bits.
            Compression::GZIP(_) => 1100,
            // A block of 128 KiB in four bytes.
            _ => 40_000,
        };
        Self { source, most }
    }
}

impl Length for Pages {
    fn len(&self) -> u64 {
        self.source.len()
    }
}

impl ChunkReader for Pages {
    type T = Page;

    fn get_read(&self, start: u64) -> Result<Page> {
        Ok(Page { stretch: self.source.get_read(start)?, unchecked: Some(self.most) })
    }

    fn get_bytes(&self, start: u64, length: usize) -> Result<Bytes> {
        self.source.get_bytes(start, length)
    }
}
