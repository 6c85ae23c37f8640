//! The words of a whole prompt: of plain text, or of each part of a chat behind a word for its role.

use super::lines::Piece;
use super::marks::mark;
use super::{Normalizer, Word};
use crate::request::{Prompt, Role};

impl Normalizer {
    /// Appends the words of a prompt to `out`, between a word for its beginning and one for its end. Each part of a chat begins
    /// with a word for its role, of no length; what a person asks alone gives the words of plain text. Of what the model answered
    /// and tools gave back there is that word alone: the sender chose none of the others, and with them templates are found less
    /// well. Only the beginning of an answer that a request ends with is the sender's. A chat gives the same words whether it
    /// came as messages or in one text.
    ///
    /// ```
    /// use hydrascope::normalize::Normalizer;
    /// use hydrascope::request::{HashKey, Prompt, Role};
    /// let words = |prompt: &Prompt| {
    ///     let mut words = Vec::new();
    ///     Normalizer::new(HashKey::default()).prompt(prompt, &mut words);
    ///     words.into_iter().map(|word| word.hash).collect::<Vec<_>>()
    /// };
    /// let messages = Prompt::chat([(Role::System, "Be brief."), (Role::User, "Why?")]);
    /// assert_eq!(words(&messages), words(&Prompt::new("System: Be brief.\n\nHuman: Why?")));
    /// assert_eq!(words(&Prompt::new("Human: Why?\n\nAssistant:")), words(&Prompt::new("Why?")));
    /// ```
    pub fn prompt(&self, prompt: &Prompt, out: &mut Vec<Word>) {
        let mut pieces = Vec::new();
        self.pieces(prompt, &mut pieces);
        for piece in pieces {
            let first = out.len();
            let start = match piece {
                Piece::Mark { hash, at } => {
                    out.push(Word { hash, start: 0, end: 0 });
                    at
                }
                Piece::Line { text, at, latin } => {
                    self.line(text, latin, out);
                    at
                }
            };
            for word in &mut out[first..] {
                word.start += start;
                word.end += start;
            }
        }
    }

    /// The hashes of the words for roles.
    pub fn roles(&self) -> [(u32, Role); 4] {
        Role::ALL.map(|role| (self.hash(mark(role)), role))
    }
}
