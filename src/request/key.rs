//! The key of all hashes.

use std::fmt;
use std::hash::Hasher;

use siphasher::sip::SipHasher13;
use siphasher::sip128::{self, Hasher128, SipHasher24};

/// Key of all hashes of words, lines and names: 128 bits. Whoever knows it could write prompts that collide, or that samples fall on:
/// keep it secret where prompts come from people who would. Facts that are to be merged or compared are hashed with one key.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct HashKey([u64; 2]);

impl HashKey {
    /// A key of two halves.
    pub const fn new(halves: [u64; 2]) -> Self {
        Self(halves)
    }

    /// Whether it is the key that everybody knows.
    pub fn is_built_in(self) -> bool {
        self == Self::default()
    }

    /// Tells keys apart, in 32 hexadecimal digits, with no way back to the key but trying keys.
    pub fn id(self) -> String {
        format!("{:032x}", self.id_number())
    }

    /// The same as a number.
    pub(crate) fn id_number(self) -> u128 {
        let mut hasher = SipHasher24::new_with_keys(self.0[0], self.0[1]);
        hasher.write(b"the id of a hydrascope hash key");
        hasher.finish128().as_u128()
    }

    /// What hashes to 64 bits; what hashes something else than words says so first, by a `purpose` of its own.
    pub(crate) fn hasher(self, purpose: u64) -> SipHasher13 {
        SipHasher13::new_with_keys(self.0[0], self.0[1] ^ purpose)
    }

    /// What hashes to 128 bits.
    pub(crate) fn wide_hasher(self) -> sip128::SipHasher13 {
        sip128::SipHasher13::new_with_keys(self.0[0], self.0[1])
    }

    /// 64 bits of it, for what is drawn by lot.
    pub(crate) fn lot(self) -> u64 {
        self.0[0]
    }
}

/// The built-in key, which is no secret.
impl Default for HashKey {
    fn default() -> Self {
        Self([0, 0x6879_6472_6173_636f])
    }
}

/// Shows the id alone.
impl fmt::Debug for HashKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "HashKey({})", self.id())
    }
}

#[cfg(test)]
mod tests {
    use super::HashKey;

    #[test]
    fn a_key_is_known_by_its_id_alone() {
        let (one, other) = (HashKey::new([1, 2]), HashKey::new([1, 3]));
        assert!(one.id() != other.id() && one.id() == HashKey::new([1, 2]).id() && one.id().len() == 32);
        assert_eq!(format!("{one:?}"), format!("HashKey({})", one.id()));
        assert!(HashKey::default().is_built_in() && !one.is_built_in());
    }
}
