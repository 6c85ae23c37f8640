//! Values as OpenTelemetry wraps them in JSON: `{"stringValue": "x"}`.
//!
//! Source: message `AnyValue` of <https://github.com/open-telemetry/opentelemetry-proto>, common/v1, in the JSON form of protobuf.

use serde_json::{Map, Value};

const KEYS: [&str; 7] =
    ["stringValue", "boolValue", "intValue", "doubleValue", "arrayValue", "kvlistValue", "bytesValue"];

/// Whether a value wraps another.
pub(super) fn is(value: &Value) -> bool {
    let fields = value.as_object().filter(|fields| fields.len() == 1);
    fields.and_then(|fields| fields.keys().next()).is_some_and(|key| KEYS.contains(&key.as_str()))
}

/// What a value wraps, lists and objects all the way down; any other value as it is.
pub(super) fn unwrapped(value: &Value) -> Value {
    let Some((key, inner)) = value.as_object().filter(|_| is(value)).and_then(|fields| fields.iter().next())
    else {
        return value.clone();
    };
    let values = || inner.get("values").and_then(Value::as_array).into_iter().flatten();
    match key.as_str() {
        "arrayValue" => Value::Array(values().map(unwrapped).collect()),
        "kvlistValue" => {
            let pair = |pair: &Value| {
                let value = pair.get("value").map_or(Value::Null, unwrapped);
                Some((pair.get("key")?.as_str()?.to_owned(), value))
            };
            Value::Object(values().filter_map(pair).collect::<Map<_, _>>())
        }
        _ => inner.clone(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::unwrapped;

    #[test]
    fn all_the_way_down() {
        let part = |text: &str| json!({"kvlistValue": {"values": [{"key": "text", "value": {"stringValue": text}}]}});
        let list = json!({"arrayValue": {"values": [part("a"), {"intValue": "7"}, {"boolValue": true}]}});
        assert_eq!(unwrapped(&list), json!([{"text": "a"}, "7", true]));
        assert_eq!(unwrapped(&json!({"arrayValue": {}})), json!([]));
        let plain = json!({"stringValue": "a", "other": 1});
        assert_eq!(unwrapped(&plain), plain);
    }
}
