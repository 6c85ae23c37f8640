//! Opens files and streams, and tells by their first bytes how they are packed.

use std::cell::Cell;
use std::fmt;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::path::PathBuf;
use std::rc::Rc;
use std::sync::Arc;

use super::decompressed::Decompressed;
use super::error::InputError;
use super::partition::Partition;
use crate::visible::visible_path;

/// Where requests are read from.
#[derive(Clone, PartialEq, Eq)]
pub enum Input {
    /// The standard input of the process.
    Stdin,
    /// A file.
    File(PathBuf),
    /// Bytes in memory, such as data shipped inside a program.
    Bytes {
        /// What messages call it.
        name: &'static str,
        /// Its content, in any form that a file may have except Parquet.
        bytes: Arc<[u8]>,
    },
}

impl fmt::Debug for Input {
    /// Names the input; of bytes in memory, which hold prompts, their number.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Stdin => f.write_str("Stdin"),
            Self::File(path) => f.debug_tuple("File").field(path).finish(),
            Self::Bytes { name, bytes } => write!(f, "Bytes({name}, {} bytes)", bytes.len()),
        }
    }
}

impl Input {
    /// What messages call it.
    pub fn name(&self) -> String {
        match self {
            Self::Stdin => "standard input".to_owned(),
            Self::File(path) => visible_path(path),
            Self::Bytes { name, .. } => (*name).to_owned(),
        }
    }

    /// The columns that the names of its folders give.
    pub(super) fn partition(&self) -> Partition {
        match self {
            Self::File(path) => Partition::of(path),
            Self::Stdin | Self::Bytes { .. } => Partition::default(),
        }
    }

    /// Checks that it can be read, and gives its size in bytes where that is known.
    pub(super) fn check(&self) -> Result<Option<u64>, InputError> {
        match self {
            Self::Stdin => Ok(None),
            Self::Bytes { bytes, .. } => Ok(Some(bytes.len() as u64)),
            Self::File(path) => {
                let failed = |source| InputError::Open { name: self.name(), source };
                let metadata = path.metadata().map_err(failed)?;
                if metadata.is_dir() {
                    return Err(InputError::Directory { name: self.name() });
                }
                // A pipe is not opened twice: its writer would see it closed.
                if !metadata.is_file() {
                    return Ok(None);
                }
                File::open(path).map_err(failed)?;
                Ok(Some(metadata.len()))
            }
        }
    }

    /// Opens it; `bytes` counts what is taken from it (of compressed data: the compressed bytes).
    pub(super) fn open(&self, bytes: &Rc<Cell<u64>>) -> Result<Content, InputError> {
        let failed = |source| InputError::Open { name: self.name(), source };
        let taken_before = bytes.get();
        let mut raw: Box<dyn Read> = match self {
            Self::Stdin => Box::new(io::stdin()),
            Self::Bytes { bytes, .. } => Box::new(Cursor::new(Arc::clone(bytes))),
            Self::File(path) => Box::new(File::open(path).map_err(failed)?),
        };
        let mut magic = Vec::new();
        raw.by_ref().take(4).read_to_end(&mut magic).map_err(failed)?;
        if magic == b"PAR1" {
            return match self {
                Self::File(path) if path.is_file() => Ok(Content::Parquet(File::open(path).map_err(failed)?)),
                _ => Err(InputError::ParquetStream { name: self.name() }),
            };
        }
        let is_gzip = magic.starts_with(&[0x1f, 0x8b]);
        let is_zstd = magic == [0x28, 0xb5, 0x2f, 0xfd];
        let counted = Counted { inner: Cursor::new(magic).chain(raw), bytes: Rc::clone(bytes) };
        let stream = BufReader::with_capacity(BUFFER, counted);
        let decoder: Box<dyn Read> = if is_gzip {
            Box::new(flate2::bufread::MultiGzDecoder::new(stream))
        } else if is_zstd {
            Box::new(zstd::stream::read::Decoder::with_buffer(stream).map_err(failed)?)
        } else {
            return Ok(Content::Text(Box::new(stream)));
        };
        let decompressed = Decompressed::new(decoder, Rc::clone(bytes), taken_before);
        Ok(Content::Text(Box::new(BufReader::with_capacity(BUFFER, decompressed))))
    }
}

/// Bytes of a buffer: large enough that the cost of a call does not count.
const BUFFER: usize = 128 * 1024;

/// What an input holds.
pub(super) enum Content {
    /// Text, decompressed.
    Text(Box<dyn BufRead>),
    /// A Parquet file.
    #[cfg_attr(not(feature = "parquet"), expect(dead_code, reason = "only its presence counts"))]
    Parquet(File),
}

struct Counted<R> {
    inner: R,
    bytes: Rc<Cell<u64>>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(into)?;
        self.bytes.set(self.bytes.get() + count as u64);
        Ok(count)
    }
}
