//! Which messages of a chat are the prompt.

use crate::request::{Part, Prompt, Role};

/// Which messages of a chat are the prompt.
///
/// What a tool gave back is no message of the user, also where a log holds it within one, as coding agents' logs do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PromptFrom {
    /// All of them, each in its role.
    #[default]
    All,
    /// The last that the user said.
    LastUser,
    /// The first that the user said.
    FirstUser,
}

impl PromptFrom {
    /// Every choice.
    pub const ALL: [Self; 3] = [Self::All, Self::LastUser, Self::FirstUser];

    /// Its name: `all`, `last-user` or `first-user`.
    pub fn name(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::LastUser => "last-user",
            Self::FirstUser => "first-user",
        }
    }

    /// The prompt of a chat; of plain text the text. None where no user says anything.
    pub(super) fn of(self, chat: Prompt) -> Option<Prompt> {
        if self == Self::All || chat.parts().is_empty() {
            return Some(chat);
        }
        let mut said = chat.parts().iter().filter(|part| part.role == Role::User);
        let part: &Part = if self == Self::FirstUser { said.next()? } else { said.next_back()? };
        Some(Prompt::new(&chat.as_str()[part.range()]))
    }
}

#[cfg(test)]
mod tests {
    use super::PromptFrom;
    use crate::request::{Prompt, Role};

    #[test]
    fn one_message_or_all() {
        let messages = [
            (Role::System, "a"),
            (Role::User, "b"),
            (Role::Tool, "c"),
            (Role::User, "d"),
            (Role::Assistant, "e"),
        ];
        let pick = |from: PromptFrom, chat: Prompt| from.of(chat).map(|prompt| prompt.as_str().to_owned());
        let chat = || Prompt::chat(messages);
        assert_eq!(pick(PromptFrom::All, chat()).as_deref(), Some("a\nb\nc\nd\ne"));
        assert_eq!(pick(PromptFrom::FirstUser, chat()).as_deref(), Some("b"));
        assert_eq!(pick(PromptFrom::LastUser, chat()).as_deref(), Some("d"));
        assert_eq!(
            pick(PromptFrom::LastUser, Prompt::new("System: a\n\nHuman: b\n\nAssistant: c")).as_deref(),
            Some("b")
        );
        assert_eq!(pick(PromptFrom::LastUser, Prompt::new("b")).as_deref(), Some("b"));
        assert_eq!(pick(PromptFrom::LastUser, Prompt::chat([(Role::System, "a")])), None);
    }
}
