//! Said: the pairs of neighbouring words of a text, by number.

use super::bigram::{ALONE, Bigram, is_read};
use super::corpus::Corpus;
use super::marks::Marks;

impl Corpus {
    /// The pairs of neighbouring words of a text, in order, as many as it has words but one; [`ALONE`] where no other text says it.
    pub(crate) fn pairs(&self, text: u32) -> Vec<Bigram> {
        let mut pairs = Vec::with_capacity(self.length(text));
        let mut is_first = true;
        for (line, &leading) in self.lines_of(text).zip(self.numbers.leading.of(text)) {
            if self.line(line).is_empty() {
                continue;
            }
            if !std::mem::take(&mut is_first) {
                pairs.push(leading);
            }
            pairs.extend(self.numbers.of_line.of(line));
        }
        pairs
    }

    /// Room for marks of what a text says.
    pub(crate) fn marks(&self) -> Marks {
        Marks::new(self.numbers.len())
    }

    /// Marks what a text says, and nothing else.
    pub(crate) fn mark(&self, text: u32, marks: &mut Marks) {
        marks.set(self.read(text).map(|(_, bigram)| bigram));
    }

    /// What a pair of neighbouring words weighs, above 0.
    pub(crate) fn weight(&self, bigram: Bigram) -> f32 {
        self.weights.of(bigram)
    }

    /// The words of a pair, as hashes.
    pub fn words_of_pair(&self, bigram: u32) -> (u32, u32) {
        self.numbers.words(bigram).into()
    }

    /// The distinct pairs of neighbouring words of a text's head and tail that other texts say too, sorted.
    pub(crate) fn said(&self, text: u32) -> Vec<Bigram> {
        let mut said: Vec<Bigram> = self.read(text).map(|(_, bigram)| bigram).collect();
        said.sort_unstable();
        said.dedup();
        said
    }

    /// The same, with what each weighs there, above 0: by how few texts say it, and less in a system part
    /// that much of the traffic says, and behind what its conversation began with.
    pub(crate) fn weighed(&self, text: u32) -> Vec<(Bigram, f32)> {
        let setting = self.setting(text);
        let mut said: Vec<(Bigram, f32)> =
            self.read(text).map(|(place, bigram)| (bigram, setting.part(place))).collect();
        // Of a pair that stands in two places, the heavier counts.
        said.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
        said.dedup_by_key(|&mut (bigram, _)| bigram);
        said.iter_mut().for_each(|(bigram, part)| *part *= self.weights.of(*bigram));
        said
    }

    /// The pairs of a text's head and tail that other texts say too, in order, each with the place of its first word.
    pub(crate) fn read(&self, text: u32) -> impl Iterator<Item = (usize, Bigram)> {
        let pairs = self.pairs(text);
        let words = pairs.len() + 1;
        let placed = pairs.into_iter().enumerate();
        placed.filter(move |&(place, bigram)| bigram != ALONE && is_read(place, words))
    }
}
