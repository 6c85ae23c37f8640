//! Rules, as they are kept.

use std::collections::HashMap;

use crate::lexicon::Word;

/// A rule's place in the grammar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct RuleId(pub(super) u32);

/// One piece of an alternative.
#[derive(Debug)]
pub(super) enum Node {
    Text(Box<str>),
    Rule(RuleId),
    Choice(Vec<Sequence>),
    Number(u32, u32),
    Word(Word),
    /// The next letter is a capital.
    Capital,
}

/// What stands one behind the other.
pub(super) type Sequence = Vec<Node>;

/// All rules.
#[derive(Debug)]
pub(super) struct Rules {
    pub(super) names: HashMap<String, RuleId>,
    /// The alternatives of each.
    pub(super) of: Vec<Vec<Sequence>>,
    /// Whether the words of each may vary.
    pub(super) varied: Vec<bool>,
}
