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
    if earlier.whole.is_some() || later.whole.is_some() {
        return None;
    }
    let (last, number) = (messages(earlier).last()?, messages(earlier).count());
    let repeated = text(earlier, last).trim().len();
    let message = messages(later).nth(number - 1)?;
    let text = text(later, message);
    let space = text.len() - text.trim_start().len();
    u32::try_from(message.start as usize + space + repeated).ok()
}

/// The messages of a prompt; plain text is one.
fn messages(prompt: &Prompt) -> impl Iterator<Item = Part> + '_ {
    let plain = Part { role: Role::User, start: 0, end: prompt.as_str().len() as u32 };
    let plain = prompt.parts().is_empty().then_some(plain);
    prompt.parts().iter().copied().chain(plain)
}

fn text(prompt: &Prompt, message: Part) -> &str {
    prompt.as_str().get(message.range()).unwrap_or_default()
}
