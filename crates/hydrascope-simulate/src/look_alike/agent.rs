//! Coding agents: a short system prompt that many users share, a task of one's own, and a history that grows.

use rand::RngExt;

use crate::account::Account;
use crate::error::GrammarError;
use crate::grammar::{Grammar, RuleId};
use crate::seed::{Random, random};
use crate::stream::Stream;
use crate::template::{Item, Template};
use crate::transcript::Transcript;

/// The agents, at least one.
pub(super) struct Agents {
    /// Their system prompts, with a slot for the task.
    templates: Vec<Template>,
    user: RuleId,
    work: Transcript,
}

impl Agents {
    pub(super) fn draw(grammar: &Grammar, count: usize, random: &mut Random) -> Result<Self, GrammarError> {
        let first = random.random_range(0..1000_u32) as usize;
        let templates =
            (first..first + count.max(1)).map(|n| Template::draw(grammar, "coding.system", n, random));
        Ok(Self {
            templates: templates.collect::<Result<_, _>>()?,
            user: grammar.rule("user")?,
            work: Transcript::coding(grammar)?,
        })
    }

    pub(super) fn count(&self) -> usize {
        self.templates.len()
    }

    pub(super) fn template(&self, number: u32) -> &Template {
        &self.templates[number as usize % self.templates.len()]
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
        let item = Item { scene, first: None, user: self.user, random: &mut words };
        self.template(number).fill(grammar, item, &mut random(&[seed, 2]), &mut out);
        self.work.grow(grammar, scene, seed, stream.turn, &mut out);
        out
    }
}
