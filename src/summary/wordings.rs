//! Wordings: distinct prompts to the byte, as lists of lines, with what is known of each as a whole.

use std::hash::Hasher;

use serde::{Deserialize, Serialize};
use siphasher::sip128::Hasher128;

use super::each::each;
use super::known::Known;
use super::lines::{Lines, Placed, says};
use crate::groups::Groups;
use crate::normalize::{Normalizer, Piece};
use crate::request::{HashKey, Messages, Prefixes, Prompt, opening_of};

/// Distinct prompts by number.
#[derive(Clone, Default)]
pub(crate) struct Wordings {
    known: Known,
    lines: Groups<Placed>,
    /// Keyed hashes of what a prompt begins with, each of which another prompt may end with; last that of all of it.
    beginnings: Groups<u64>,
    /// Where the messages of a prompt begin; none where it was cut.
    messages: Groups<u32>,
    wholes: Vec<Whole>,
}

/// What is known of a prompt as a whole.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
pub(super) struct Whole {
    pub(super) bytes: u32,
    pub(super) characters: u32,
    /// Bytes that its last message says.
    pub(super) last: u32,
    /// A keyed hash of its first line.
    pub(super) first_line: u64,
}

/// A wording as it is written.
#[derive(Serialize, Deserialize)]
pub(super) struct Written {
    key: u128,
    /// Each with its first byte in the prompt.
    pub(super) lines: Vec<(u32, u32)>,
    beginnings: Vec<u64>,
    messages: Vec<u32>,
    whole: Whole,
}

/// A prompt that was not known, looked at.
struct Looked<'a> {
    pieces: Vec<(u128, Piece<'a>)>,
    beginnings: Vec<u64>,
    messages: Vec<u32>,
    whole: Whole,
}

/// What all prompts are looked at with.
#[derive(Clone, Copy)]
pub(super) struct Looking<'a> {
    pub(super) normalizer: &'a Normalizer,
    pub(super) prefixes: Prefixes,
    pub(super) key: HashKey,
}

impl Wordings {
    /// The numbers of some prompts; what is new is looked at, in parallel on the current rayon pool.
    pub(super) fn take(&mut self, prompts: &[&Prompt], lines: &mut Lines, looking: Looking<'_>) -> Vec<u32> {
        let keys: Vec<u128> = each(prompts, |prompt| looking.key_of(prompt));
        let mut new: Vec<&Prompt> = Vec::new();
        let mut numbers = Vec::with_capacity(prompts.len());
        for (key, prompt) in keys.into_iter().zip(prompts) {
            let (wording, is_new) = self.known.number(key);
            new.extend(is_new.then_some(*prompt));
            numbers.push(wording);
        }
        let looked: Vec<Looked<'_>> = each(&new, |prompt| looking.at(prompt));
        let pieces = looked.iter().flat_map(|looked| looked.pieces.iter().copied());
        let mut line_of = lines.take(pieces, looking.normalizer).into_iter();
        for Looked { pieces, beginnings, messages, whole } in looked {
            let placed = pieces.iter().zip(line_of.by_ref());
            self.lines.push(placed.map(|((_, piece), line)| Placed { line, at: piece.at() }));
            self.beginnings.push(beginnings);
            self.messages.push(messages);
            self.wholes.push(whole);
        }
        numbers
    }

    /// Takes in the wordings of others that are `wanted`, of whose lines the numbers here are given; gives the number here of each wording there.
    pub(super) fn merge(&mut self, others: &Self, lines: &[u32], wanted: impl Fn(u32) -> bool) -> Vec<u32> {
        let number = |wording: u32| {
            if !wanted(wording) {
                return u32::MAX;
            }
            let (number, is_new) = self.known.number(others.key(wording));
            if is_new {
                let placed = others.lines(wording).iter();
                self.lines.push(placed.map(|placed| Placed { line: lines[placed.line as usize], ..*placed }));
                self.beginnings.push(others.beginnings.of(wording).iter().copied());
                self.messages.push(others.messages.of(wording).iter().copied());
                self.wholes.push(others.wholes[wording as usize]);
            }
            number
        };
        (0..others.len() as u32).map(number).collect()
    }

    /// Takes in a wording that was written.
    pub(super) fn put(&mut self, written: Written) {
        if self.known.number(written.key).1 {
            self.lines.push(written.lines.into_iter().map(|(line, at)| Placed { line, at }));
            self.beginnings.push(written.beginnings);
            self.messages.push(written.messages);
            self.wholes.push(written.whole);
        }
    }

    /// A wording as it is written; `lines` are the numbers that its lines have there.
    pub(super) fn written(&self, wording: u32, lines: &[u32]) -> Written {
        let placed = self.lines(wording).iter();
        Written {
            key: self.key(wording),
            lines: placed.map(|placed| (lines[placed.line as usize], placed.at)).collect(),
            beginnings: self.beginnings.of(wording).to_vec(),
            messages: self.messages.of(wording).to_vec(),
            whole: self.wholes[wording as usize],
        }
    }

    /// Number of wordings.
    pub(crate) fn len(&self) -> usize {
        self.wholes.len()
    }

    /// What a wording is known by.
    pub(crate) fn key(&self, wording: u32) -> u128 {
        self.known.key(wording)
    }

    /// The lines of a prompt, in order.
    pub(crate) fn lines(&self, wording: u32) -> &[Placed] {
        self.lines.of(wording)
    }

    /// Bytes of the prompt.
    pub(crate) fn bytes(&self, wording: u32) -> u32 {
        self.wholes[wording as usize].bytes
    }

    /// Characters of the prompt.
    pub(crate) fn characters(&self, wording: u32) -> u32 {
        self.wholes[wording as usize].characters
    }

    /// A keyed hash of the first line of the prompt, which prompts share that begin with each other.
    pub(crate) fn first_line(&self, wording: u32) -> u64 {
        self.wholes[wording as usize].first_line
    }

    /// Keyed hashes of what the prompt begins with and another prompt may end with, in order, and behind them that of all of it; none of
    /// a prompt that says nothing.
    pub(crate) fn beginnings(&self, wording: u32) -> Option<(u64, &[u64])> {
        self.beginnings.of(wording).split_last().map(|(&all, inner)| (all, inner))
    }

    /// The place, in bytes of the later prompt, behind what it repeats of an earlier one that it begins with; `None` where either was cut,
    /// or has no such message.
    pub(crate) fn opening(&self, earlier: u32, later: u32) -> Option<u32> {
        let messages = self.messages.of(earlier).len();
        opening_of((messages, self.wholes[earlier as usize].last), self.messages.of(later))
    }

    /// The prompt: of what the model said and tools gave back, and of the marks between parts, spaces.
    pub(crate) fn text(&self, wording: u32, lines: &Lines) -> String {
        let mut text = String::with_capacity(self.bytes(wording) as usize);
        let fill = |text: &mut String, to: u32| {
            text.extend(std::iter::repeat_n(' ', (to as usize).saturating_sub(text.len())));
        };
        for placed in self.lines(wording) {
            fill(&mut text, placed.at);
            text.push_str(lines.text(placed.line));
        }
        fill(&mut text, self.bytes(wording));
        text
    }
}

impl<'l> Looking<'l> {
    /// A keyed hash of a prompt and of what it is known to be cut out of.
    fn key_of(&self, prompt: &Prompt) -> u128 {
        let mut hasher = self.key.wide_hasher();
        hasher.write(prompt.as_str().as_bytes());
        for part in prompt.parts() {
            hasher.write_u8(part.role as u8);
            hasher.write_u32(part.start);
            hasher.write_u32(part.end);
        }
        if prompt.is_cut() {
            let all = self.prefixes.of(prompt);
            all.last().into_iter().for_each(|all| hasher.write_u64(all.hash));
        }
        hasher.finish128().as_u128()
    }

    fn at<'a>(&self, prompt: &'a Prompt) -> Looked<'a> {
        let mut pieces = Vec::new();
        self.normalizer.pieces(prompt, &mut pieces);
        let boundaries = self.prefixes.of(prompt);
        let all = boundaries.last().map(|all| all.hash);
        let inner = boundaries.iter().rev().skip(1).rev().filter(|boundary| boundary.ties);
        let messages = Messages::of(prompt).unwrap_or_default();
        Looked {
            pieces: pieces.into_iter().map(|piece| (says(&piece, self.key), piece)).collect(),
            beginnings: inner.map(|boundary| boundary.hash).chain(all).collect(),
            whole: Whole {
                bytes: prompt.as_str().len().min(u32::MAX as usize) as u32,
                characters: prompt.as_str().chars().count().min(u32::MAX as usize) as u32,
                last: messages.last,
                first_line: self.prefixes.first_line(prompt),
            },
            messages: messages.begins,
        }
    }
}
