//! What accounts ask that come with a campaign and are none of it.

use rand::RngExt;

use super::{Asked, Campaign, Choice, Due};
use crate::grammar::Grammar;
use crate::seed::{Random, mix};

impl Campaign {
    /// A decoy's one request: a template of the campaign on anything that its list might hold, which the list does not miss.
    pub(crate) fn decoy(&self, due: Due, grammar: &Grammar, request: &mut Random) -> (String, String) {
        let count = self.templates.len() as u64;
        let pick = match self.choice {
            Choice::Daily => due.day as u64 % count,
            _ => u64::from(request.random_range(0..count as u32)),
        };
        let item = mix(&[self.seed, 9, u64::from(due.account)]);
        self.write(Asked { item, pick, mark: item }, due, grammar, request)
    }

    /// A bot's `number`-th request: one of the copied prompts in turn, at least one, with another ending.
    pub(crate) fn copy(&self, number: u32, grammar: &Grammar, request: &mut Random) -> (String, String) {
        let place = number as usize % self.copies.len();
        let mut text = format!("{} ", self.copies[place]);
        grammar.expand(self.user, grammar.lexicon.any_scene(request), request, &mut text);
        (text, format!("{}:copy{place}", self.name))
    }
}
