//! What signals need to know of a prompt, so that its text is read once.

use hydrascope::request::{Prompt, Role};

use super::likeness::{Archetypes, hashed};
use super::words::{CAPABILITIES, MARKS, ORDER, REASONING, REFUSED, ROLES, TASKS, TOPICS, VERBS};

/// Topics, with that of prompts that name none.
pub(super) const ALL_TOPICS: usize = TOPICS.len() + 1;
/// Characters that a preamble, and the opening of a prompt, is told by.
const PREAMBLE: usize = 512;
const OPENING: usize = 30;
/// Bytes from which on a prompt may hold a preamble, or be like something.
const HOLDS_PREAMBLE: usize = 80;
const TELLS: usize = 20;

/// What signals need to know of a prompt.
pub(super) struct Facts {
    /// Its length. The authors' log gives a request's bytes as its tokens.
    pub(super) bytes: usize,
    /// Whether it asks for reasoning and its kind.
    pub(super) reasons: bool,
    /// How often it names each capability.
    pub(super) capabilities: [usize; CAPABILITIES.len()],
    /// Cosine with what extraction asks for.
    pub(super) likeness: f64,
    /// Its shape: length by the hundred, first word, verb.
    pub(super) shape: u64,
    /// Its first thirty characters.
    pub(super) opening: u64,
    /// Whether it asks for invisible marks, and whether it holds any.
    pub(super) asks_for_marks: bool,
    pub(super) holds_marks: bool,
    /// What a model should refuse in it, a bit a kind.
    pub(super) refused: u8,
    /// Its topic, below [`ALL_TOPICS`].
    pub(super) topic: usize,
    /// The instructions that it begins with, where it is a chat that has any.
    pub(super) preamble: Option<u64>,
    /// Whether it is long enough to hold some.
    pub(super) may_hold_preamble: bool,
    /// How many roles and instructions of extraction it names.
    pub(super) roles: usize,
    /// Whether it lists tasks.
    pub(super) lists_tasks: bool,
}

impl Facts {
    pub(super) fn of(prompt: &Prompt, archetypes: &Archetypes) -> Self {
        let text = prompt.as_str();
        let lower = text.to_lowercase();
        let names = |words: &[&str]| words.iter().any(|word| lower.contains(word));
        let often = |words: &[&str]| words.iter().map(|word| lower.matches(word).count()).sum();
        let refused = REFUSED.iter().enumerate().filter(|(_, words)| names(words));
        let system = prompt.parts().iter().find(|part| part.role == Role::System);
        Self {
            bytes: text.len(),
            reasons: names(REASONING),
            capabilities: CAPABILITIES.map(often),
            likeness: if text.len() < TELLS { 0.0 } else { archetypes.nearest(&lower) },
            shape: shape(text.len(), &lower),
            opening: hashed(&lower.chars().take(OPENING).collect::<String>()),
            asks_for_marks: names(MARKS),
            holds_marks: text.contains(['\u{200b}', '\u{200c}', '\u{200d}']),
            refused: refused.map(|(kind, _)| 1 << kind).sum(),
            topic: TOPICS.iter().position(|words| names(words)).unwrap_or(TOPICS.len()),
            preamble: system.map(|part| preamble(&text[part.range()])),
            may_hold_preamble: system.is_some() || text.len() >= HOLDS_PREAMBLE,
            roles: ROLES.iter().filter(|role| lower.contains(**role)).count(),
            lists_tasks: names(TASKS) || ORDER.iter().all(|word| lower.contains(word)),
        }
    }
}

fn shape(bytes: usize, lower: &str) -> u64 {
    let verb = VERBS.iter().position(|verb| lower.contains(verb));
    hashed(&(bytes / 100, lower.split_whitespace().next(), verb))
}

/// Instructions without case and marks.
fn preamble(text: &str) -> u64 {
    let plain = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { ' ' };
    let plain: String = text.chars().take(PREAMBLE).map(plain).collect();
    hashed(&plain.split_whitespace().collect::<Vec<_>>())
}
