//! Pseudonyms: names that tell accounts apart and say nothing else to whoever lacks the key.
//!
//! HMAC with SHA-256 (RFC 2104, FIPS 198-1), cut to 64 bits: of a million names two share one with a probability of 3e-8.

use std::fmt;

use sha2::{Digest, Sha256};

/// Bytes that a key has at least.
const LEAST: usize = 16;
/// Bytes of a block of SHA-256.
const BLOCK: usize = 64;

/// A key that is too short to keep names secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "expected a key of at least {LEAST} bytes, got {got}: take random ones, such as 32 bytes of the system's source of chance"
)]
pub struct KeyError {
    /// Its bytes.
    pub got: usize,
}

/// A key for pseudonyms. The same name has the same pseudonym under the same key. `Debug` does not show the key.
#[derive(Clone)]
pub struct Pseudonyms {
    key: [u8; BLOCK],
}

impl fmt::Debug for Pseudonyms {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Pseudonyms")
    }
}

impl Pseudonyms {
    /// Pseudonyms under a key.
    ///
    /// # Errors
    /// Where the key has fewer than 16 bytes.
    pub fn new(key: &[u8]) -> Result<Self, KeyError> {
        if key.len() < LEAST {
            return Err(KeyError { got: key.len() });
        }
        let mut block = [0; BLOCK];
        if key.len() > BLOCK {
            block[..32].copy_from_slice(&Sha256::digest(key));
        } else {
            block[..key.len()].copy_from_slice(key);
        }
        Ok(Self { key: block })
    }

    /// The pseudonym of an account, such as `acct-9f86d081884c7d65`.
    pub fn account(&self, name: &str) -> String {
        format!("acct-{}", self.short(&["account", name]))
    }

    /// The pseudonym of an attribute's value.
    pub fn value(&self, attribute: &str, value: &str) -> String {
        format!("value-{}", self.short(&["attribute", attribute, value]))
    }

    /// What is keyed begins with what it is, each part with its length, so that no two lists of parts give the same bytes.
    fn short(&self, parts: &[&str]) -> String {
        let mut message = Vec::new();
        for part in parts {
            message.extend_from_slice(&(part.len() as u64).to_le_bytes());
            message.extend_from_slice(part.as_bytes());
        }
        self.hmac(&message)[..8].iter().map(|byte| format!("{byte:02x}")).collect()
    }

    fn hmac(&self, message: &[u8]) -> [u8; 32] {
        let keyed = |pad: u8| Sha256::new_with_prefix(self.key.map(|byte| byte ^ pad));
        let inner = keyed(0x36).chain_update(message).finalize();
        keyed(0x5c).chain_update(inner).finalize().into()
    }
}

#[cfg(test)]
mod tests {
    use super::{KeyError, Pseudonyms};

    fn hex(bytes: [u8; 32]) -> String {
        bytes.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// Test cases 1 and 6 of RFC 4231: a short key, and one longer than a block.
    #[test]
    fn it_is_hmac_with_sha_256() {
        let keyed = |key: &[u8], message: &[u8]| hex(Pseudonyms::new(key).unwrap().hmac(message));
        assert_eq!(
            keyed(&[0x0b; 20], b"Hi There"),
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
        );
        assert_eq!(
            keyed(&[0xaa; 131], b"Test Using Larger Than Block-Size Key - Hash Key First"),
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
        );
    }

    #[test]
    fn a_name_keeps_its_pseudonym_under_one_key_alone() {
        let (one, other) = (Pseudonyms::new(&[1; 16]).unwrap(), Pseudonyms::new(&[2; 16]).unwrap());
        assert_eq!(one.account("a"), one.account("a"));
        assert_ne!(one.account("a"), other.account("a"));
        assert_ne!(one.value("ab", "c"), one.value("a", "bc"));
        assert_eq!(Pseudonyms::new(&[1; 15]).unwrap_err(), KeyError { got: 15 });
        assert_eq!(format!("{one:?}"), "Pseudonyms");
    }
}
