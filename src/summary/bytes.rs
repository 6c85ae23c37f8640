//! Bytes of a summary: the same for all summaries that say the same.
//!
//! A header of magic, version and length, what the summary says, in the order of keys and names, and a keyed checksum. What can be made
//! anew from lines, their words, is left out.

use std::borrow::Cow;
use std::hash::Hasher;

use bincode::config::{Configuration, standard};
use bincode::serde::{borrow_decode_from_slice, encode_to_vec};
use serde::{Deserialize, Serialize};
use siphasher::sip128::Hasher128;

use super::lines::{Kind, says};
use super::{Summary, SummaryError, occurrences, wordings};
use crate::normalize::{Normalizer, Piece};
use crate::request::HashKey;

/// What all summaries begin with.
const MAGIC: [u8; 8] = *b"hydrasum";
/// The version that is written and read.
const FORMAT: u32 = 2;
const HEADER: usize = 28;
const CHECKSUM: usize = 16;

/// What a summary says.
#[derive(Serialize, Deserialize)]
struct Written<'a> {
    #[serde(borrow)]
    lines: Vec<(Kind, Cow<'a, str>)>,
    names: Vec<Cow<'a, str>>,
    wordings: Vec<wordings::Written>,
    requests: Vec<occurrences::Written<'a>>,
}

impl Summary {
    /// The summary as bytes: those of all summaries that say the same, in whatever order it was taken in. They hold prompts and names of
    /// accounts: keep them as the log is kept.
    ///
    /// # Errors
    /// [`SummaryError::TooMuch`] where what it says cannot be held twice.
    pub fn to_bytes(&self) -> Result<Vec<u8>, SummaryError> {
        let (lines, line_at) =
            sorted(self.lines.len(), |&line| (self.lines.kind(line), self.lines.text(line)));
        let (names, name_at) = sorted(self.names.len(), |&name| self.names.name(name));
        let (wordings, wording_at) = sorted(self.wordings.len(), |&wording| self.wordings.key(wording));
        let key = self.hash_key;
        let all = &self.occurrences;
        let (requests, _) = sorted(all.len(), |&request| {
            let hash = all.hash(request, &self.names, &self.wordings, key);
            (all.times[request as usize], all.ids.of(request), hash)
        });
        let written = Written {
            lines: lines.iter().map(|&l| (self.lines.kind(l), self.lines.text(l).into())).collect(),
            names: names.iter().map(|&name| self.names.name(name).into()).collect(),
            wordings: wordings.iter().map(|&wording| self.wordings.written(wording, &line_at)).collect(),
            requests: requests.iter().map(|&r| all.written(r, &name_at, &wording_at)).collect(),
        };
        let said = encode_to_vec(&written, CONFIG).map_err(|_| SummaryError::TooMuch)?;
        let mut bytes = Vec::with_capacity(HEADER + said.len() + CHECKSUM);
        bytes.extend(MAGIC);
        bytes.extend(FORMAT.to_le_bytes());
        bytes.extend(self.key_id().to_le_bytes());
        bytes.extend((said.len() as u64).to_le_bytes());
        bytes.extend(said);
        let checksum = checksum(&bytes, key);
        bytes.extend(checksum);
        Ok(bytes)
    }

    /// A summary from its bytes, made with `hash_key`.
    ///
    /// # Errors
    /// Where the bytes are no summary's, of another version, of another key, cut off or changed.
    pub fn from_bytes(bytes: &[u8], hash_key: HashKey) -> Result<Self, SummaryError> {
        let mut summary = Self::new(hash_key);
        let (header, rest) = bytes.split_at_checked(HEADER).ok_or(SummaryError::Damaged("no header"))?;
        let number = |from: usize| header[from..from + 8].iter().rev().fold(0, |n, &b| n << 8 | u64::from(b));
        if header[..8] != MAGIC {
            return Err(SummaryError::Damaged("they begin otherwise"));
        }
        let got = (number(8) & u64::from(u32::MAX)) as u32;
        if got != FORMAT {
            return Err(SummaryError::Format { expected: FORMAT, got });
        }
        if number(12) != summary.key_id() {
            return Err(SummaryError::Key);
        }
        let length = usize::try_from(number(20)).map_err(|_| SummaryError::TooMuch)?;
        if rest.len().checked_sub(CHECKSUM) != Some(length) {
            return Err(SummaryError::Damaged("another length than they say"));
        }
        let (said, sum) = rest.split_at(length);
        if checksum(&bytes[..HEADER + length], hash_key) != sum {
            return Err(SummaryError::Damaged("their checksum is another"));
        }
        let (written, read) = borrow_decode_from_slice::<Written<'_>, Configuration>(said, CONFIG)
            .map_err(|_| SummaryError::Damaged("not what a summary says"))?;
        if read != length {
            return Err(SummaryError::Damaged("more than a summary says"));
        }
        summary.put(written).ok_or(SummaryError::Damaged("numbers of what they do not hold"))?;
        Ok(summary)
    }

    /// The first half of the key's id.
    fn key_id(&self) -> u64 {
        (self.hash_key.id_number() >> 64) as u64
    }

    /// Takes in what was written; `None` where that cannot be.
    fn put(&mut self, written: Written<'_>) -> Option<()> {
        let key = self.hash_key;
        let pieces = written.lines.iter().map(|(kind, text)| {
            let piece = match *kind {
                Kind::Mark(hash) => Piece::Mark { hash, at: 0 },
                Kind::Latin | Kind::Other => Piece::Line { text, at: 0, latin: *kind == Kind::Latin },
            };
            (says(&piece, key), piece)
        });
        let lines = self.lines.take(pieces, &Normalizer::new(key)).len();
        written.names.iter().for_each(|name| _ = self.names.number(name, key));
        for wording in written.wordings {
            if wording.lines.iter().any(|&(line, _)| line as usize >= lines) {
                return None;
            }
            self.wordings.put(wording);
        }
        let (names, wordings) = (self.names.len(), self.wordings.len());
        written.requests.into_iter().try_for_each(|request| self.occurrences.put(request, names, wordings))
    }
}

/// Numbers take few bytes where they are small.
const CONFIG: Configuration = standard();

/// Numbers in the order of what they stand for, and the place of each in that order.
fn sorted<K: Ord>(count: usize, key: impl FnMut(&u32) -> K) -> (Vec<u32>, Vec<u32>) {
    let mut order: Vec<u32> = (0..count as u32).collect();
    order.sort_by_cached_key(key);
    let mut place = vec![0; count];
    order.iter().zip(0u32..).for_each(|(&number, at)| place[number as usize] = at);
    (order, place)
}

/// A keyed checksum: whoever changes bytes without the key is found out.
fn checksum(bytes: &[u8], key: HashKey) -> [u8; CHECKSUM] {
    let mut hasher = key.wide_hasher();
    hasher.write(bytes);
    hasher.finish128().as_bytes()
}
