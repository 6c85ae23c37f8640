//! Logs of gateways, in fixtures of our own after their documented forms.
#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]

mod logs;

use hydrascope::input::{Preset, PromptFrom, ReadSettings, Reason};
use logs::{mapped, read_file, reason, request, settings, shown};
use serde_json::{Value, json};

/// A chat, as text where a column holds JSON.
fn chat(text: &str) -> Value {
    json!([{"role": "system", "content": "Be brief."}, {"role": "user", "content": text}])
}

/// A row of LiteLLM's table of spend logs: <https://docs.litellm.ai/docs/proxy/ui_logs>.
fn spend_log(messages: Value, request: Value) -> Value {
    json!({"request_id": "r", "api_key": "k", "startTime": "2026-03-02T00:00:14Z", "metadata": "{\"user_api_key_user_id\": \"default_user_id\"}",
        "messages": messages, "proxy_server_request": request})
}

#[test]
fn spend_logs_hold_the_prompt_in_the_proxys_request() {
    let litellm = settings(Preset::LiteLlm);
    let body = json!({"model": "m", "messages": chat("Name a river.")});
    for hollow in [json!("{}"), json!({}), json!(null), json!("[]"), json!("")] {
        for stored in [body.clone(), json!(body.to_string()), json!({"body": body})] {
            let request = request(&spend_log(hollow.clone(), stored), &litellm);
            assert_eq!((request.prompt.as_str(), &*request.account), ("Be brief.\nName a river.", "k"));
        }
    }
    let responses = json!({"model": "m", "instructions": "Be brief.", "input": "Name a river."}).to_string();
    assert_eq!(
        request(&spend_log(json!("{}"), json!(responses)), &litellm).prompt.as_str(),
        "Be brief.\nName a river."
    );
    for request in [json!("{}"), json!({}), json!(null), json!("{\"model\": \"m\"}")] {
        assert_eq!(reason(&spend_log(json!("{}"), request), &litellm), Reason::PromptNotStored);
    }
}

#[test]
fn placeholders_are_no_prompts() {
    let litellm = settings(Preset::LiteLlm);
    let redacted = json!([{"role": "user", "content": "redacted-by-litellm"}]);
    for messages in [redacted.clone(), json!(redacted.to_string()), chat("[REDACTED]")] {
        let record = json!({"id": "r", "startTime": 1_772_409_614.5, "metadata": {"user_api_key_hash": "k"}, "messages": messages});
        assert_eq!(reason(&record, &litellm), Reason::RedactedPrompt);
    }
    let body = json!({"messages": redacted}).to_string();
    assert_eq!(reason(&spend_log(json!("{}"), json!(body)), &litellm), Reason::RedactedPrompt);
    let asked =
        request(&spend_log(json!("{}"), json!({"messages": chat("What does [REDACTED] mean?")})), &litellm);
    assert!(asked.prompt.as_str().ends_with("mean?"));
}

/// Observations of <https://langfuse.com/docs/api-and-data-platform/features/blob-storage-export-fields>.
#[test]
fn only_generations_of_langfuse_are_requests() {
    let row = |id: &str, kind: Value| json!({"id": id, "type": kind, "start_time": "2026-03-02 00:00:14.000000", "user_id": "a", "input": chat(id).to_string()});
    let kinds = [
        ("1", json!("GENERATION")),
        ("2", json!("SPAN")),
        ("3", json!("EVENT")),
        ("4", json!("TRACE")),
        ("5", json!(null)),
        ("6", json!("TOOL")),
    ];
    let lines: Vec<String> = kinds.into_iter().map(|(id, kind)| row(id, kind).to_string()).collect();
    for strict in [false, true] {
        let settings = ReadSettings { strict, ..settings(Preset::Langfuse) };
        let (requests, report) = read_file("langfuse.jsonl", lines.join("\n"), &settings);
        assert_eq!(shown(&requests), [("1", "a", "Be brief.\n1")]);
        let aside = &report.set_aside[&Reason::NotARequest];
        assert_eq!((report.read, aside.count), (6, 5));
        assert!(
            aside.first[0].ends_with("no request: expected generation at type, it is of another kind"),
            "{}",
            aside.first[0]
        );
    }
}

/// Spans in the JSON form of OTLP, and flat ones.
#[test]
fn every_span_of_opentelemetry_is_read() {
    let attribute = |key: &str, text: &str| json!({"key": key, "value": {"stringValue": text}});
    let messages = json!([{"role": "user", "parts": [{"type": "text", "content": "Name a river."}]}, {"role": "tool", "parts": [{"type": "tool_call_response", "id": "c", "response": "17"}]}]);
    let span = |id: &str, operation: &str| {
        json!({"spanId": id, "startTimeUnixNano": "1772409614000000000", "attributes": [
            attribute("user.id", id), attribute("gen_ai.operation.name", operation), attribute("gen_ai.input.messages", &messages.to_string())]})
    };
    let other = json!({"spanId": "h", "startTimeUnixNano": "1772409614000000000", "attributes": [attribute("http.route", "/")]});
    let document = json!({"resourceSpans": [
        {"resource": {"attributes": [attribute("service.name", "s1")]}, "scopeSpans": [{"spans": [span("1", "chat"), span("2", "invoke_agent")]}, {"spans": [other]}]},
        {"resource": {}, "scopeSpans": [{"spans": [span("3", "chat")]}]},
    ]});
    let flat = json!({"span_id": "4", "start_time": "2026-03-02T00:00:14Z", "attributes": {"user.id": "4", "gen_ai.input.messages": messages.to_string()}});
    for text in [format!("{document}\n{flat}\n"), format!("{document:#}\n{flat:#}\n")] {
        let (requests, report) = read_file("spans.json", text, &settings(Preset::OpenTelemetry));
        let asked = "Name a river.\n17";
        assert_eq!(shown(&requests), [("1", "1", asked), ("3", "3", asked), ("4", "4", asked)]);
        assert_eq!(report.set_aside[&Reason::NotARequest].count, 2);
        assert_eq!(requests[0].attributes.get("service"), Some("s1"));
    }
}

/// Records of <https://docs.aws.amazon.com/bedrock/latest/userguide/model-invocation-logging.html>.
#[test]
fn bedrock_bodies_are_read_in_each_models_form() {
    let bodies = [
        json!({"system": [{"text": "Be brief."}], "messages": [{"role": "user", "content": [{"text": "asked"}]}]}),
        json!({"system": "Be brief.", "prompt": "asked"}),
        json!({"preamble": "Be brief.", "message": "asked"}),
        json!({"inputText": "Be brief.\nasked"}),
    ];
    for body in bodies {
        for body in [body.clone(), json!(body.to_string())] {
            let record = json!({"requestId": "r", "timestamp": "2026-03-02T00:00:14Z", "identity": {"arn": "arn:x:a"}, "modelId": "m", "input": {"inputBodyJson": body}});
            let request = request(&record, &settings(Preset::Bedrock));
            assert_eq!((request.prompt.as_str(), &*request.account), ("Be brief.\nasked", "arn:x:a"));
        }
    }
}

/// Azure's diagnostic records come by many in one object.
#[test]
fn records_of_azure_are_named_by_their_array() {
    let record = |id: &str| json!({"time": "2026-03-02T00:00:14.1234567Z", "correlationId": id, "properties": json!({"user": id, "requestMessages": chat(id)}).to_string()});
    let mut azure = mapped(&[
        ("id", "correlationId"),
        ("account", "properties.user"),
        ("prompt", "properties.requestMessages"),
    ]);
    azure.fields.set_records("records[]").unwrap();
    let text = json!({"records": [record("1"), record("2")]}).to_string();
    let (requests, _) = read_file("azure.json", text, &azure);
    assert_eq!(shown(&requests), [("1", "1", "Be brief.\n1"), ("2", "2", "Be brief.\n2")]);
}

#[test]
fn the_message_that_counts_can_be_said() {
    let anthropic = json!([
        {"role": "user", "content": "first"},
        {"role": "assistant", "content": [{"type": "tool_use", "id": "t", "name": "ls", "input": {}}]},
        {"role": "user", "content": [{"type": "tool_result", "tool_use_id": "t", "content": [{"type": "text", "text": "listing"}]}]},
        {"role": "assistant", "content": "answer"},
        {"role": "user", "content": [{"type": "text", "text": "last"}]},
        {"role": "assistant", "content": [{"type": "tool_use", "id": "u", "name": "ls", "input": {}}]},
        {"role": "user", "content": [{"type": "tool_result", "tool_use_id": "u", "content": "more"}]},
        {"role": "assistant", "content": "done"},
    ]);
    let openai = json!([
        {"role": "system", "content": "rules"}, {"role": "user", "content": "first"}, {"role": "assistant", "content": null, "tool_calls": []},
        {"role": "tool", "content": "listing"}, {"role": "user", "content": "last"}, {"role": "tool", "content": "more"}, {"role": "assistant", "content": "done"},
    ]);
    let responses = json!([
        {"type": "message", "role": "user", "content": [{"type": "input_text", "text": "first"}]},
        {"type": "message", "role": "user", "content": "last"},
        {"type": "function_call", "name": "ls", "arguments": "{}"}, {"type": "function_call_output", "output": "more"},
    ]);
    for messages in [anthropic, openai, responses] {
        for (from, expected) in [(PromptFrom::LastUser, "last"), (PromptFrom::FirstUser, "first")] {
            let settings = ReadSettings { prompt_from: from, ..settings(Preset::OpenAi) };
            let record = json!({"id": "r", "created": 1_772_409_614, "user": "a", "messages": messages});
            assert_eq!(request(&record, &settings).prompt.as_str(), expected, "{messages}");
        }
    }
    let settings = ReadSettings { prompt_from: PromptFrom::LastUser, ..settings(Preset::OpenAi) };
    let answered = json!({"id": "r", "created": 1_772_409_614, "user": "a", "messages": [{"role": "assistant", "content": "done"}]});
    assert_eq!(reason(&answered, &settings), Reason::EmptyPrompt);
}
