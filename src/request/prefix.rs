//! What a prompt begins with: keyed hashes of it up to each of its boundaries, in one pass.

use std::hash::Hasher;

use siphasher::sip::SipHasher13;

use super::boundary::{Boundary, Whole};
use super::key::HashKey;
use super::part::Part;
use super::prompt::Prompt;
use super::role::Role;

/// What these hashes are for.
const PURPOSE: u64 = 0x7072_6566_6978_6573;
/// Bytes of plain text from which on it counts that another prompt begins with it.
const LONG: usize = 200;
/// Bytes of the first line that prompts are told apart by at first sight.
const FIRST: usize = 256;
/// Boundaries of a cut prompt that are kept: the last ones, near which the turn before ended.
const KEPT: usize = 256;

/// Hashes prompts up to their boundaries. A chat gives the same hashes as messages and in one text.
#[derive(Clone, Copy, Debug)]
pub struct Prefixes {
    key: HashKey,
}

impl Prefixes {
    /// Hashes that depend on `key`.
    pub fn new(key: HashKey) -> Self {
        Self { key }
    }

    /// A hash of the first line, which prompts share that begin with each other.
    pub fn first_line(&self, prompt: &Prompt) -> u64 {
        if let Some(whole) = prompt.whole.as_deref() {
            return whole.first_line;
        }
        let (role, text) = texts(prompt).next().unwrap_or((Role::User, ""));
        let line = text.lines().next().unwrap_or_default().trim_end();
        let mut hasher = self.hasher();
        hasher.write_u8(role as u8);
        hasher.write(&line.as_bytes()[..line.len().min(FIRST)]);
        hasher.finish()
    }

    /// All boundaries of a prompt, in order; the last is the end of the prompt. Of a cut one, those of the whole that were kept.
    pub fn of(&self, prompt: &Prompt) -> Vec<Boundary> {
        if let Some(whole) = prompt.whole.as_deref() {
            return whole.boundaries.to_vec();
        }
        let (mut hasher, mut hashed, mut all) = (self.hasher(), 0, Vec::new());
        for (role, text) in texts(prompt) {
            hasher.write_u8(role as u8);
            let mut from = 0;
            for to in ends(text) {
                hasher.write(&text.as_bytes()[from..to]);
                hashed += to - from;
                from = to;
                all.push(Boundary { hash: hasher.finish(), ties: hashed >= LONG });
            }
            // Where a message ends is part of the hash; what may end here may also go on as a longer message, so that the
            // boundary comes first.
            if let Some(last) = all.last_mut() {
                last.ties |= !prompt.parts().is_empty();
            }
        }
        all
    }

    /// What stays known of a prompt that is about to be cut.
    pub(super) fn whole(&self, prompt: &Prompt) -> Whole {
        let all = self.of(prompt);
        let boundaries = all[all.len().saturating_sub(KEPT)..].into();
        Whole { first_line: self.first_line(prompt), boundaries }
    }

    fn hasher(&self) -> SipHasher13 {
        self.key.hasher(PURPOSE)
    }
}

/// The messages of a prompt; plain text is what a person says.
fn texts(prompt: &Prompt) -> impl Iterator<Item = (Role, &str)> {
    let plain = [Part { role: Role::User, start: 0, end: prompt.as_str().len() as u32 }];
    let plain = if prompt.parts().is_empty() { plain.to_vec() } else { Vec::new() };
    let parts = prompt.parts().iter().copied().chain(plain);
    parts.map(|part| (part.role, prompt.as_str().get(part.range()).unwrap_or_default().trim()))
}

/// Where a text has boundaries: behind the first colon and the last character of each line that holds any.
fn ends(text: &str) -> impl Iterator<Item = usize> {
    let mut start = 0;
    text.split_inclusive('\n').flat_map(move |line| {
        let at = start;
        start += line.len();
        let end = line.trim_end().len();
        let colon = line[..end].find(':').map(|colon| colon + 1).filter(|&colon| colon < end);
        [colon, (end > 0).then_some(end)].into_iter().flatten().map(move |inside| at + inside)
    })
}
