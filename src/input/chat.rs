//! The prompt's text inside the forms that chat logs give it.

use std::borrow::Cow;

use serde_json::Value;

use super::value::Item;

/// The text of a prompt that is text, a list of messages or content parts, or an object around one of
/// these. Of messages, those of the roles system, developer and user count, in order, a line break
/// between; of parts, those of text. None where nothing of this form is found. With `may_be_json`, text
/// that is JSON of such a list or object is read as that.
pub(super) fn prompt_text(item: Item<'_>, may_be_json: bool) -> Option<Cow<'_, str>> {
    match item {
        Item::Text(text) if may_be_json && text.starts_with(['[', '{']) => {
            let inner: Option<Value> = serde_json::from_str(text).ok();
            let joined = inner.as_ref().and_then(joined);
            Some(joined.map_or(Cow::Borrowed(text), Cow::Owned))
        }
        Item::Text(text) => Some(Cow::Borrowed(text)),
        Item::Other(value) => joined(value).map(Cow::Owned),
    }
}

fn joined(value: &Value) -> Option<String> {
    let mut text = String::new();
    collect(value, &mut text).then_some(text)
}

/// Appends the texts inside a value; whether the value has a form that can hold text.
fn collect(value: &Value, into: &mut String) -> bool {
    match value {
        Value::String(text) => {
            if !into.is_empty() && !text.is_empty() {
                into.push('\n');
            }
            into.push_str(text);
            true
        }
        Value::Array(items) => {
            items.iter().fold(items.is_empty(), |known, item| collect(item, into) || known)
        }
        Value::Object(fields) => {
            let text_of = |key| fields.get(key).and_then(Value::as_str);
            let is_asked = matches!(text_of("role"), None | Some("system" | "developer" | "user"));
            let is_text = matches!(text_of("type"), None | Some("text" | "input_text" | "message"));
            if !is_asked || !is_text {
                return true;
            }
            let mut inside = ["messages", "content", "parts", "text", "input", "prompt"].iter();
            inside
                .find_map(|key| fields.get(*key))
                .is_some_and(|inside| inside.is_null() || collect(inside, into))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{Item, prompt_text};

    fn text(value: &Value) -> Option<String> {
        prompt_text(Item::of(value)?, true).map(|text| text.into_owned())
    }

    #[test]
    fn messages_of_people_and_systems_are_joined() {
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
        let expected = Some("Be brief.\nWhat is this?\nLook closely.\nWhich breed?".to_owned());
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
