//! Opening: how far a prompt repeats an earlier one that it goes on from.

use super::part::Part;
use super::prompt::Prompt;
use super::role::Role;

/// The place, in bytes of the later prompt, behind what it repeats of an earlier one that it begins with: message by message,
/// whatever space stands around them. `None` where either was cut, or has no such message.
///
/// ```
/// use hydrascope::request::{Prompt, Role, opening};
/// let first = Prompt::chat([(Role::System, "Be brief."), (Role::User, "Why?")]);
/// let later = Prompt::new("System: Be brief.\n\nHuman: Why?\n\nAssistant: So.\n\nHuman: And?");
/// assert_eq!(opening(&first, &later), Some("System: Be brief.\n\nHuman: Why?".len() as u32));
/// ```
pub fn opening(earlier: &Prompt, later: &Prompt) -> Option<u32> {
    let (earlier, later) = (Messages::of(earlier)?, Messages::of(later)?);
    opening_of((earlier.begins.len(), earlier.last), &later.begins)
}

/// The same, of the number of an earlier prompt's messages with the bytes of its last one, and of where those of a later prompt begin.
pub(crate) fn opening_of((messages, last): (usize, u32), begins: &[u32]) -> Option<u32> {
    begins.get(messages.checked_sub(1)?)?.checked_add(last)
}

/// Where the messages of a prompt lie, whatever space stands around them; plain text is one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Messages {
    /// The byte with which each begins.
    pub begins: Vec<u32>,
    /// Bytes of the last one.
    pub last: u32,
}

impl Messages {
    /// The messages of a prompt; `None` where it was cut.
    pub fn of(prompt: &Prompt) -> Option<Self> {
        let plain = Part { role: Role::User, start: 0, end: u32::try_from(prompt.as_str().len()).ok()? };
        let plain = [plain];
        let parts = if prompt.parts().is_empty() { &plain } else { prompt.parts() };
        let text = |part: &Part| prompt.as_str().get(part.range()).unwrap_or_default();
        let begin = |part: &Part| part.start + (text(part).len() - text(part).trim_start().len()) as u32;
        let last = parts.last().map_or(0, |part| text(part).trim().len() as u32);
        (!prompt.is_cut()).then(|| Self { begins: parts.iter().map(begin).collect(), last })
    }
}
