//! Coding agents: a short system prompt that many users share, a task of one's own, and a history that grows.

use super::shared::Shared;
use crate::account::Account;
use crate::error::GrammarError;
use crate::grammar::Grammar;
use crate::seed::{Random, random};
use crate::stream::Stream;
use crate::template::Item;
use crate::transcript::Transcript;

/// The agents, at least one.
pub(super) struct Agents {
    /// Their system prompts, with a slot for the task.
    pub(super) prompts: Shared,
    work: Transcript,
}

impl Agents {
    pub(super) fn draw(grammar: &Grammar, count: usize, random: &mut Random) -> Result<Self, GrammarError> {
        let prompts = Shared::draw(grammar, "coding.system", count, random)?;
        Ok(Self { prompts, work: Transcript::coding(grammar)? })
    }

    /// The task of this sitting with everything that was done on it so far.
    pub(super) fn write(
        &self,
        number: u32,
        grammar: &Grammar,
        account: &Account,
        stream: &mut Stream,
    ) -> String {
        let seed = stream.conversation();
        let scene = account.scene(&grammar.lexicon, &mut random(&[seed]));
        let (mut out, mut words) = (String::new(), random(&[seed, 0]));
        let item = Item { scene, first: None, user: self.prompts.user, random: &mut words };
        self.prompts.template(number).fill(grammar, item, &mut random(&[seed, 2]), &mut out);
        self.work.grow(grammar, scene, seed, stream.turn, &mut out);
        out
    }
}
