//! The distinct texts of a run: requests whose normalised words are the same collapse to one text.

use std::sync::Arc;

use super::numbers::Numbers;
use super::setting::Setting;
use super::weight::Weights;
use crate::groups::Groups;
use crate::request::Role;
use crate::summary::{Placed, Summary, lowest};

/// Distinct texts, each as a list of the lines of a summary, with their requests and their actors, all in flat arrays.
pub struct Corpus {
    pub(crate) summary: Arc<Summary>,
    /// The wording that tells each text.
    pub(crate) wordings: Vec<u32>,
    pub(crate) keys: Vec<u64>,
    pub(crate) variety: Vec<u32>,
    pub(super) numbers: Numbers,
    pub(crate) weights: Weights,
    pub(crate) settings: Vec<Setting>,
    pub(crate) signs: Vec<(u32, &'static str)>,
    pub(crate) roles: Vec<(u32, Role)>,
    pub(crate) text_of: Vec<u32>,
    pub(crate) requests: Groups,
    pub(crate) actors: Groups,
}

impl Corpus {
    /// Number of distinct texts.
    pub fn len(&self) -> usize {
        self.wordings.len()
    }

    /// Whether there is no text.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The word hashes of a text, the beginning and end marks included.
    pub fn words(&self, text: u32) -> Vec<u32> {
        let mut words = Vec::new();
        self.placed(text).iter().for_each(|placed| words.extend(self.summary.lines().words(placed.line)));
        words
    }

    /// How many words it has.
    pub(crate) fn length(&self, text: u32) -> usize {
        self.placed(text).iter().map(|placed| self.line(placed.line).len()).sum()
    }

    /// How many distinct lines there are.
    pub(crate) fn lines(&self) -> usize {
        self.summary.lines().len()
    }

    /// The word hashes of a line.
    pub(crate) fn line(&self, line: u32) -> &[u32] {
        self.summary.lines().words(line)
    }

    /// The lines of a text, in order.
    pub(crate) fn lines_of(&self, text: u32) -> impl Iterator<Item = u32> + '_ {
        self.placed(text).iter().map(|placed| placed.line)
    }

    fn placed(&self, text: u32) -> &[Placed] {
        self.summary.wordings().lines(self.wordings[text as usize])
    }

    /// A keyed hash of the text: what it is sampled and ordered by, the same in any log.
    pub fn key(&self, text: u32) -> u64 {
        self.keys[text as usize]
    }

    /// Prompts that differ in numbers, ids and links alone and came to be this text: how many different ones; 1 where it has
    /// none of these.
    pub fn variety(&self, text: u32) -> u32 {
        self.variety[text as usize]
    }

    /// At most `most` of the texts: those of the smallest keys, in the order of their keys.
    pub(crate) fn sample(&self, texts: &[u32], most: usize) -> Vec<u32> {
        lowest(texts.iter().map(|&text| (self.key(text), text)).collect(), most)
    }

    /// What of a text's words counts for less.
    pub(crate) fn setting(&self, text: u32) -> Setting {
        self.settings[text as usize]
    }

    /// The byte span of each word in the prompt of the request that tells the text.
    pub fn spans(&self, text: u32) -> Vec<(u32, u32)> {
        let moved = |placed: &Placed| {
            let at = placed.at;
            self.summary.lines().spans(placed.line).map(move |(start, end)| (at + start, at + end))
        };
        self.placed(text).iter().flat_map(moved).collect()
    }

    /// The sign of a masked span or line break, by the hash of its word.
    pub fn sign(&self, word: u32) -> Option<&'static str> {
        self.signs.iter().find(|(hash, _)| *hash == word).map(|(_, sign)| *sign)
    }

    /// The role whose part begins with a word, by the hash of the word.
    pub fn role(&self, word: u32) -> Option<Role> {
        self.roles.iter().find(|(hash, _)| *hash == word).map(|(_, role)| *role)
    }

    /// The prompt that tells a text; what the model said in it and tools gave back is spaces. Never print it into a log or an error.
    pub fn prompt(&self, text: u32) -> String {
        self.summary.wordings().text(self.wordings[text as usize], self.summary.lines())
    }

    /// The text of each request, by request number.
    pub fn text_of(&self) -> &[u32] {
        &self.text_of
    }

    /// The requests of a text, in input order.
    pub fn requests(&self, text: u32) -> &[u32] {
        self.requests.of(text)
    }

    /// The distinct actors of a text, in order of their numbers.
    pub fn actors(&self, text: u32) -> &[u32] {
        self.actors.of(text)
    }
}
