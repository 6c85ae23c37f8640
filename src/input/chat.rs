//! The prompt inside the forms that chat logs give it.

use serde_json::Value;

use super::value::Item;
use super::{any_value, constructed, json};
use crate::request::{Prompt, Role};

/// Messages in order, each with who says it.
type Messages = Vec<(Role, String)>;

/// The prompt of an item that is text, a list of messages or content parts, or an object around one of these, behind the
/// instructions that the log holds in a place of their own. Of messages, those of known roles count; of content parts, those of
/// text and what tools gave back. None where nothing of this form is found. With `may_be_json`, text that is JSON of such a list
/// or object is read as that.
pub(super) fn prompt(system: Option<&Item<'_>>, item: &Item<'_>, may_be_json: bool) -> Option<Prompt> {
    let mut messages = Messages::new();
    if let Some(system) = system {
        add(system, Role::System, may_be_json, &mut messages);
    }
    match item {
        Item::Text(text) if messages.is_empty() && !(may_be_json && looks_like_json(text)) => {
            Some(Prompt::new(&**text))
        }
        item => {
            let known = add(item, Role::User, may_be_json, &mut messages);
            known.then(|| Prompt::chat(messages.iter().map(|(role, text)| (*role, &**text))))
        }
    }
}

/// Whether text may be JSON of a list or an object.
fn looks_like_json(text: &str) -> bool {
    text.starts_with(['[', '{'])
}

/// Appends the messages of an item; whether it has a form that can hold text.
fn add(item: &Item<'_>, role: Role, may_be_json: bool, into: &mut Messages) -> bool {
    match item {
        Item::Text(text) => {
            let value = (may_be_json && looks_like_json(text)).then(|| json::parse(text));
            let before = into.len();
            if !value.flatten().is_some_and(|value| collect(&value, role, into)) {
                into.truncate(before);
                into.push((role, text.clone().into_owned()));
            }
            true
        }
        Item::Other(value) => collect(value, role, into),
    }
}

/// Appends the texts inside a value; whether the value has a form that can hold text.
fn collect(value: &Value, role: Role, into: &mut Messages) -> bool {
    match value {
        Value::String(text) => {
            say(role, text, into);
            true
        }
        Value::Array(items) => {
            items.iter().fold(items.is_empty(), |known, item| collect(item, role, into) || known)
        }
        Value::Object(fields) if fields.is_empty() => true,
        wrapped if constructed::is(wrapped) => {
            constructed::message(wrapped).is_some_and(|message| collect(&message, role, into))
        }
        wrapped if any_value::is(wrapped) => collect(&any_value::unwrapped(wrapped), role, into),
        Value::Object(fields) => {
            let text_of = |key| fields.get(key).and_then(Value::as_str);
            let speaker = match text_of("role") {
                Some(name) => role_named(name),
                None => Some(role),
            };
            let role = match text_of("type") {
                None | Some("text" | "input_text" | "output_text" | "message") => speaker,
                Some("tool_result" | "function_call_output" | "tool_call_response") => Some(Role::Tool),
                // LangChain names who speaks by the type of the message.
                Some(name) if !fields.contains_key("role") => role_named(name),
                Some(_) => None,
            };
            let Some(role) = role else { return true };
            if fields.contains_key("role") || role != speaker.unwrap_or(role) {
                into.push((role, String::new()));
            }
            for key in ["system", "instructions"] {
                _ = fields.get(key).is_some_and(|system| collect(system, Role::System, into));
            }
            let keys: &[&str] = if role == Role::Tool { &INSIDE_OF_TOOLS } else { &INSIDE };
            let mut inside = keys.iter();
            inside
                .find_map(|key| fields.get(*key))
                .is_some_and(|inside| inside.is_null() || collect(inside, role, into))
        }
        _ => false,
    }
}

/// The keys that texts and messages lie under, of which the first that is there counts.
const INSIDE: [&str; 7] = ["messages", "content", "parts", "text", "input", "output", "prompt"];
/// The same in what a tool gave back.
const INSIDE_OF_TOOLS: [&str; 6] = ["content", "parts", "text", "output", "response", "result"];

fn role_named(name: &str) -> Option<Role> {
    Role::named(&name.to_ascii_lowercase())
}

/// Adds to what the last message says, where it is by the same role, or as a message of its own.
fn say(role: Role, text: &str, into: &mut Messages) {
    match into.last_mut().filter(|last| last.0 == role) {
        Some((_, said)) => {
            if !said.is_empty() && !text.is_empty() {
                said.push('\n');
            }
            said.push_str(text);
        }
        None => into.push((role, text.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{Item, Role, prompt};

    fn text(value: &Value) -> Option<String> {
        prompt(None, &Item::of(value)?, true).map(|prompt| prompt.as_str().to_owned())
    }

    #[test]
    fn messages_keep_their_roles() {
        let messages = json!([
            {"role": "system", "content": "Be brief."},
            {"role": "user", "content": [
                {"type": "text", "text": "What is this?"},
                {"type": "image_url", "image_url": {"url": "data:..."}},
                {"type": "tool_result", "content": "17"},
                {"type": "input_text", "text": "Look closely."},
            ]},
            {"role": "assistant", "content": "A cat."},
            {"role": "tool", "content": "17"},
            {"role": "user", "content": null},
            {"role": "user", "content": "Which breed?"},
        ]);
        let parts = |system: Option<&Value>, value: &Value| {
            let prompt = prompt(system.and_then(Item::of).as_ref(), &Item::of(value).unwrap(), true).unwrap();
            let part = |part: &crate::request::Part| (part.role, prompt.as_str()[part.range()].to_owned());
            prompt.parts().iter().map(part).collect::<Vec<_>>()
        };
        let mut expected = vec![
            (Role::System, "Be brief.".to_owned()),
            (Role::User, "What is this?".to_owned()),
            (Role::Tool, "17".to_owned()),
            (Role::User, "Look closely.".to_owned()),
            (Role::Assistant, "A cat.".to_owned()),
            (Role::Tool, "17".to_owned()),
            (Role::User, "Which breed?".to_owned()),
        ];
        assert_eq!(parts(None, &messages), expected);
        expected.insert(0, (Role::System, "You are kind.\nAnd calm.".to_owned()));
        let system =
            json!([{"type": "text", "text": "You are kind."}, {"type": "text", "text": "And calm."}]);
        assert_eq!(parts(Some(&system), &messages), expected);
        assert_eq!(parts(None, &json!({"system": system, "messages": messages})), expected);
        let expected =
            Some("Be brief.\nWhat is this?\n17\nLook closely.\nA cat.\n17\nWhich breed?".to_owned());
        assert_eq!(text(&messages), expected);
        assert_eq!(text(&json!({"messages": messages})), expected);
        assert_eq!(text(&json!(messages.to_string())), expected);
    }

    #[test]
    fn text_that_only_looks_like_json_stays() {
        assert_eq!(text(&json!("[a] or [b]?")), Some("[a] or [b]?".into()));
        assert_eq!(text(&json!("{\"x\": 1}")), Some("{\"x\": 1}".into()));
    }

    #[test]
    fn other_forms_hold_no_prompt() {
        assert_eq!(text(&json!(17)), None);
        assert_eq!(text(&json!([17])), None);
        assert_eq!(text(&json!({"x": "y"})), None);
        assert_eq!(text(&json!([])), Some(String::new()));
    }
}
