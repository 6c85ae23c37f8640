//! Owners: whether words are an account's own. What one account says in each of its prompts is its application; what accounts
//! say in turn, a popular document say, is content.

use rustc_hash::FxHashMap;

use crate::mine::Corpus;

/// Below so many actors, texts are a few accounts' and no campaign's.
const FEW: usize = 10;
/// The share of their texts that the actors of a part have in it, where it is their own.
const OWN: f64 = 0.9;

/// Who wrote some texts.
#[derive(Debug)]
pub(super) struct Owners {
    /// Texts of each actor.
    texts: FxHashMap<u32, usize>,
}

impl Owners {
    /// The owners of some texts. A text that several actors wrote counts for the first of them.
    pub(super) fn new(corpus: &Corpus, texts: &[u32]) -> Self {
        let mut of_actor: FxHashMap<u32, usize> = FxHashMap::default();
        texts.iter().for_each(|&text| *of_actor.entry(corpus.actors(text)[0]).or_default() += 1);
        Self { texts: of_actor }
    }

    /// Whether they are a few.
    pub(super) fn are_few(&self) -> bool {
        self.texts.len() < FEW
    }

    /// Whether they are more than one.
    pub(super) fn are_several(&self) -> bool {
        self.texts.len() > 1
    }

    /// Whether some of the texts belong to actors that write no others: most are by actors of several texts, and nearly all
    /// texts of these are among them.
    pub(super) fn own(&self, corpus: &Corpus, some: &[u32]) -> bool {
        let (mut among, mut all) = (0, 0);
        for (actor, texts) in Self::new(corpus, some).texts {
            let whole = self.texts.get(&actor).copied().unwrap_or(0);
            if whole > 1 {
                among += texts;
                all += whole;
            }
        }
        2 * among >= some.len() && among as f64 >= OWN * all as f64
    }
}

#[cfg(test)]
mod tests {
    use super::{Corpus, Owners};
    use crate::mine::Source;
    use crate::request::Prompt;

    /// A corpus in which each actor, by number, wrote so many texts: those of the first come first.
    fn corpus(texts: &[u32]) -> Corpus {
        let of_actor = |(actor, &count): (u32, &u32)| {
            (0..count).map(move |n| {
                (
                    Prompt::new(format!(
                        "{} asks {}",
                        "a".repeat(actor as usize + 1),
                        "b".repeat(n as usize + 1)
                    )),
                    actor,
                )
            })
        };
        let prompts: Vec<(Prompt, u32)> = (0u32..).zip(texts).flat_map(of_actor).collect();
        let sources: Vec<Source<'_>> =
            prompts.iter().map(|(prompt, actor)| Source::new(prompt, *actor)).collect();
        let corpus = Corpus::new(&sources, crate::request::HashKey::default());
        assert_eq!(corpus.len(), prompts.len());
        corpus
    }

    /// Whether some of the texts belong to actors that write no others.
    fn own(corpus: &Corpus, some: impl IntoIterator<Item = u32>) -> bool {
        let all: Vec<u32> = (0..corpus.len() as u32).collect();
        Owners::new(corpus, &all).own(corpus, &some.into_iter().collect::<Vec<u32>>())
    }

    #[test]
    fn what_an_account_says_in_all_of_its_texts_is_its_own() {
        let corpus = corpus(&[10, 10, 10, 10]);
        assert!(own(&corpus, 0..10));
        assert!(own(&corpus, 10..30), "two accounts with one application");
        assert!(own(&corpus, 0..9), "nearly all");
        assert!(!own(&corpus, 0..5), "half of the texts of one");
        assert!(!own(&corpus, (0..40).step_by(10)), "what all say in turn");
        assert!(!own(&corpus, 0..12), "one of whom says other things too");
    }

    #[test]
    fn accounts_of_one_text_say_nothing_of_their_own() {
        let corpus = corpus(&[10, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]);
        assert!(!own(&corpus, 10..16));
        assert!(own(&corpus, 0..20), "half of the texts are by one of several");
        assert!(!own(&corpus, 0..21));
    }

    #[test]
    fn a_few_are_fewer_than_ten() {
        let of = |actors: usize| {
            let corpus = corpus(&vec![2; actors]);
            let all: Vec<u32> = (0..corpus.len() as u32).collect();
            let owners = Owners::new(&corpus, &all);
            (owners.are_few(), owners.are_several())
        };
        assert_eq!([of(1), of(2), of(9), of(10)], [(true, false), (true, true), (true, true), (false, true)]);
    }
}
