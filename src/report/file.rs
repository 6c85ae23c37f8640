//! A file of a report, by its hash.

use std::fs::File;
use std::io::{self, Write};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// A file of a report, as `run.json` lists it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
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

/// The record of a file with these bytes.
pub(super) fn of_bytes(bytes: &[u8]) -> FileRecord {
    FileRecord { bytes: bytes.len() as u64, sha256: hex(Sha256::new_with_prefix(bytes)) }
}

fn hex(hash: Sha256) -> String {
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
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
        FileRecord { bytes: self.bytes, sha256: hex(self.hash) }
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
