//! Each preset reads a record of its documented form, is guessed from it, and says what to do where a field is lacking.
#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]

mod logs;

use hydrascope::input::{Input, Preset, ReadSettings, guess, read};
use logs::{keep, read_file, settings, shown};
use serde_json::{Value, json};

const TIME: &str = "2026-03-02T00:00:14Z";

fn chat() -> Value {
    json!([{"role": "system", "content": "Be brief."}, {"role": "user", "content": "Name a river."}])
}

fn body() -> Value {
    json!({"model": "m", "messages": chat(), "max_tokens": 5})
}

/// An attribute in the JSON form of OTLP.
fn attribute(key: &str, text: &str) -> Value {
    json!({"key": key, "value": {"stringValue": text}})
}

/// A message as LangChain serialises it.
fn built(class: &str, text: &str) -> Value {
    json!({"lc": 1, "type": "constructor", "id": ["langchain", "schema", "messages", class], "kwargs": {"content": text}})
}

/// Records with one request of the account `u` each, in the forms of the sources that `input/presets` names.
fn examples() -> Vec<(Preset, Value)> {
    [bodies(), gateways(), traces(), clouds()].concat()
}

/// A request in the form of Anthropic.
fn claude() -> Value {
    json!({"model": "m", "system": "Be brief.", "metadata": {"user_id": "u"}, "messages": [{"role": "user", "content": "Name a river."}]})
}

/// Our own form, and bodies of requests.
fn bodies() -> Vec<(Preset, Value)> {
    let payload = json!({"id": "r", "trace_id": "t", "call_type": "acompletion", "startTime": 1_772_409_614.5, "endTime": 1_772_409_615.5,
        "model": "m", "requester_ip_address": "192.0.2.7", "end_user": "", "messages": chat(),
        "metadata": {"user_api_key_hash": "u", "user_api_key_team_id": "t", "user_api_key_org_id": null}});
    vec![
        (
            Preset::Plain,
            json!({"id": "r", "ts": TIME, "account": "u", "prompt": "Be brief.\nName a river.", "ip": "192.0.2.7", "payment": "p"}),
        ),
        (
            Preset::OpenAi,
            json!({"id": "r", "created": 1_772_409_614, "user": "u", "model": "m", "messages": chat()}),
        ),
        // A batch's line beside the response that its output holds.
        (
            Preset::OpenAi,
            json!({"custom_id": "r", "body": {"user": "u", "model": "m", "messages": chat()}, "response": {"created": 1_772_409_614}}),
        ),
        (Preset::Anthropic, json!({"custom_id": "r", "created_at": TIME, "params": claude()})),
        (
            Preset::Anthropic,
            json!({"created_at": TIME, "requests": [{"custom_id": "r", "params": claude()}]}),
        ),
        (Preset::LiteLlm, payload),
    ]
}

/// Logs of gateways and of a chat's interface.
fn gateways() -> Vec<(Preset, Value)> {
    vec![
        (
            Preset::Helicone,
            json!({"request_id": "r", "request_created_at": TIME, "request_user_id": "u", "request_model": "m", "request_body": body(),
            "request_properties": {"Helicone-Session-Id": "s"}}),
        ),
        (
            Preset::Portkey,
            json!({"id": "r", "created_at": TIME, "trace_id": "t", "ai_org": "x", "ai_model": "m", "metadata": {"_user": "u"}, "request": body().to_string()}),
        ),
        (
            Preset::Portkey,
            json!({"id": "r", "created_at": TIME, "ai_model": "m", "metadata": {"_user": "u"}, "request.body": body()}),
        ),
        (
            Preset::Cloudflare,
            json!({"RayID": "r", "Timestamp": TIME, "Gateway": "g", "Model": "m", "Metadata": {"user": "u"}, "RequestBody": body().to_string()}),
        ),
        (
            Preset::Kong,
            json!({"started_at": 1_772_409_614_000_u64, "client_ip": "192.0.2.7", "request": {"id": "r"}, "consumer": {"id": "u", "username": "n"},
            "ai": {"proxy": {"payload": {"request": body().to_string()}, "meta": {"request_model": "m"}}}}),
        ),
        (
            Preset::Kong,
            json!({"started_at": 1_772_409_614_000_u64, "request": {"id": "r"}, "consumer": {"id": "u"}, "ai": {"payload": {"request": body()}}}),
        ),
        (
            Preset::OpenWebUi,
            json!([{"id": "c", "user_id": "u", "title": "t", "created_at": 1_772_409_600, "chat": {"models": ["m"], "messages": [
            {"id": "r", "role": "user", "content": "Be brief.\nName a river.", "timestamp": 1_772_409_614},
            {"id": "s", "role": "assistant", "content": "The Rhine.", "timestamp": 1_772_409_615}]}}]),
        ),
    ]
}

/// Traces and their exports.
fn traces() -> Vec<(Preset, Value)> {
    let parts = json!([{"role": "system", "parts": [{"type": "text", "content": "Be brief."}]},
        {"role": "user", "parts": [{"type": "text", "content": "Name a river."}]}]);
    let details = json!([
        attribute("user.id", "u"),
        attribute("gen_ai.operation.name", "chat"),
        attribute("gen_ai.request.model", "m"),
        attribute("gen_ai.input.messages", &parts.to_string())
    ]);
    vec![
        (
            Preset::Langfuse,
            json!({"id": "r", "trace_id": "t", "type": "GENERATION", "start_time": "2026-03-02 00:00:14.000000", "user_id": "u", "input": chat().to_string()}),
        ),
        // The export of the interface.
        (
            Preset::Langfuse,
            json!([{"id": "r", "traceId": "t", "traceName": "n", "type": "GENERATION", "startTime": TIME, "userId": "u", "input": chat()}]),
        ),
        (
            Preset::LangSmith,
            json!({"id": "r", "run_type": "llm", "start_time": "2026-03-02T00:00:14.000000", "session_id": "p",
            "extra": json!({"metadata": {"user_id": "u", "thread_id": "s"}}).to_string(),
            "inputs": json!({"messages": [[built("SystemMessage", "Be brief."), built("HumanMessage", "Name a river.")]]}).to_string()}),
        ),
        (
            Preset::OpenTelemetry,
            json!({"resourceSpans": [{"scopeSpans": [{"spans": [{"spanId": "r", "startTimeUnixNano": "1772409614000000000", "attributes": details}]}]}]}),
        ),
        (
            Preset::OpenTelemetry,
            json!({"span_id": "r", "start_time": TIME, "attributes": {"user.id": "u", "gen_ai.input.messages": parts}}),
        ),
        (
            Preset::OpenTelemetryEvents,
            json!({"resourceLogs": [{"scopeLogs": [{"logRecords": [
            {"spanId": "r", "timeUnixNano": "1772409614000000000", "eventName": "gen_ai.client.inference.operation.details", "attributes": details},
            {"spanId": "r", "timeUnixNano": "1772409615000000000", "eventName": "gen_ai.client.inference.exception", "attributes": []}]}]}]}),
        ),
    ]
}

/// Logs of clouds.
fn clouds() -> Vec<(Preset, Value)> {
    let azure = json!({"time": TIME, "category": "GatewayLogs", "correlationId": "r", "callerIpAddress": "192.0.2.7",
        "properties": {"apimSubscriptionId": "u", "backendRequestBody": body().to_string()}});
    let gemini = json!({"systemInstruction": {"parts": [{"text": "Be brief."}]}, "labels": {"user_id": "u"},
        "contents": [{"role": "user", "parts": [{"text": "Name a river."}]}]});
    vec![
        (
            Preset::Bedrock,
            json!({"requestId": "r", "timestamp": TIME, "accountId": "x", "identity": {"arn": "u"}, "modelId": "m", "input": {"inputBodyJson": body()}}),
        ),
        (Preset::Azure, json!({"records": [azure]})),
        (
            Preset::Azure,
            json!({"TimeGenerated": TIME, "CorrelationId": "r", "ApimSubscriptionId": "u", "ModelName": "m", "RequestMessages": chat().to_string()}),
        ),
        (
            Preset::Vertex,
            json!({"request_id": "r", "logging_time": "2026-03-02 00:00:14.000000 UTC", "model": "m", "api_method": "generateContent", "full_request": gemini.to_string()}),
        ),
        (
            Preset::Vertex,
            json!({"request_id": "r", "logging_time": "2026-03-02 00:00:14.000000 UTC", "deployed_model_id": "m", "full_request": claude()}),
        ),
    ]
}

#[test]
fn each_preset_reads_its_documented_form_and_is_guessed_from_it() {
    let all: Vec<(Preset, ReadSettings)> = Preset::ALL.map(|preset| (preset, settings(preset))).into();
    let mut met = Vec::new();
    for (n, (preset, example)) in examples().into_iter().enumerate() {
        for (form, text) in [("lines", example.to_string()), ("pretty", format!("{example:#}"))] {
            let name = format!("{preset}-{n}-{form}.json");
            let (requests, report) = read_file(&name, &text, &settings(preset));
            assert_eq!(shown(&requests), [("r", "u", "Be brief.\nName a river.")], "{name}: {report:?}");
            assert_eq!(requests[0].time.as_millis() / 1_000, 1_772_409_614, "{name}");
            let guesses = guess(&[Input::File(keep(&name, text))], 100, &all).unwrap();
            assert_eq!((guesses[0].preset, guesses[0].accepted), (preset, 1), "{name}: {guesses:?}");
        }
        met.push(preset);
    }
    assert!(Preset::ALL.iter().all(|preset| met.contains(preset)));
}

#[test]
fn a_table_is_guessed_by_its_columns() {
    let all: Vec<(Preset, ReadSettings)> = Preset::ALL.map(|preset| (preset, settings(preset))).into();
    let input = chat().to_string().replace('"', "\"\"");
    let text = format!(
        "id,type,startTime,traceName,userId,input\nr,GENERATION,{TIME},n,u,\"{input}\"\ns,SPAN,{TIME},n,u,\"{input}\"\n"
    );
    let table = [Input::File(keep("langfuse.csv", text))];
    assert_eq!(guess(&table, 100, &all).unwrap()[0].preset, Preset::Langfuse);
    let (requests, _) = read(&table, &settings(Preset::Langfuse), &mut |_| {}).unwrap();
    assert_eq!(shown(&requests), [("r", "u", "Be brief.\nName a river.")]);
}

#[test]
fn what_a_kind_of_log_lacks_is_said_in_its_own_words() {
    let cases = [
        (Preset::OpenAi, "time", json!({"custom_id": "r", "body": {"user": "u", "messages": chat()}})),
        (Preset::OpenAi, "account", json!({"id": "r", "created": 1_772_409_614, "messages": chat()})),
        (
            Preset::Anthropic,
            "time",
            json!({"custom_id": "r", "params": {"metadata": {"user_id": "u"}, "messages": chat()}}),
        ),
        (
            Preset::Langfuse,
            "account",
            json!({"id": "r", "type": "GENERATION", "start_time": TIME, "trace_id": "t", "input": "x"}),
        ),
        (
            Preset::Azure,
            "account",
            json!({"TimeGenerated": TIME, "CorrelationId": "r", "RequestMessages": chat().to_string()}),
        ),
        (
            Preset::Vertex,
            "account",
            json!({"request_id": "r", "logging_time": TIME, "full_request": {"contents": chat()}}),
        ),
        (
            Preset::Cloudflare,
            "prompt",
            json!({"Timestamp": TIME, "Metadata": {"user": "u"}, "RequestBody": {"type": "encrypted", "data": "eA=="}}),
        ),
        (
            Preset::Kong,
            "prompt",
            json!({"started_at": 1_772_409_614_000_u64, "consumer": {"id": "u"}, "request": {"id": "r"}}),
        ),
    ];
    for (preset, field, record) in cases {
        let (requests, report) =
            read_file(&format!("{preset}-{field}.json"), record.to_string(), &settings(preset));
        assert!(requests.is_empty(), "{preset}");
        let said = &report.set_aside.values().next().unwrap().first[0];
        assert!(
            said.contains(&format!("no {field}: ")) && said.ends_with(preset.lacks(field).unwrap()),
            "{said}"
        );
    }
    let constant = {
        let mut batch = settings(Preset::OpenAi);
        batch.fields.set("time", &format!("const:{TIME}")).unwrap();
        batch
    };
    let line = json!({"custom_id": "r", "body": {"user": "u", "messages": chat()}}).to_string();
    assert_eq!(read_file("batch.jsonl", line, &constant).0.len(), 1);
}
