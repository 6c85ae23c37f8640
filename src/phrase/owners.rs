//! Owners: whether words are an account's own. What one account says in each of its prompts is its application; what accounts
//! say in turn, a popular document say, is content.

use rustc_hash::FxHashMap;

use super::corpus::Corpus;

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
