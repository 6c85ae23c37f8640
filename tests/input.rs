//! Reading request logs: the two ways of reading a line agree, and bad input is counted, not lost.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::io::Write;
use std::path::PathBuf;

use flate2::Compression;
use flate2::write::GzEncoder;
use hydrascope::input::{
    FieldMap, Input, InputError, LineParser, Preset, ReadReport, ReadSettings, Reason, SetAside, read,
};
use hydrascope::request::Request;
use proptest::prelude::*;
use serde_json::{Map, Value, json};

fn plain() -> ReadSettings {
    ReadSettings::new(FieldMap::preset(Preset::Plain))
}

fn file(name: &str, bytes: &[u8]) -> Input {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::write(&path, bytes).unwrap();
    Input::File(path)
}

fn line(id: &str, time: &str, prompt: &str) -> String {
    let line = json!({"id": id, "ts": format!("2026-03-02T{time}Z"), "account": "a", "prompt": prompt});
    format!("{line}\n")
}

fn read_all(inputs: &[Input], settings: &ReadSettings) -> (Vec<Request>, ReadReport) {
    read(inputs, settings, &mut |_| {}).unwrap()
}

fn ids(requests: &[Request]) -> Vec<&str> {
    requests.iter().map(|request| &*request.id).collect()
}

fn gzip(text: &str) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(text.as_bytes()).unwrap();
    encoder.finish().unwrap()
}

fn any_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        (1_500_000_000_i64..1_900_000_000).prop_map(Value::from),
        "\\PC{0,12}".prop_map(Value::from),
        "[\\x00-\\x20\"\\\\\u{e9}\u{1f600}]{0,6}".prop_map(Value::from),
        Just(json!("2026-03-02T00:00:14.553Z")),
        Just(json!({"role": "user", "content": "Name a river."})),
    ];
    leaf.prop_recursive(3, 24, 4, |inner| {
        let keys = prop_oneof![Just("input".to_owned()), Just("content".to_owned()), "[a-c]{1,2}"];
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec((keys, inner), 0..4)
                .prop_map(|pairs| Value::Object(pairs.into_iter().collect())),
        ]
    })
}

fn any_record() -> impl Strategy<Value = Map<String, Value>> {
    let keys = prop::sample::select(vec![
        "id",
        "ts",
        "time",
        "account",
        "prompt",
        "ip",
        "payment",
        "org",
        "body",
        "messages",
        "x\"\u{e9}\n",
    ]);
    // Most records are requests, so that both ways have something to agree on.
    let whole = json!({"id": 17, "ts": "2026-03-02T00:00:14Z", "account": "a", "prompt": "Name a river."});
    (prop::collection::vec((keys, any_value()), 0..6), any::<bool>()).prop_map(move |(pairs, fill)| {
        let mut record = Map::new();
        if fill {
            record.extend(whole.as_object().cloned().unwrap());
        }
        record.extend(pairs.into_iter().map(|(key, value)| (key.to_owned(), value)));
        record
    })
}

fn any_settings() -> impl Strategy<Value = ReadSettings> {
    let prompt = prop::sample::select(vec![
        "prompt",
        "body.input",
        "body[0].content|messages",
        "messages[-1].content",
        "body",
    ]);
    (prop::sample::select(Preset::ALL.to_vec()), prompt, 1..40_usize).prop_map(|(preset, prompt, limit)| {
        let mut settings = plain();
        settings.fields = FieldMap::preset(preset);
        if preset == Preset::Plain {
            settings.fields.set("prompt", prompt).unwrap();
        }
        settings.fields.set_attribute("nested", "body.a.b").unwrap();
        settings.max_prompt_bytes = limit;
        settings
    })
}

proptest! {
    #[test]
    fn a_line_reads_as_its_parsed_record(record in any_record(), settings in any_settings()) {
        let parser = LineParser::new(&settings);
        let line = Value::Object(record).to_string();
        let parsed = parser.line(line.as_bytes());
        if let Ok(parsed) = &parsed {
            prop_assert!(parsed.request.prompt.as_str().len() <= settings.max_prompt_bytes);
        }
        prop_assert_eq!(parsed, parser.record(&serde_json::from_str(&line).unwrap()));
    }

    #[test]
    fn any_bytes_are_read_without_panic(bytes in prop::collection::vec(any::<u8>(), 0..80)) {
        let _ = LineParser::new(&plain()).line(&bytes);
    }

    #[test]
    fn a_cut_line_is_set_aside(record in any_record(), cut in any::<prop::sample::Index>()) {
        let line = Value::Object(record).to_string();
        let cut = line.floor_char_boundary(cut.index(line.len()));
        let fault = LineParser::new(&plain()).line(&line.as_bytes()[..cut]).unwrap_err();
        prop_assert_eq!(fault.reason, Reason::BrokenJson);
    }

    #[test]
    fn a_fault_never_shows_text(secret in "[a-z]{12,30}", field in 0..4_usize, shape in 0..4_usize) {
        let name = ["id", "ts", "account", "prompt"][field];
        let mut record = json!({"id": 1, "ts": "2026-03-02T00:00:14Z", "account": "a", "prompt": "p"});
        record[name] = [json!([secret]), json!({"k": secret}), json!(secret), json!(null)][shape].clone();
        record["note"] = json!(secret);
        let settings = plain();
        let parser = LineParser::new(&settings);
        let text = record.to_string();
        for line in [&text[..], &text[..text.len() - 3], &format!("{text}x"), &text.replace(':', ""), &format!("\"{secret}\"")] {
            if let Err(fault) = parser.line(line.as_bytes()) {
                prop_assert!(!fault.message.contains(&*secret), "{}", fault.message);
            }
        }
    }
}

#[test]
fn compression_is_told_by_content() {
    let (one, two) = (line("1", "00:00:01", "one"), line("2", "00:00:02", "two"));
    let members = [gzip(&one), gzip(&two)].concat();
    let frames =
        [zstd::encode_all(one.as_bytes(), 1).unwrap(), zstd::encode_all(two.as_bytes(), 1).unwrap()].concat();
    let marked = format!("\u{feff}{one}\r\n\n  \n{}", two.trim_end());
    for (name, bytes) in [("a.jsonl", members), ("a.gz", frames), ("a.zst", marked.into_bytes())] {
        let (requests, report) = read_all(&[file(name, &bytes)], &plain());
        assert_eq!(ids(&requests), ["1", "2"], "{name}");
        assert_eq!(report, ReadReport { read: 2, accepted: 2, ..ReadReport::default() }, "{name}");
    }
}

#[test]
fn what_came_before_a_break_is_kept() {
    let lines: String =
        (0..5_000).map(|i| line(&format!("{i:x}"), "00:00:01", &format!("{}", i * i))).collect();
    let gz = gzip(&lines);
    let zst = zstd::encode_all(lines.as_bytes(), 1).unwrap();
    for (name, whole, why) in
        [("cut.gz", gz, "incomplete deflate stream"), ("cut.zst", zst, "incomplete frame")]
    {
        let input = file(name, &whole[..whole.len() * 2 / 3]);
        let (requests, report) = read_all(std::slice::from_ref(&input), &plain());
        assert!((1_000..5_000).contains(&requests.len()), "{name}: {}", requests.len());
        assert_eq!((report.read, report.accepted), (requests.len() as u64, requests.len() as u64));
        let next = requests.len() + 1;
        let message = format!(
            "{}:{next}: the file is damaged or breaks off here ({why}); what came before is kept",
            input.name()
        );
        assert_eq!(report.set_aside[&Reason::BrokenFile], SetAside { count: 1, first: vec![message] });
        let strict = ReadSettings { strict: true, ..plain() };
        assert!(matches!(read(&[input], &strict, &mut |_| {}), Err(InputError::Strict { .. })));
    }
}

#[test]
fn requests_are_sorted_and_ids_are_single() {
    let first = [line("b", "00:00:02", "x"), line("c", "00:00:01", "x"), line("a", "00:00:02", "x")].concat();
    let second = [line("b", "00:00:00", "y"), line("d", "00:00:01", "x")].concat();
    let inputs = [file("first.jsonl", first.as_bytes()), file("second.jsonl", second.as_bytes())];
    let (requests, report) = read_all(&inputs, &plain());
    assert_eq!(ids(&requests), ["c", "d", "a", "b"]);
    assert_eq!((report.read, report.accepted, report.reordered), (5, 4, 2));
    let place = format!("{}:1: an earlier request has the same id; expected each id once", inputs[1].name());
    assert_eq!(report.set_aside[&Reason::DuplicateId], SetAside { count: 1, first: vec![place] });
}

#[test]
fn long_prompts_are_cut_and_long_lines_set_aside() {
    let lines =
        [line("1", "00:00:01", "\u{e9}\u{e9}\u{e9}"), line("2", "00:00:02", &"x".repeat(500))].concat();
    let settings = ReadSettings { max_prompt_bytes: 5, max_line_bytes: 200, ..plain() };
    let input = file("long.jsonl", lines.as_bytes());
    let (requests, report) = read_all(std::slice::from_ref(&input), &settings);
    assert_eq!(requests[0].prompt.as_str(), "\u{e9}\n\u{e9}");
    assert_eq!((report.read, report.accepted, report.truncated_prompts), (2, 1, 1));
    let place =
        format!("{}:2: the line is longer than 200 bytes; expected one JSON object a line", input.name());
    assert_eq!(report.set_aside[&Reason::LineTooLong].first, [place]);
}

#[test]
fn half_characters_and_lists_for_attributes_lose_no_request() {
    let lines = concat!(
        r#"{"id": "1", "ts": 1772409614, "account": 7, "prompt": "a\ud83d", "ip": ["192.0.2.1"]}"#,
        "\n",
        r#"{"id": "2", "ts": 1772409615, "account": 7, "prompt": "\ud83d\ude00", "ip": "192.0.2.1", "payment": " "}"#,
    );
    let input = file("half.jsonl", lines.as_bytes());
    let (requests, report) = read_all(std::slice::from_ref(&input), &plain());
    assert_eq!(requests[0].prompt.as_str(), "a\u{fffd}");
    assert_eq!(requests[1].prompt.as_str(), "\u{1f600}");
    assert_eq!(&*requests[0].account, "7");
    assert_eq!(requests[1].attributes.iter().collect::<Vec<_>>(), [("network", "192.0.2.0/24")]);
    assert_eq!((report.accepted, report.repaired_text), (2, 1));
    assert_eq!(report.unusable_attributes["network"], 1);
    let strict = ReadSettings { strict: true, ..plain() };
    assert_eq!(
        read(std::slice::from_ref(&input), &strict, &mut |_| {}).unwrap_err().to_string(),
        format!(
            "{}:1: wrong type of attribute network: expected text, got a list or an object \
             (strict reading stops at the first such line)",
            input.name()
        )
    );
}

#[test]
fn presets_read_the_logs_that_they_name() {
    let messages =
        json!([{"role": "system", "content": "Be brief."}, {"role": "user", "content": "Name a river."}]);
    let logs = [
        (Preset::OpenAi, json!({"id": "r", "created": 1_772_409_614, "user": "a", "messages": messages})),
        (
            Preset::OpenAi,
            json!({"custom_id": "r", "timestamp": 1_772_409_614_000_i64, "api_key_id": "a", "body": {"messages": messages}}),
        ),
        (
            Preset::LiteLlm,
            json!({"id": "r", "startTime": 1_772_409_614.0, "messages": messages,
                "metadata": {"user_api_key_hash": "a", "user_api_key_org_id": null}}),
        ),
        (
            Preset::LiteLlm,
            json!({"request_id": "r", "startTime": "2026-03-02 00:00:14", "api_key": "a", "messages": messages.to_string()}),
        ),
        (
            Preset::Helicone,
            json!({"request_id": "r", "request_created_at": "2026-03-02T00:00:14.000Z", "request_user_id": "a",
                "request_body": {"model": "m", "messages": messages}}),
        ),
        (
            Preset::Langfuse,
            json!({"id": "r", "type": "GENERATION", "start_time": "2026-03-02 00:00:14.000000", "user_id": "a", "input": {"messages": messages}}),
        ),
    ];
    for (preset, record) in logs {
        let settings = ReadSettings::new(FieldMap::preset(preset));
        let request = LineParser::new(&settings).line(record.to_string().as_bytes()).unwrap().request;
        assert_eq!(request.prompt.as_str(), "Be brief.\nName a river.", "{preset}");
        assert_eq!((&*request.id, &*request.account), ("r", "a"), "{preset}");
        assert_eq!(request.time.to_string(), "2026-03-02T00:00:14.000Z", "{preset}");
    }
}

#[test]
fn progress_counts_compressed_bytes() {
    let lines: String = (0..3_000).map(|i| line(&i.to_string(), "00:00:01", "x")).collect();
    let bytes = gzip(&lines);
    let mut seen = Vec::new();
    read(&[file("progress.gz", &bytes)], &plain(), &mut |state| seen.push(state)).unwrap();
    assert_eq!(seen.iter().map(|state| state.read).collect::<Vec<_>>(), [1024, 2048]);
    assert!(seen.iter().all(|state| state.total_bytes == Some(bytes.len() as u64)));
    assert!(seen.iter().all(|state| (1..=bytes.len() as u64).contains(&state.bytes)));
}
