//! Lists that many people work through: tutorials, courses, benchmarks.

use rand::RngExt;

use crate::account::Account;
use crate::error::GrammarError;
use crate::grammar::{Grammar, RuleId};
use crate::seed::random;
use crate::stream::Stream;
use crate::style::dress;
use crate::template::{Item, Template};

/// A list of texts, the same for everyone.
pub(super) struct List {
    /// One template for all items, or one an item.
    templates: Vec<Template>,
    user: RuleId,
    items: u32,
    seed: u64,
}

impl List {
    /// A list of `items` texts. A rule of slots gives one template with its items in the slots; a rule without any
    /// gives each item one alternative of its own.
    pub(super) fn draw(
        grammar: &Grammar,
        rule: &str,
        number: usize,
        items: u32,
        seed: u64,
    ) -> Result<Self, GrammarError> {
        let mut draws = random(&[seed, 0]);
        let first = Template::draw(grammar, rule, number, &mut draws)?;
        let templates = if first.first_slot().is_some() {
            vec![first]
        } else {
            (0..items as usize)
                .map(|n| Template::draw(grammar, rule, n, &mut draws))
                .collect::<Result<_, _>>()?
        };
        Ok(Self { templates, user: grammar.rule("user")?, items, seed })
    }

    /// The stream's next item, beginning with the first.
    pub(super) fn in_order(&self, grammar: &Grammar, stream: &Stream) -> String {
        self.item(stream.sent, grammar)
    }

    /// An item drawn by lot.
    pub(super) fn drawn(&self, grammar: &Grammar, stream: &mut Stream) -> String {
        self.item(stream.random.random_range(0..self.items), grammar)
    }

    /// The stream's next item with its template's name. Where each item is a text of its own it is mostly copied word
    /// for word, now and then typed.
    pub(super) fn step(
        &self,
        number: u32,
        grammar: &Grammar,
        account: &Account,
        stream: &mut Stream,
    ) -> (String, String) {
        let text = self.item(stream.sent, grammar);
        if self.templates.len() == 1 {
            return (text, number.to_string());
        }
        let typed = stream.random.random_bool(0.15);
        let text = if typed { dress(text, account, &mut stream.random) } else { text };
        (text, format!("{number}.{}", stream.sent % self.items))
    }

    fn item(&self, place: u32, grammar: &Grammar) -> String {
        let place = place % self.items;
        let (mut out, mut words) = (String::new(), random(&[self.seed, 1, u64::from(place)]));
        let scene = grammar.lexicon.any_scene(&mut words);
        let item = Item { scene, first: None, user: self.user, random: &mut words };
        let mut choices = random(&[self.seed, 2, u64::from(place)]);
        self.templates[place as usize % self.templates.len()].fill(grammar, item, &mut choices, &mut out);
        out
    }
}
