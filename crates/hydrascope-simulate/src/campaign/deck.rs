//! The work list, dealt out like a deck: no card comes twice before all have come once.

use rand::RngExt;

use crate::lexicon::{Lexicon, Scene};
use crate::seed::Random;

/// A list of every thing in every wording, in an order of the campaign's own.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Deck {
    /// Whether the cards speak of words of another language.
    foreign: bool,
    things: u64,
    alternatives: u64,
    /// Steps through all cards: coprime to their number.
    stride: u64,
    offset: u64,
    /// Cards in use; the list starts over after the last.
    length: u64,
}

/// One item of the list.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Card {
    /// Its place in the list.
    pub(super) number: u64,
    pub(super) scene: Scene,
    pub(super) alternative: usize,
}

impl Deck {
    /// A deck over all things (or all three words a domain of another language) and `alternatives` wordings;
    /// `length` bounds the cards in use.
    pub(super) fn new(
        lexicon: &Lexicon,
        foreign: bool,
        alternatives: usize,
        length: Option<u64>,
        random: &mut Random,
    ) -> Self {
        let things = if foreign { lexicon.domains() * 3 } else { lexicon.total_things() };
        let (things, alternatives) = (u64::from(things), alternatives as u64);
        let cards = things * alternatives;
        let mut stride = random.random_range(cards / 3..cards) | 1;
        while gcd(stride, cards) != 1 {
            stride += 2;
        }
        let length = length.unwrap_or(u64::MAX).max(1);
        Self { foreign, things, alternatives, stride, offset: random.random_range(0..cards), length }
    }

    /// The card of that number, modulo the list's length.
    pub(super) fn card(&self, number: u64, lexicon: &Lexicon) -> Card {
        let number = number % self.length;
        let cards = u128::from(self.things * self.alternatives);
        let place = ((u128::from(number) * u128::from(self.stride) + u128::from(self.offset)) % cards) as u64;
        let scene = if self.foreign {
            lexicon.foreign_scene_of(place % self.things)
        } else {
            lexicon.scene_of(place % self.things, (place >> 3) as u32)
        };
        Card { number, scene, alternative: (place / self.things) as usize }
    }
}

fn gcd(a: u64, b: u64) -> u64 {
    if b == 0 { a } else { gcd(b, a % b) }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::Deck;
    use crate::grammar::Grammar;
    use crate::seed::random;

    #[test]
    fn no_card_comes_twice() {
        let grammar = Grammar::load().unwrap();
        for seed in 0..20 {
            let deck = Deck::new(&grammar.lexicon, false, 15, None, &mut random(&[seed]));
            let cards = u64::from(grammar.lexicon.total_things()) * 15;
            let seen: HashSet<_> = (0..cards)
                .map(|number| deck.card(number, &grammar.lexicon))
                .map(|card| (card.scene.domain, card.scene.thing, card.alternative))
                .collect();
            assert_eq!(seen.len() as u64, cards);
        }
    }
}
