//! Conversations that a campaign's program leads: its follow-ups are the same for each item.

use rand::RngExt;

use super::CampaignKind;
use crate::error::GrammarError;
use crate::grammar::{Grammar, RuleId};
use crate::lexicon::Scene;
use crate::seed::{Random, random};
use crate::transcript::Transcript;

/// What is added to an item's opening, turn by turn.
pub(super) enum Conversation {
    /// An agent's calls of tools.
    Task(Transcript),
    /// The model's answers and the program's lines.
    Driven { reply: RuleId, lines: Vec<String> },
}

impl Conversation {
    /// The kind's conversation, where its items take more than one request.
    pub(super) fn draw(
        kind: CampaignKind,
        grammar: &Grammar,
        random: &mut Random,
    ) -> Result<Option<Self>, GrammarError> {
        match kind {
            CampaignKind::AgentTasks => Ok(Some(Self::Task(Transcript::tasks(grammar)?))),
            CampaignKind::SharedAgent => Ok(Some(Self::Task(Transcript::coding(grammar)?))),
            CampaignKind::Driven => {
                let (rule, first) = (grammar.rule("driven.next")?, random.random_range(0..1000_u32) as usize);
                let lines = (first..first + grammar.alternatives(rule)).map(|number| {
                    let mut line = String::new();
                    grammar.expand_alternative(rule, number, Scene::default(), random, &mut line);
                    line
                });
                let lines = lines.collect();
                Ok(Some(Self::Driven { reply: grammar.rule("driven.reply")?, lines }))
            }
            _ => Ok(None),
        }
    }

    /// Appends the first `turns` turns behind the opening; `seed` names the item.
    pub(super) fn grow(&self, grammar: &Grammar, scene: Scene, seed: u64, turns: u32, out: &mut String) {
        match self {
            Self::Task(work) => work.grow(grammar, scene, seed, turns, out),
            Self::Driven { reply, lines } => {
                for (turn, line) in (0..turns).zip(lines.iter().cycle()) {
                    out.push_str("\n\nAssistant: ");
                    grammar.expand(*reply, scene, &mut random(&[seed, 1, u64::from(turn)]), out);
                    out.push_str("\n\nHuman: ");
                    out.push_str(line);
                }
            }
        }
    }
}
