//! Framed: small files that are replaced whole, behind magic, version, key, length and a keyed checksum.

use std::hash::Hasher;
use std::path::Path;

use siphasher::sip128::Hasher128;

use super::disk::Disk;
use super::error::StoreError;
use crate::request::HashKey;

/// What each begins with.
const MAGIC: [u8; 8] = *b"hydrasto";
/// The version that is written and read.
pub(super) const FORMAT: u32 = 1;
const HEADER: usize = 28;
const CHECKSUM: usize = 16;

/// What is wrong with bytes.
pub(super) enum Wrong {
    Key,
    Format(u32),
    Damaged(&'static str),
}

/// Bytes behind a header.
pub(super) fn framed(content: &[u8], key: HashKey) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(HEADER + content.len() + CHECKSUM);
    bytes.extend(MAGIC);
    bytes.extend(FORMAT.to_le_bytes());
    bytes.extend(key_id(key).to_le_bytes());
    bytes.extend((content.len() as u64).to_le_bytes());
    bytes.extend(content);
    let checksum = checksum(&bytes, key);
    bytes.extend(checksum);
    bytes
}

/// What stands behind the header, where all is as it was written.
pub(super) fn content(bytes: &[u8], key: HashKey) -> Result<&[u8], Wrong> {
    let (header, rest) = bytes.split_at_checked(HEADER).ok_or(Wrong::Damaged("no header"))?;
    let number = |from: usize, to: usize| header[from..to].iter().rev().fold(0u64, |n, &b| n << 8 | u64::from(b));
    if header[..8] != MAGIC {
        return Err(Wrong::Damaged("it begins otherwise"));
    }
    let end = rest.len().checked_sub(CHECKSUM).ok_or(Wrong::Damaged("it is cut off"))?;
    let (content, sum) = rest.split_at(end);
    let is_whole = checksum(&bytes[..HEADER + end], key) == sum;
    match number(8, 12) as u32 {
        FORMAT => {}
        // Of another key, nobody can tell whether it is damaged.
        got if is_whole || number(12, 20) != key_id(key) => return Err(Wrong::Format(got)),
        _ => return Err(Wrong::Damaged("its checksum is another")),
    }
    if number(12, 20) != key_id(key) {
        return Err(if is_whole { Wrong::Damaged("its key is another") } else { Wrong::Key });
    }
    if number(20, 28) != end as u64 {
        return Err(Wrong::Damaged("another length than it says"));
    }
    if is_whole { Ok(content) } else { Err(Wrong::Damaged("its checksum is another")) }
}

/// Puts a file in its place when it is whole and on the disk.
pub(super) fn put(disk: &dyn Disk, path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    let part = path.with_extension("part");
    let put = disk
        .create(&part)
        .and_then(|()| disk.append(&part, bytes))
        .and_then(|()| disk.sync(&part))
        .and_then(|()| disk.rename(&part, path));
    put.map_err(|source| {
        // What stopped it is the error to tell; what is left over is only clutter.
        let _ = disk.remove(&part);
        StoreError::write(path, source)
    })
}

/// The first half of a key's id.
fn key_id(key: HashKey) -> u64 {
    (key.id_number() >> 64) as u64
}

/// A keyed checksum: whoever changes bytes without the key is found out.
pub(super) fn checksum(bytes: &[u8], key: HashKey) -> [u8; CHECKSUM] {
    let mut hasher = key.wide_hasher();
    hasher.write(b"a file of a store");
    hasher.write(bytes);
    hasher.finish128().as_bytes()
}
