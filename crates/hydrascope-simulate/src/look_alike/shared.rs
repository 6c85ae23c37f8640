//! Templates that many accounts fill, each in its own way.

use rand::RngExt;

use crate::account::Account;
use crate::error::GrammarError;
use crate::grammar::{Grammar, RuleId};
use crate::lexicon::Scene;
use crate::seed::{Random, random};
use crate::stream::Stream;
use crate::template::{Item, Template};

/// The templates of one kind of look-alike, at least one.
pub(super) struct Shared {
    templates: Vec<Template>,
    /// The rule for what a person asks.
    pub(super) user: RuleId,
}

impl Shared {
    /// Draws so many from the rule's alternatives in turn.
    pub(super) fn draw(
        grammar: &Grammar,
        rule: &str,
        count: usize,
        random: &mut Random,
    ) -> Result<Self, GrammarError> {
        let first = random.random_range(0..1000_u32) as usize;
        let templates = (first..first + count.max(1)).map(|n| Template::draw(grammar, rule, n, random));
        Ok(Self { templates: templates.collect::<Result<_, _>>()?, user: grammar.rule("user")? })
    }

    pub(super) fn count(&self) -> usize {
        self.templates.len()
    }

    pub(super) fn template(&self, number: u32) -> &Template {
        &self.templates[number as usize % self.templates.len()]
    }

    /// What the account is interested in, or so many times of a hundred anything at all.
    pub(super) fn of_interest(
        &self,
        number: u32,
        stray: u32,
        grammar: &Grammar,
        account: &Account,
        stream: &mut Stream,
    ) -> String {
        if stream.random.random_range(0..100) < stray {
            return self.of_anyone(number, grammar, stream);
        }
        let scene = account.scene(&grammar.lexicon, &mut stream.random);
        self.fill(number, scene, grammar, &mut stream.random)
    }

    /// Anything of the account's one topic.
    pub(super) fn of_topic(
        &self,
        number: u32,
        grammar: &Grammar,
        account: &Account,
        stream: &mut Stream,
    ) -> String {
        let scene = account.topic(&mut stream.random);
        self.fill(number, scene, grammar, &mut stream.random)
    }

    /// One of so few topics of the account's own, in turn.
    pub(super) fn of_few(
        &self,
        number: u32,
        topics: u64,
        own: u64,
        grammar: &Grammar,
        account: &Account,
        stream: &mut Stream,
    ) -> String {
        let topic = u64::from(stream.sent) % topics.max(1);
        let scene = account.scene(&grammar.lexicon, &mut random(&[own, topic]));
        self.fill(number, scene, grammar, &mut stream.random)
    }

    /// What anyone may ask.
    pub(super) fn of_anyone(&self, number: u32, grammar: &Grammar, stream: &mut Stream) -> String {
        let scene = grammar.lexicon.any_scene(&mut stream.random);
        self.fill(number, scene, grammar, &mut stream.random)
    }

    fn fill(&self, number: u32, scene: Scene, grammar: &Grammar, random: &mut Random) -> String {
        let (mut out, mut own) = (String::new(), crate::seed::random(&[random.random()]));
        let item = Item { scene, first: None, user: self.user, random: &mut own };
        self.template(number).fill(grammar, item, random, &mut out);
        out
    }
}
