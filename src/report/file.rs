//! A file of a report, by its hash.

use std::fs::File;
use std::io::{self, Write};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// A file of a report, as `run.json` lists it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileRecord {
    /// Its length.
    pub bytes: u64,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
}

/// The record of a file that is there.
///
/// # Errors
/// What the system says.
pub(super) fn of_file(mut file: File) -> io::Result<FileRecord> {
    let mut hashed = Hashed::new(io::sink());
    io::copy(&mut file, &mut hashed)?;
    Ok(hashed.record())
}

/// What is written, with its hash and its length.
pub(super) struct Hashed<W> {
    out: W,
    hash: Sha256,
    bytes: u64,
}

impl<W: Write> Hashed<W> {
    pub(super) fn new(out: W) -> Self {
        Self { out, hash: Sha256::new(), bytes: 0 }
    }

    /// The record of all that was written.
    pub(super) fn record(self) -> FileRecord {
        let sha256 = self.hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        FileRecord { bytes: self.bytes, sha256 }
    }
}

impl<W: Write> Write for Hashed<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.out.write(bytes)?;
        self.hash.update(&bytes[..written]);
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
