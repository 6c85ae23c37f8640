//! Messages as LangChain serialises its objects: the path of a class, and what it is built of.
//!
//! Source: `langchain_core.load.dump` of <https://github.com/langchain-ai/langchain>: `lc`, `type`, `id`, `kwargs`.

use serde_json::{Value, json};

/// Whether a value is such an object.
pub(super) fn is(value: &Value) -> bool {
    value.get("lc").is_some() && value.get("kwargs").is_some_and(Value::is_object)
}

/// The message that it holds, with the role that its class tells.
pub(super) fn message(value: &Value) -> Option<Value> {
    let class = value.get("id")?.as_array()?.last()?.as_str()?;
    let role = class.strip_suffix("Chunk").unwrap_or(class).strip_suffix("Message")?.to_ascii_lowercase();
    Some(json!({ "role": role, "content": value.get("kwargs")?.get("content")? }))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{is, message};

    #[test]
    fn a_class_tells_the_role() {
        let built = |class: &str| json!({"lc": 1, "type": "constructor", "id": ["langchain", "schema", class], "kwargs": {"content": "x"}});
        for (class, role) in
            [("HumanMessage", "human"), ("AIMessageChunk", "ai"), ("SystemMessage", "system")]
        {
            assert!(is(&built(class)));
            assert_eq!(message(&built(class)), Some(json!({"role": role, "content": "x"})));
        }
        assert_eq!(message(&built("ChatOpenAI")), None);
        assert!(!is(&json!({"kwargs": {}})) && !is(&json!({"lc": 1, "kwargs": []})));
    }
}
