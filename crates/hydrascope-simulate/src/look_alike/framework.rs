//! Frameworks: a long system prompt in several releases, to which each user adds a line, and chats below it.

use rand::RngExt;

use crate::account::Account;
use crate::error::GrammarError;
use crate::grammar::{Grammar, RuleId};
use crate::seed::{Random, random};
use crate::stream::Stream;
use crate::transcript::Transcript;

/// Releases that a framework has had, and lines that each changes.
const RELEASES: usize = 4;
const CHANGES: usize = 3;

/// One framework.
pub(super) struct Framework {
    /// System prompts, the oldest first.
    releases: Vec<String>,
    own: RuleId,
    user: RuleId,
    chat: Transcript,
}

impl Framework {
    /// Draws a system prompt of 16 to 26 lines and its later releases.
    pub(super) fn draw(grammar: &Grammar, number: usize, random: &mut Random) -> Result<Self, GrammarError> {
        let (mut head, head_rule) = (String::new(), grammar.rule("framework.head")?);
        let scene = grammar.lexicon.any_scene(random);
        grammar.expand_alternative(head_rule, number, scene, random, &mut head);
        let count = random.random_range(16..=26_u32);
        let mut lines =
            (0..count).map(|_| line(grammar, "framework.line", random)).collect::<Result<Vec<_>, _>>()?;
        let mut releases = Vec::new();
        for _ in 0..RELEASES {
            releases.push(format!("{head}\n- {}", lines.join("\n- ")));
            for _ in 0..CHANGES {
                let place = random.random_range(0..lines.len() as u32) as usize;
                lines[place] = line(grammar, "framework.line", random)?;
            }
            lines.push(line(grammar, "framework.line", random)?);
        }
        let (own, user) = (grammar.rule("framework.own")?, grammar.rule("user")?);
        Ok(Self { releases, own, user, chat: Transcript::chat(grammar)? })
    }

    /// The chat so far, below the release that the account has installed and its line.
    pub(super) fn write(
        &self,
        own: u64,
        grammar: &Grammar,
        account: &Account,
        stream: &mut Stream,
    ) -> String {
        let (mut draws, seed) = (random(&[own, 0]), stream.conversation());
        // Half of all users have the last release.
        let release =
            draws.random_range(0..self.releases.len() as u32 * 2).min(self.releases.len() as u32 - 1);
        let scene = account.scene(&grammar.lexicon, &mut draws);
        let mut out = format!("System: {}\n", self.releases[release as usize]);
        grammar.expand(self.own, scene, &mut draws, &mut out);
        out.push_str("\n\nHuman: ");
        let scene = account.scene(&grammar.lexicon, &mut random(&[seed]));
        grammar.expand(self.user, scene, &mut random(&[seed, 0]), &mut out);
        self.chat.grow(grammar, scene, seed, stream.turn, &mut out);
        out
    }
}

/// A text of one rule, about anything.
fn line(grammar: &Grammar, rule: &str, random: &mut Random) -> Result<String, GrammarError> {
    let (mut out, scene) = (String::new(), grammar.lexicon.any_scene(random));
    grammar.expand(grammar.rule(rule)?, scene, random, &mut out);
    Ok(out)
}
