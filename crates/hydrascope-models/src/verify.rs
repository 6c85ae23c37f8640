//! Whether bytes are those that were announced.

use sha1::Sha1;
use sha2::{Digest, Sha256};

use crate::quote::quote;

/// What differs.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum VerifyError {
    /// Fewer bytes came.
    #[error("expected {expected} bytes, got {found}")]
    Short {
        /// Bytes announced.
        expected: u64,
        /// Bytes received.
        found: u64,
    },
    /// More bytes came. No more than one of them was read.
    #[error("expected {expected} bytes, got more")]
    Long {
        /// Bytes announced.
        expected: u64,
    },
    /// The content.
    #[error("expected the hash {expected}, got {found}")]
    Hash {
        /// The hash announced.
        expected: String,
        /// The hash of what was received.
        found: String,
    },
    /// No hash to check against.
    #[error("expected a SHA-256 or git hash to be announced, got {0}")]
    NoHash(String),
}

/// The SHA-256 that a caller expects.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Pin(String);

impl Pin {
    pub(crate) fn new(text: &str) -> Option<Self> {
        is_hex(text, &[64]).then(|| Self(text.to_ascii_lowercase()))
    }
}

/// Compares bytes with what was announced of them, as they come.
#[derive(Debug)]
pub(crate) struct Checker {
    size: u64,
    found: u64,
    /// By the hub: SHA-256 for large files, the name of a git object (SHA-1) for small ones.
    hash: String,
    pin: Option<Pin>,
    sha256: Sha256,
    git: Sha1,
}

impl Checker {
    pub(crate) fn new(size: u64, hash: &str, pin: Option<Pin>) -> Result<Self, VerifyError> {
        if !is_hex(hash, &[40, 64]) {
            return Err(VerifyError::NoHash(quote(hash)));
        }
        let git = Sha1::new_with_prefix(format!("blob {size}\0"));
        Ok(Self { size, found: 0, hash: hash.to_ascii_lowercase(), pin, sha256: Sha256::new(), git })
    }

    /// How many bytes to ask for next: the rest, and one more that shows where the sender does not end.
    pub(crate) fn wanted(&self) -> u64 {
        (self.size - self.found).saturating_add(1)
    }

    pub(crate) fn add(&mut self, bytes: &[u8]) -> Result<(), VerifyError> {
        if bytes.len() as u64 > self.size - self.found {
            return Err(VerifyError::Long { expected: self.size });
        }
        self.found += bytes.len() as u64;
        if self.is_git() {
            self.git.update(bytes);
        }
        if !self.is_git() || self.pin.is_some() {
            self.sha256.update(bytes);
        }
        Ok(())
    }

    /// The bytes have come to an end.
    pub(crate) fn finish(self) -> Result<(), VerifyError> {
        if self.found != self.size {
            return Err(VerifyError::Short { expected: self.size, found: self.found });
        }
        let is_git = self.is_git();
        let sha256 = hex(&self.sha256.finalize());
        let found = if is_git { hex(&self.git.finalize()) } else { sha256.clone() };
        same(self.hash, found)?;
        self.pin.map_or(Ok(()), |pin| same(pin.0, sha256))
    }

    fn is_git(&self) -> bool {
        self.hash.len() == 40
    }
}

fn same(expected: String, found: String) -> Result<(), VerifyError> {
    if expected == found { Ok(()) } else { Err(VerifyError::Hash { expected, found }) }
}

fn is_hex(text: &str, lengths: &[usize]) -> bool {
    lengths.contains(&text.len()) && text.bytes().all(|b| b.is_ascii_hexdigit())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const EMPTY: &str = "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391";

    fn check(size: u64, hash: &str, pin: Option<&str>, pieces: &[&[u8]]) -> Result<(), VerifyError> {
        let mut checker = Checker::new(size, hash, pin.and_then(Pin::new))?;
        pieces.iter().try_for_each(|piece| checker.add(piece))?;
        checker.finish()
    }

    #[test]
    fn a_git_hash_is_that_of_git() {
        // The empty blob's name is the same in every repository.
        assert_eq!(check(0, EMPTY, None, &[]), Ok(()));
        // printf 'hello\n' | git hash-object --stdin
        assert_eq!(check(6, "CE013625030ba8dba906f756967f9e9ca394464a", None, &[b"hel", b"lo\n"]), Ok(()));
    }

    #[test]
    fn a_pin_is_checked_beside_the_hubs_own_hash() {
        let pin = hex(&Sha256::digest(b""));
        assert_eq!(check(0, EMPTY, Some(&pin), &[]), Ok(()));
        let other = "ab".repeat(32);
        assert_eq!(
            check(0, EMPTY, Some(&other), &[]),
            Err(VerifyError::Hash { expected: other, found: pin })
        );
    }

    #[test]
    fn no_more_than_announced_is_taken() {
        assert_eq!(check(0, EMPTY, None, &[b"x"]), Err(VerifyError::Long { expected: 0 }));
        assert_eq!(check(2, EMPTY, None, &[b"x"]), Err(VerifyError::Short { expected: 2, found: 1 }));
        assert_eq!(Checker::new(u64::MAX, EMPTY, None).unwrap().wanted(), u64::MAX);
    }

    #[test]
    fn what_leads_out_of_the_folder_is_no_hash() {
        let error = Checker::new(0, "../../../../../etc/passwd", None).unwrap_err();
        assert_eq!(error, VerifyError::NoHash("\"../../../../../etc/passwd\"".to_owned()));
    }
}
