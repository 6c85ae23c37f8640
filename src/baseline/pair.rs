//! Pairs of words as one hash, and the id of the key that words are hashed with.

use std::hash::Hasher;

use siphasher::sip128::{Hasher128, SipHasher24};

use crate::evidence::{GOLDEN, mixed};

/// One hash of two neighbouring words, given by their keyed hashes.
pub fn pair_hash((a, b): (u64, u64)) -> u64 {
    mixed(a ^ mixed(b.wrapping_add(GOLDEN)))
}

/// The same text for one hash key, and no way back to the key but trying keys.
pub fn key_id(hash_key: u64) -> String {
    let mut hasher = SipHasher24::new_with_keys(hash_key, hash_key.rotate_left(32));
    hasher.write(b"the id of the hash key of a hydrascope baseline");
    let id = hasher.finish128();
    format!("{:016x}{:016x}", id.h1, id.h2)
}
