//! A template as one campaign or app uses it: fixed text, words chosen anew for each request, and slots.

use rand::RngExt;

use crate::error::GrammarError;
use crate::grammar::{Grammar, RuleId, belongs_to_templates};
use crate::lexicon::Scene;
use crate::seed::Random;
use crate::wording::reword;

#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Text(Box<str>),
    OneOf(Vec<Box<str>>),
    Slot(RuleId),
}

/// What fills a template's slots in one request.
pub(crate) struct Item<'a> {
    /// What the slots are about.
    pub(crate) scene: Scene,
    /// The alternative that the first slot takes; any where none is said.
    pub(crate) first: Option<usize>,
    /// The rule that stands in for `<user>` slots.
    pub(crate) user: RuleId,
    /// Draws the words of the slots.
    pub(crate) random: &'a mut Random,
}

/// A drawn template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Template {
    parts: Vec<Part>,
    user: RuleId,
}

impl Template {
    /// Draws a template from one alternative of a rule: its round-bracket choices are made now, once.
    pub(crate) fn draw(
        grammar: &Grammar,
        rule: &str,
        alternative: usize,
        random: &mut Random,
    ) -> Result<Self, GrammarError> {
        let (mut text, scene) = (String::new(), grammar.lexicon.any_scene(random));
        grammar.expand_alternative(grammar.rule(rule)?, alternative, scene, random, &mut text);
        Self::parse(grammar, &text)
    }

    fn parse(grammar: &Grammar, text: &str) -> Result<Self, GrammarError> {
        let (mut parts, mut plain, mut signs) = (Vec::new(), String::new(), text.chars().peekable());
        while let Some(sign) = signs.next() {
            match sign {
                '\\' if signs.peek().is_some_and(|&c| belongs_to_templates(c)) => plain.extend(signs.next()),
                '[' => {
                    flush(&mut plain, &mut parts);
                    let inside: String = signs.by_ref().take_while(|&c| c != ']').collect();
                    parts.push(Part::OneOf(inside.split('|').map(Box::from).collect()));
                }
                '<' => {
                    flush(&mut plain, &mut parts);
                    let name: String = signs.by_ref().take_while(|&c| c != '>').collect();
                    parts.push(Part::Slot(grammar.rule(&name)?));
                }
                sign => plain.push(sign),
            }
        }
        flush(&mut plain, &mut parts);
        Ok(Self { parts, user: grammar.rule("user")? })
    }

    /// The rule of the first slot, where there is one; the user's own text for a `<user>` slot.
    pub(crate) fn first_slot(&self) -> Option<RuleId> {
        self.parts.iter().find_map(|part| match part {
            Part::Slot(rule) => Some(*rule),
            _ => None,
        })
    }

    /// Its clauses, each a template of its own: sentences and lines, as far as fixed words end them. In their order they are the whole.
    pub(crate) fn clauses(self) -> Vec<Self> {
        let mut clauses = vec![Vec::new()];
        let user = self.user;
        for part in self.parts {
            let Part::Text(text) = part else {
                push(part, &mut clauses);
                continue;
            };
            let mut rest = &*text;
            while let Some(end) = clause_end(rest) {
                push(Part::Text(rest[..end].into()), &mut clauses);
                clauses.push(Vec::new());
                rest = &rest[end..];
            }
            if !rest.is_empty() {
                push(Part::Text(rest.into()), &mut clauses);
            }
        }
        clauses.retain(|parts| !parts.is_empty());
        clauses.into_iter().map(|parts| Self { parts, user }).collect()
    }

    /// Appends one request's text; `random` makes the choices in square brackets.
    pub(crate) fn fill(&self, grammar: &Grammar, mut item: Item, random: &mut Random, out: &mut String) {
        for part in &self.parts {
            match part {
                Part::Text(text) => out.push_str(text),
                Part::OneOf(words) => {
                    out.push_str(&words[random.random_range(0..words.len() as u32) as usize]);
                }
                Part::Slot(rule) => {
                    let rule = if *rule == self.user { item.user } else { *rule };
                    let mut slot = String::new();
                    match item.first.take() {
                        Some(first) => {
                            grammar.expand_alternative(rule, first, item.scene, item.random, &mut slot);
                        }
                        None => grammar.expand(rule, item.scene, item.random, &mut slot),
                    }
                    let chance = if grammar.varies(rule) { 8 } else { 0 };
                    out.push_str(&reword(&slot, chance, item.random));
                }
            }
        }
    }
}

fn push(part: Part, clauses: &mut [Vec<Part>]) {
    if let Some(clause) = clauses.last_mut() {
        clause.push(part);
    }
}

/// Where the first clause of a text ends, with the space behind it; nothing where it ends none.
fn clause_end(text: &str) -> Option<usize> {
    let ends = |(at, sign): (usize, char)| {
        let behind = &text[at + sign.len_utf8()..];
        let ended =
            sign == '\n' || (matches!(sign, '.' | '?' | '!') && behind.starts_with(char::is_whitespace));
        ended.then(|| text.len() - behind.trim_start().len())
    };
    text.char_indices().find_map(ends)
}

fn flush(plain: &mut String, parts: &mut Vec<Part>) {
    if !plain.is_empty() {
        parts.push(Part::Text(std::mem::take(plain).into_boxed_str()));
    }
}
