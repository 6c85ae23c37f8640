//! What a campaign does so that its requests look unlike one another, whatever its kind.

use rand::RngExt;

use crate::confusable::swapped;
use crate::error::GrammarError;
use crate::grammar::{Grammar, RuleId};
use crate::lexicon::Scene;
use crate::seed::{Random, random};

/// What is done to its requests; nothing by default.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Disguise {
    /// Whether the clauses of each stand in an order of their own.
    pub(crate) order: bool,
    /// Whether each goes on with its item in an app's template.
    pub(crate) pairing: bool,
    /// The share with a polite sentence, 0 to 1.
    pub(crate) fillers: f64,
    /// The share of letters that are swapped for a confusable, 0 to 1.
    pub(crate) letters: f64,
}

/// The same at work. What it draws for a request depends on the campaign and the request's mark alone, so that it shifts nothing
/// else that is drawn.
pub(super) struct Disguiser {
    disguise: Disguise,
    seed: u64,
    before: RuleId,
    after: RuleId,
}

impl Disguiser {
    pub(super) fn new(disguise: Disguise, seed: u64, grammar: &Grammar) -> Result<Self, GrammarError> {
        let (before, after) = (grammar.rule("polite.before")?, grammar.rule("polite.after")?);
        Ok(Self { disguise, seed, before, after })
    }

    /// The generator of one part of what is done to a request.
    fn random(&self, part: u64, mark: u64) -> Random {
        random(&[self.seed, 8, part, mark])
    }

    /// Draws the choices of the app's template that a request goes on with, where it does.
    pub(super) fn pairing(&self, mark: u64) -> Option<Random> {
        self.disguise.pairing.then(|| self.random(0, mark))
    }

    /// The clauses as one text, in the template's order or any other.
    pub(super) fn ordered(&self, mark: u64, mut clauses: Vec<String>) -> String {
        if !self.disguise.order {
            return clauses.concat();
        }
        let mut random = self.random(1, mark);
        // Fisher and Yates.
        for last in (1..clauses.len()).rev() {
            clauses.swap(last, random.random_range(0..=last as u32) as usize);
        }
        let said: Vec<&str> = clauses.iter().map(|clause| clause.trim()).filter(|c| !c.is_empty()).collect();
        said.join("\n")
    }

    /// The text, with a polite sentence before or after it where it is this request's turn.
    pub(super) fn polite(&self, mark: u64, text: String, grammar: &Grammar) -> String {
        let mut random = self.random(2, mark);
        if !random.random_bool(self.disguise.fillers) {
            return text;
        }
        let before = random.random_bool(0.5);
        let mut filler = String::new();
        grammar.expand(
            if before { self.before } else { self.after },
            Scene::default(),
            &mut random,
            &mut filler,
        );
        if before { format!("{filler} {text}") } else { format!("{text} {filler}") }
    }

    /// The text with some of its letters swapped.
    pub(super) fn lettered(&self, mark: u64, text: String) -> String {
        match self.disguise.letters {
            0.0 => text,
            share => swapped(&text, share, &mut self.random(3, mark)),
        }
    }
}
