//! Reading chats: instructions and conversations wherever logs hold them.
#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]

use hydrascope::input::{FieldMap, LineParser, Preset, ReadSettings};
use serde_json::json;

/// Instructions beside the messages come before them, and a log's own name of a conversation is read.
#[test]
fn instructions_and_sessions_are_read() {
    let messages = json!([{"role": "user", "content": "go"}, {"role": "assistant", "content": "on"}]);
    let record = |more: serde_json::Value| {
        let mut record = json!({"id": "r", "created": 1_772_409_614, "user": "a"});
        record.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        record
    };
    for more in [
        json!({"system": "Be brief.", "messages": messages, "conversation": "s"}),
        json!({"system": [{"type": "text", "text": "Be brief."}], "messages": messages, "conversation": {"id": "s"}}),
        json!({"body": {"instructions": "Be brief.", "input": messages, "conversation": {"id": "s"}}}),
        json!({"request": {"messages": [{"role": "system", "content": "Be brief."}, messages[0], messages[1]]}, "conversation": "s"}),
    ] {
        let settings = ReadSettings::new(FieldMap::preset(Preset::OpenAi));
        let request = LineParser::new(&settings).record(&record(more)).unwrap().request;
        let parts = request.prompt.parts().iter();
        let parts: Vec<_> =
            parts.map(|part| (part.role.name(), &request.prompt.as_str()[part.range()])).collect();
        assert_eq!(parts, [("system", "Be brief."), ("user", "go"), ("assistant", "on")]);
        assert_eq!(request.attributes.get("session"), Some("s"));
    }
    let mut settings = ReadSettings::new(FieldMap::preset(Preset::Plain));
    settings.fields.set("session", "thread.id").unwrap();
    settings.fields.set("system", "rules").unwrap();
    let record = json!({"id": "r", "ts": 1_772_409_614, "account": "a", "prompt": "go", "rules": "Be brief.", "thread": {"id": 7}});
    let request = LineParser::new(&settings).record(&record).unwrap().request;
    assert_eq!((request.prompt.as_str(), request.attributes.get("session")), ("Be brief.\ngo", Some("7")));
}
