//! Log: batches one behind the other, each the bytes of a summary behind its length.

use super::error::StoreError;
use super::framed::checksum;
use crate::request::HashKey;
use crate::summary::{Summary, SummaryError};

/// Bytes before each batch: its length, and a keyed checksum of that and of where it stands.
const HEADER: usize = 16;

/// A batch as it is written at a place of a log.
pub(super) fn entry(batch: &[u8], at: u64, key: HashKey) -> Result<Vec<u8>, StoreError> {
    let mut bytes = Vec::with_capacity(HEADER + batch.len());
    bytes.extend(header(batch.len() as u64, at, key));
    bytes.extend(batch);
    Ok(bytes)
}

/// The batch of an entry that is whole.
pub(super) fn batch(entry: &[u8]) -> &[u8] {
    &entry[HEADER..]
}

/// What a log holds.
pub(super) struct Read {
    pub(super) summary: Summary,
    /// Its whole batches, and where each begins and ends.
    pub(super) batches: Vec<(usize, usize)>,
    /// What is wrong with it.
    pub(super) wrong: Option<Wrong>,
}

/// What is wrong with a log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wrong {
    /// So many bytes at its end are no whole batch: one was being written when the process ended, and was never acknowledged; or it was cut.
    Cut(u64),
    /// A batch within it is damaged.
    Damaged,
}

/// Reads a log as far as it is whole.
///
/// # Errors
/// Where the batches are of another key or version, or say too much together.
pub(super) fn read(bytes: &[u8], key: HashKey) -> Result<Read, SummaryError> {
    let mut read = Read { summary: Summary::new(key), batches: Vec::new(), wrong: None };
    let mut at = 0;
    while at < bytes.len() {
        let Some(end) = end_of(bytes, at, key) else {
            // What stands behind damaged bytes is found by its header, which nobody can make without the key.
            match (at + 1..bytes.len()).find(|&next| end_of(bytes, next, key).is_some()) {
                Some(next) => (read.wrong, at) = (Some(Wrong::Damaged), next),
                None => {
                    read.wrong = read.wrong.or(Some(Wrong::Cut((bytes.len() - at) as u64)));
                    break;
                }
            }
            continue;
        };
        let batch = &bytes[at + HEADER..end];
        match Summary::from_bytes(batch, key) {
            Ok(batch) => {
                read.summary.merge(&batch)?;
                read.batches.push((at, end));
            }
            Err(SummaryError::Damaged(_)) if end == bytes.len() => {
                read.wrong = read.wrong.or(Some(Wrong::Cut((end - at) as u64)));
            }
            Err(SummaryError::Damaged(_) | SummaryError::Key) => read.wrong = Some(Wrong::Damaged),
            Err(error) => return Err(error),
        }
        at = end;
    }
    Ok(read)
}

/// Where the batch ends that begins at a place; none where none begins there that is all there.
fn end_of(bytes: &[u8], at: usize, key: HashKey) -> Option<usize> {
    let begins = bytes[at..].first_chunk::<HEADER>()?;
    let length = u64::from_le_bytes(*begins.first_chunk::<8>()?);
    let end = usize::try_from(length).ok()?.checked_add(at + HEADER)?;
    (end <= bytes.len() && *begins == header(length, at as u64, key)).then_some(end)
}

fn header(length: u64, at: u64, key: HashKey) -> [u8; HEADER] {
    let mut header = [0; HEADER];
    header[..8].copy_from_slice(&length.to_le_bytes());
    let mut placed = [0; 16];
    placed[..8].copy_from_slice(&length.to_le_bytes());
    placed[8..].copy_from_slice(&at.to_le_bytes());
    header[8..].copy_from_slice(&checksum(&placed, key)[..8]);
    header
}
