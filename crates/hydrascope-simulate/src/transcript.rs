//! Conversations whose requests carry their history: each is the one before it and more.

use crate::error::GrammarError;
use crate::grammar::{Grammar, RuleId};
use crate::lexicon::Scene;
use crate::seed::random;

/// What each further turn adds to a conversation's opening.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Transcript {
    /// A call of a tool and what came of it, both by one rule.
    Tool(RuleId),
    /// An answer, and the human's next line.
    Chat { reply: RuleId, next: RuleId },
}

impl Transcript {
    /// A person and a model in turn.
    pub(crate) fn chat(grammar: &Grammar) -> Result<Self, GrammarError> {
        Ok(Self::Chat { reply: grammar.rule("item.response")?, next: grammar.rule("user")? })
    }

    /// A coding agent's calls of tools.
    pub(crate) fn coding(grammar: &Grammar) -> Result<Self, GrammarError> {
        Ok(Self::Tool(grammar.rule("coding.step")?))
    }

    /// Any agent's calls of tools, on tasks off a list.
    pub(crate) fn tasks(grammar: &Grammar) -> Result<Self, GrammarError> {
        Ok(Self::Tool(grammar.rule("agent.step")?))
    }

    /// Appends the first `turns` steps, the same each time.
    pub(crate) fn grow(self, grammar: &Grammar, scene: Scene, seed: u64, turns: u32, out: &mut String) {
        for turn in 0..turns {
            let mut words = random(&[seed, 1, u64::from(turn)]);
            match self {
                Self::Tool(rule) => grammar.expand(rule, scene, &mut words, out),
                Self::Chat { reply, next } => {
                    out.push_str("\n\nAssistant: ");
                    grammar.expand(reply, scene, &mut words, out);
                    out.push_str("\n\nHuman: ");
                    grammar.expand(next, scene, &mut words, out);
                }
            }
        }
    }
}
