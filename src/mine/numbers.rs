//! Numbers of pairs: what several texts say gets a number, so that words need not be compared.

use hashbrown::HashTable;

use super::bigram::Bigram;
use super::mixed::mixed;
use crate::groups::Groups;

/// Two words by their hashes.
pub(super) type Words = [u32; 2];

/// The pairs of neighbouring words of a corpus that more than one text says.
#[derive(Debug, Default)]
pub(super) struct Numbers {
    /// Sorted: the number of each is its place.
    pub(super) pairs: Vec<Words>,
    /// The numbers of the pairs within each line.
    pub(super) of_line: Groups<Bigram>,
    /// For each line of each text, the number of the pair that leads to it: of the last word before and its first.
    pub(super) leading: Groups<Bigram>,
}

impl Numbers {
    /// How many pairs have numbers.
    pub(super) fn len(&self) -> usize {
        self.pairs.len()
    }

    /// The words of a pair.
    pub(super) fn words(&self, bigram: Bigram) -> Words {
        self.pairs[bigram as usize]
    }

    /// What finds the numbers.
    pub(super) fn table(&self) -> HashTable<Bigram> {
        let hash = |&bigram: &Bigram| mixed(&self.words(bigram));
        let mut table = HashTable::with_capacity(self.len());
        (0..self.len() as Bigram).for_each(|bigram| _ = table.insert_unique(hash(&bigram), bigram, hash));
        table
    }
}
