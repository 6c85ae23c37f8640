//! Chats flattened into one text, recognised by the marks of chat formats.
//!
//! A text is taken for a chat only where it begins with a mark; what looks like a chat inside a document, or among the
//! examples of a system prompt, stays text. Nothing is thrown away: parts only say where messages lie.

use super::part::Part;
use super::role::Role;

/// Formats that open each message with its role: what opens it, what follows the role, what closes the message.
const TAGGED: [(&str, &str, &str); 3] = [
    ("<|im_start|>", "\n", "<|im_end|>"),
    ("<|start_header_id|>", "<|end_header_id|>", "<|eot_id|>"),
    ("<start_of_turn>", "\n", "<end_of_turn>"),
];

/// What may stand before the first mark.
const BEGINNINGS: [&str; 3] = ["<|begin_of_text|>", "<bos>", "<s>"];

/// Names that stand before a colon at the beginning of a message.
const NAMES: [(&str, Role); 12] = [
    ("System", Role::System),
    ("SYSTEM", Role::System),
    ("Human", Role::User),
    ("HUMAN", Role::User),
    ("User", Role::User),
    ("USER", Role::User),
    ("Assistant", Role::Assistant),
    ("ASSISTANT", Role::Assistant),
    ("AI", Role::Assistant),
    ("Tool", Role::Tool),
    ("TOOL", Role::Tool),
    ("Function", Role::Tool),
];

/// The parts of a flattened chat; none where the text is no chat, or says one thing that a person asks.
pub(super) fn parts(text: &str) -> Vec<Part> {
    if text.len() > u32::MAX as usize {
        return Vec::new();
    }
    let mut from = text.len() - text.trim_start().len();
    for beginning in BEGINNINGS {
        if text[from..].starts_with(beginning) {
            from += beginning.len();
        }
    }
    let found = TAGGED.iter().find(|(open, ..)| text[from..].starts_with(open));
    let messages = match found {
        Some(format) => tagged(text, from, format),
        None if text[from..].starts_with("[INST]") => instructed(text, from),
        None => named(text, from),
    };
    let part = |(role, start, end): (Role, usize, usize)| {
        let message = text.get(start..end)?;
        let start = start + (message.len() - message.trim_start().len());
        let end = start + message.trim().len();
        (start < end).then_some(Part { role, start: start as u32, end: end as u32 })
    };
    messages.into_iter().filter_map(part).collect()
}

/// Messages: role, and where the text begins and ends.
type Messages = Vec<(Role, usize, usize)>;

/// ChatML and its kind. A role of another name makes the whole no chat.
fn tagged(text: &str, from: usize, (open, behind, close): &(&str, &str, &str)) -> Messages {
    let mut messages = Vec::new();
    let mut at = from;
    while let Some(opened) = text[at..].find(open) {
        let name = at + opened + open.len();
        let Some(length) = text[name..].find(behind) else { break };
        let Some(role) = Role::named(text[name..name + length].trim()) else { return Vec::new() };
        let start = name + length + behind.len();
        let next = text[start..].find(open).map_or(text.len(), |next| start + next);
        let end = text[start..next].find(close).map_or(next, |end| start + end);
        messages.push((role, start, end));
        at = next;
    }
    messages
}

/// Llama 2: `[INST] <<SYS>> system <</SYS>> user [/INST] assistant </s>`, again and again.
fn instructed(text: &str, from: usize) -> Messages {
    let mut messages = Vec::new();
    let mut at = from;
    while let Some(opened) = text[at..].find("[INST]") {
        let mut start = at + opened + "[INST]".len();
        let end = text[start..].find("[/INST]").map_or(text.len(), |end| start + end);
        let asked = &text[start..end];
        let system = asked.find("<<SYS>>").zip(asked.find("<</SYS>>"));
        if let Some((opened, closed)) = system.filter(|(opened, closed)| opened < closed) {
            messages.push((Role::System, start + opened + "<<SYS>>".len(), start + closed));
            start += closed + "<</SYS>>".len();
        }
        messages.push((Role::User, start, end));
        let answer = text.len().min(end + "[/INST]".len());
        let next = text[answer..].find("[INST]").map_or(text.len(), |next| answer + next);
        let said = text[answer..next].trim_end().trim_end_matches("<s>").trim_end();
        messages.push((Role::Assistant, answer, answer + said.trim_end_matches("</s>").len()));
        at = next;
    }
    messages
}

/// A name with a colon at the beginning of a line.
#[derive(Clone, Copy)]
struct Mark {
    name: &'static str,
    role: Role,
    /// Where the line begins.
    line: usize,
    /// Where the message begins.
    start: usize,
    /// Whether an empty line, or nothing, stands before it.
    apart: bool,
}

/// `System: …`, `Human: …`, `Assistant: …`, each behind an empty line, or each on a line of its own where they take turns.
fn named(text: &str, from: usize) -> Messages {
    if !mark_at(text, from, true).is_some_and(|first| matches!(first.role, Role::System | Role::User)) {
        return Vec::new();
    }
    let mut marks: Vec<Mark> = Vec::new();
    let (mut at, mut apart) = (from, true);
    for line in text[from..].split_inclusive('\n') {
        marks.extend(mark_at(text, at, apart));
        apart = line.trim().is_empty();
        at += line.len();
    }
    let far = turns(marks.iter().filter(|mark| mark.apart));
    let marks = if far.len() > 1 { far } else { alternating(turns(marks.iter()), marks.len()) };
    let end_of = |i: usize| marks.get(i + 1).map_or(text.len(), |next| next.line);
    (0..marks.len()).map(|i| (marks[i].role, marks[i].start, end_of(i))).collect()
}

fn mark_at(text: &str, line: usize, apart: bool) -> Option<Mark> {
    let rest = &text[line..];
    let &(name, role) = NAMES.iter().find(|(name, _)| rest.starts_with(name))?;
    let behind = rest[name.len()..].strip_prefix(':')?;
    let start = line + name.len() + 1;
    (behind.is_empty() || behind.starts_with(char::is_whitespace)).then_some(Mark {
        name,
        role,
        line,
        start,
        apart,
    })
}

/// The marks of the chat itself. It calls the one who asks by one name: by its first word, or else by the last such mark, since
/// examples in a system prompt come before. Until the first question, nobody has answered.
fn turns<'m>(marks: impl DoubleEndedIterator<Item = &'m Mark> + Clone) -> Vec<Mark> {
    let asks = |mark: &&Mark| mark.role == Role::User;
    let first = marks.clone().next().filter(asks);
    let Some(user) = first.or_else(|| marks.clone().rev().find(asks)) else {
        return marks.take(1).copied().collect();
    };
    let mut turns: Vec<Mark> = Vec::new();
    for mark in marks {
        let begun = turns.iter().any(|turn| turn.role == Role::User);
        let counts = match mark.role {
            Role::System => turns.is_empty(),
            Role::User => mark.name == user.name,
            Role::Assistant | Role::Tool => begun,
        };
        if counts {
            turns.push(*mark);
        }
    }
    turns
}

/// The marks where they are all that there are and person and model take turns, else the first alone.
fn alternating(mut turns: Vec<Mark>, all: usize) -> Vec<Mark> {
    if turns.len() < all || turns.windows(2).any(|pair| pair[0].role == pair[1].role) {
        turns.truncate(1);
    }
    turns
}

#[cfg(test)]
mod tests {
    use super::parts;

    fn said(text: &str) -> Vec<(&'static str, &str)> {
        parts(text).into_iter().map(|part| (part.role.name(), &text[part.range()])).collect()
    }

    #[test]
    fn every_format_gives_the_same_parts() {
        let expected =
            [("system", "Be brief."), ("user", "Why?"), ("assistant", "Because."), ("user", "Of what?")];
        for text in [
            "System: Be brief.\n\nHuman: Why?\n\nAssistant: Because.\n\nHuman: Of what?\n\nAssistant:",
            "SYSTEM: Be brief.\n\nUSER: Why?\n\nASSISTANT: Because.\n\nUSER: Of what?",
            "System: Be brief.\nUser: Why?\nAI: Because.\nUser: Of what?\nAI:",
            "<|im_start|>system\nBe brief.<|im_end|>\n<|im_start|>user\nWhy?<|im_end|>\n<|im_start|>assistant\nBecause.\
             <|im_end|>\n<|im_start|>user\nOf what?<|im_end|>\n<|im_start|>assistant\n",
            "<|begin_of_text|><|start_header_id|>system<|end_header_id|>\n\nBe brief.<|eot_id|><|start_header_id|>user\
             <|end_header_id|>\n\nWhy?<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\nBecause.<|eot_id|>\
             <|start_header_id|>user<|end_header_id|>\n\nOf what?<|eot_id|>",
            "<s>[INST] <<SYS>>\nBe brief.\n<</SYS>>\n\nWhy? [/INST] Because. </s><s>[INST] Of what? [/INST]",
        ] {
            assert_eq!(said(text), expected, "{text}");
        }
    }

    #[test]
    fn what_only_mentions_a_chat_is_none() {
        for text in [
            "Why is the sky blue?",
            "Summarise this chat.\n\nHuman: Why?\n\nAssistant: Because.",
            "Systemic: a word",
            "User:name",
            "AI: the new electricity?",
            "<|im_start|>narrator\nOnce.<|im_end|>",
            "",
        ] {
            assert_eq!(said(text), [], "{text}");
        }
    }

    #[test]
    fn examples_in_a_system_prompt_stay_in_it() {
        let text =
            "System: Answer.\n\nUser: one\n\nAssistant: 1\n\nUser: two\n\nAssistant: 2\n\nHuman: three";
        let system = "Answer.\n\nUser: one\n\nAssistant: 1\n\nUser: two\n\nAssistant: 2";
        assert_eq!(said(text), [("system", system), ("user", "three")]);
        let text = "Human: Go on:\nUser: a\nUser: b\nAssistant: c";
        assert_eq!(said(text), [("user", "Go on:\nUser: a\nUser: b\nAssistant: c")]);
    }
}
