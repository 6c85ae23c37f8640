//! The words of a whole prompt: of plain text, or of each part of a chat behind a word for its role.

use super::{Normalizer, Word};
use crate::request::{Part, Prompt, Role};

/// The folded word that stands for the beginning of a prompt; it is no part of any text.
const BEGIN: &str = "<begin>";
/// The folded word that stands for the end of a prompt.
const END: &str = "<end>";

/// The folded word that a part of this role begins with.
fn mark(role: Role) -> &'static str {
    match role {
        Role::System => "<system>",
        Role::User => "<user>",
        Role::Assistant => "<assistant>",
        Role::Tool => "<tool>",
    }
}

impl Normalizer {
    /// Appends the words of a prompt to `out`, between a word for its beginning and one for its end. Each part of a chat begins
    /// with a word for its role, of no length; what a person asks alone gives the words of plain text. Of what the model answered
    /// and tools gave back there is that word alone: the sender chose none of the others, and with them templates are found less
    /// well. Only the beginning of an answer that a request ends with is the sender's. A chat gives the same words whether it
    /// came as messages or in one text.
    ///
    /// ```
    /// use hydrascope::normalize::Normalizer;
    /// use hydrascope::request::{Prompt, Role};
    /// let words = |prompt: &Prompt| {
    ///     let mut words = Vec::new();
    ///     Normalizer::new([7, 11]).prompt(prompt, &mut words);
    ///     words.into_iter().map(|word| word.hash).collect::<Vec<_>>()
    /// };
    /// let messages = Prompt::chat([(Role::System, "Be brief."), (Role::User, "Why?")]);
    /// assert_eq!(words(&messages), words(&Prompt::new("System: Be brief.\n\nHuman: Why?")));
    /// assert_eq!(words(&Prompt::new("Human: Why?\n\nAssistant:")), words(&Prompt::new("Why?")));
    /// ```
    pub fn prompt(&self, prompt: &Prompt, out: &mut Vec<Word>) {
        let text = prompt.as_str();
        let at = |folded: &str, place: u32| Word { hash: self.hash(folded), start: place, end: place };
        out.push(at(BEGIN, 0));
        match prompt.parts() {
            [] => self.words(text, out),
            [part] if part.role == Role::User => self.part(text, part, out),
            parts => {
                for (i, part) in parts.iter().enumerate() {
                    out.push(at(mark(part.role), part.start));
                    // No model has said what a request ends with.
                    let sent = matches!(part.role, Role::System | Role::User);
                    if sent || (part.role == Role::Assistant && i + 1 == parts.len()) {
                        self.part(text, part, out);
                    }
                }
            }
        }
        out.push(at(END, text.len() as u32));
    }

    /// The hashes of the words for roles.
    pub fn roles(&self) -> [(u64, Role); 4] {
        Role::ALL.map(|role| (self.hash(mark(role)), role))
    }

    fn part(&self, text: &str, part: &Part, out: &mut Vec<Word>) {
        let first = out.len();
        self.words(text.get(part.range()).unwrap_or_default(), out);
        for word in &mut out[first..] {
            word.start += part.start;
            word.end += part.start;
        }
    }
}
