//! Keys in files.

use std::fs::{File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use rand::TryRng;
use rand::rngs::SysRng;

use super::key::HashKey;

/// Hexadecimal digits of a key.
const DIGITS: usize = 32;

/// Why a file gives no key. What the file holds is told nowhere.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum KeyError {
    /// It cannot be read.
    #[error("cannot read the hash key {}: expected a file that this user may read", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// It holds something else.
    #[error("{} holds no hash key: expected {DIGITS} hexadecimal digits and no more; name the file of a key, or have one made", path.display())]
    Parse {
        /// The file.
        path: PathBuf,
    },
    /// A new one cannot be written.
    #[error("cannot write a new hash key to {}: expected a directory that this user may write to", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

impl HashKey {
    /// The key that a file holds, as [`HashKey::read_or_make`] writes it.
    ///
    /// # Errors
    /// Where the file cannot be read or holds anything but a key.
    pub fn read(path: &Path) -> Result<Self, KeyError> {
        let not_read = |source| KeyError::Read { path: path.to_owned(), source };
        let mut text = String::new();
        let most = 2 * DIGITS as u64;
        match File::open(path).map_err(not_read)?.take(most).read_to_string(&mut text) {
            Err(e) if e.kind() != io::ErrorKind::InvalidData => return Err(not_read(e)),
            _ => {}
        }
        let is_key = |text: &&str| text.len() == DIGITS && text.bytes().all(|b| b.is_ascii_hexdigit());
        let key = Some(text.trim()).filter(is_key).and_then(|text| u128::from_str_radix(text, 16).ok());
        let key = key.ok_or_else(|| KeyError::Parse { path: path.to_owned() })?;
        Ok(Self::new([(key >> 64) as u64, key as u64]))
    }

    /// The key that a file holds; where there is no file, one is made by the system's chance, that only this user may read.
    ///
    /// # Errors
    /// Those of [`HashKey::read`], and where a new one cannot be made or written.
    pub fn read_or_make(path: &Path) -> Result<Self, KeyError> {
        let not_written = |source| KeyError::Write { path: path.to_owned(), source };
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = match options.open(path) {
            Err(e) if e.kind() == io::ErrorKind::AlreadyExists => return Self::read(path),
            opened => opened.map_err(not_written)?,
        };
        let draw = || SysRng.try_next_u64().map_err(io::Error::other);
        let mut make = || -> io::Result<Self> {
            let [high, low] = [draw()?, draw()?];
            writeln!(file, "{high:016x}{low:016x}")?;
            file.sync_all()?;
            Ok(Self::new([high, low]))
        };
        make().map_err(|e| {
            // Half a key is no key, and would stand in the way of the next try.
            let _ = std::fs::remove_file(path);
            not_written(e)
        })
    }
}
