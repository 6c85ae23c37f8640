//! Whether bytes are those that were announced.

use sha1::Sha1;
use sha2::{Digest, Sha256};

/// What differs.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum VerifyError {
    /// The length.
    #[error("expected {expected} bytes, got {found}")]
    Size {
        /// Bytes announced.
        expected: usize,
        /// Bytes received.
        found: usize,
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
    #[error("expected a SHA-256 or git hash, got {0:?}")]
    NoHash(String),
}

/// What is known of a file before it comes.
#[derive(Debug)]
pub(crate) struct Announced {
    size: usize,
    hash: String,
    pin: Option<String>,
}

impl Announced {
    /// `hash` is the hub's: SHA-256 for large files, the hash of a git object (SHA-1) for small ones. `pin` is the
    /// caller's own SHA-256.
    pub(crate) fn new(size: usize, hash: &str, pin: Option<&str>) -> Result<Self, VerifyError> {
        for (hash, lengths) in [(Some(hash), [40, 64]), (pin, [64, 64])] {
            let Some(hash) = hash else { continue };
            if !lengths.contains(&hash.len()) || !hash.bytes().all(|b| b.is_ascii_hexdigit()) {
                return Err(VerifyError::NoHash(hash.chars().take(80).collect()));
            }
        }
        Ok(Self { size, hash: hash.to_ascii_lowercase(), pin: pin.map(str::to_ascii_lowercase) })
    }

    /// Compares length and hashes.
    pub(crate) fn check(&self, bytes: &[u8]) -> Result<(), VerifyError> {
        if bytes.len() != self.size {
            return Err(VerifyError::Size { expected: self.size, found: bytes.len() });
        }
        let sha256 = hex(&Sha256::digest(bytes));
        let found = if self.hash.len() == 64 { sha256.clone() } else { git_hash(bytes) };
        same(&self.hash, found)?;
        self.pin.as_ref().map_or(Ok(()), |pin| same(pin, sha256))
    }
}

fn same(expected: &str, found: String) -> Result<(), VerifyError> {
    if expected == found { Ok(()) } else { Err(VerifyError::Hash { expected: expected.to_owned(), found }) }
}

/// The name of a blob in git's object store.
fn git_hash(bytes: &[u8]) -> String {
    let mut hash = Sha1::new();
    hash.update(format!("blob {}\0", bytes.len()));
    hash.update(bytes);
    hex(&hash.finalize())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_git_hash_is_that_of_git() {
        // The empty blob's name is the same in every repository.
        let announced = Announced::new(0, "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391", None).unwrap();
        assert_eq!(announced.check(b""), Ok(()));
        assert_eq!(announced.check(b"x"), Err(VerifyError::Size { expected: 0, found: 1 }));
    }

    #[test]
    fn what_leads_out_of_the_folder_is_no_hash() {
        let error = Announced::new(0, "../../../../../etc/passwd", None).unwrap_err();
        assert_eq!(error, VerifyError::NoHash("../../../../../etc/passwd".to_owned()));
    }
}
