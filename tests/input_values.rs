//! Values as logs hold them: wide numbers, placeholders, text that holds JSON, times, no id.
#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]

mod logs;

use hydrascope::input::{Input, Preset, ReadSettings, Reason, read};
use logs::{keep, mapped, read_file, reason, request, settings, shown};
use serde_json::json;

fn line(account: &str) -> String {
    format!(r#"{{"id": "1", "ts": 1772409614, "account": {account}, "prompt": "x"}}"#)
}

fn account(text: &str, settings: &ReadSettings) -> String {
    let (requests, report) = read_file("account.jsonl", line(text), settings);
    assert_eq!(report.accepted, 1, "{text}: {report:?}");
    requests[0].account.to_string()
}

#[test]
fn wide_numbers_keep_their_digits() {
    let plain = settings(Preset::Plain);
    for number in
        ["18446744073709551615", "18446744073709551616", "100000000000000000001", "-9223372036854775809"]
    {
        assert_eq!(account(number, &plain), number);
        let nested = mapped(&[("account", "account.user[0]")]);
        assert_eq!(account(&format!(r#"{{"user": [{number}]}}"#), &nested), number);
        assert_eq!(account(&format!(r#""{{\"user\": [{number}]}}""#), &nested), number, "within text");
    }
    assert_eq!(account("7.5", &plain), "7.5");
}

#[test]
fn numbers_that_are_none_lose_no_line_that_does_not_use_them() {
    for word in ["NaN", "Infinity", "-Infinity"] {
        let unmapped = format!(r#"{{"cost": {word}, {}"#, &line(r#""a""#)[1..]);
        let nested = line(&format!(r#"{{"cost": [{word}], "id": "a"}}"#));
        for (text, settings) in
            [(unmapped, settings(Preset::Plain)), (nested, mapped(&[("account", "account.id")]))]
        {
            let (requests, report) = read_file("nan.jsonl", text, &settings);
            assert_eq!((&*requests[0].account, report.repaired_text), ("a", 0), "{word}");
        }
        let report = read_file("nan.jsonl", line(word), &settings(Preset::Plain)).1;
        assert_eq!(report.set_aside[&Reason::WrongType].count, 1, "{word}: {report:?}");
    }
    let report = read_file("nan.jsonl", line("NaNa"), &settings(Preset::Plain)).1;
    assert_eq!(report.set_aside[&Reason::BrokenJson].count, 1);
}

#[test]
fn accounts_are_trimmed_and_names_of_nobody_are_none() {
    let plain = settings(Preset::Plain);
    assert_eq!(account("\"\\t c1 \"", &plain), "c1");
    for nobody in ["anonymous", "default_user_id", "unknown", "NULL", "none", "n/a", "-", "undefined"] {
        assert_eq!(
            reason(&json!({"id": "1", "ts": 1_772_409_614, "account": nobody, "prompt": "x"}), &plain),
            Reason::PlaceholderAccount
        );
        let next = request(
            &json!({"id": "1", "ts": 1_772_409_614, "account": nobody, "key": "k", "prompt": "x"}),
            &mapped(&[("account", "account|key")]),
        );
        assert_eq!(&*next.account, "k");
        let mut meant = settings(Preset::Plain);
        meant.fields.keep_account(nobody);
        assert_eq!(account(&json!(nobody).to_string(), &meant), nobody);
    }
    assert_eq!(
        reason(&json!({"id": "1", "ts": 1_772_409_614, "account": " ", "prompt": "x"}), &plain),
        Reason::MissingField
    );
}

#[test]
fn alternatives_and_constants() {
    let settings =
        mapped(&[("account", "key|user.id|const:house"), ("prompt", "a|b"), ("org", "o|const:acme")]);
    let of = |more: serde_json::Value| {
        let mut record = json!({"id": "1", "ts": 1_772_409_614, "a": " ", "b": "asked"});
        record.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        let request = request(&record, &settings);
        assert_eq!(request.prompt.as_str(), "asked");
        (request.account.to_string(), request.attributes.get("organisation").unwrap().to_owned())
    };
    assert_eq!(of(json!({"key": "", "user": {"id": "u"}, "o": " o1 "})), ("u".into(), "o1".into()));
    assert_eq!(of(json!({"key": null, "user": {"id": {}}, "o": ""})), ("house".into(), "acme".into()));
}

#[test]
fn paths_go_on_through_text_and_by_key() {
    let settings = mapped(&[
        ("account", "meta.user.id"),
        ("prompt", "attributes[key=gen_ai.prompt].value"),
        ("org", "attributes[key=org].value.stringValue"),
    ]);
    let attributes = json!([
        {"key": "org", "value": {"stringValue": "o"}},
        {"key": "gen_ai.prompt", "value": {"arrayValue": {"values": [
            {"kvlistValue": {"values": [{"key": "role", "value": {"stringValue": "user"}}, {"key": "content", "value": {"stringValue": "asked"}}]}},
        ]}}},
    ]);
    for attributes in [attributes.clone(), json!(attributes.to_string())] {
        let record = json!({"id": "1", "ts": 1_772_409_614, "meta": "{\"user\": \"{\\\"id\\\": 7}\"}", "attributes": attributes});
        let request = request(&record, &settings);
        assert_eq!((&*request.account, request.prompt.as_str()), ("7", "asked"));
        assert_eq!(request.attributes.get("organisation"), Some("o"));
    }
}

#[test]
fn file_and_line_serve_as_id() {
    let lines = |count: usize| {
        format!("{}\n\n", r#"{"ts": 1772409614, "account": "a", "prompt": "x"}"#).repeat(count)
    };
    let (first, second) = (keep("ids/a.jsonl", lines(2)), keep("ids/b.jsonl", lines(1)));
    let (requests, report) = read(
        &[Input::File(first.clone()), Input::File(second.clone())],
        &settings(Preset::Plain),
        &mut |_| {},
    )
    .unwrap();
    let named = [
        format!("{}:1", first.display()),
        format!("{}:3", first.display()),
        format!("{}:1", second.display()),
    ];
    assert_eq!(
        shown(&requests).iter().map(|(id, ..)| *id).collect::<Vec<_>>(),
        named.each_ref().map(String::as_str)
    );
    assert_eq!((report.accepted, report.named_by_place), (3, 3));
    let array = read_file("ids/array.json", r#"[{"ts": 1772409614, "account": "a", "prompt": "x"}, {"ts": 1772409614, "account": "a", "prompt": "y"}]"#, &settings(Preset::Plain)).0;
    assert!(
        array[0].id.ends_with("array.json:1") && array[1].id.ends_with("array.json:1:2"),
        "{:?}",
        shown(&array)
    );
}

#[test]
fn times_are_read_right_or_refused() {
    let plain = settings(Preset::Plain);
    let time = |time: serde_json::Value| {
        request(&json!({"id": "1", "ts": time, "account": "a", "prompt": "x"}), &plain).time.to_string()
    };
    for text in [
        json!("2026-03-02 10:00:00 UTC"),
        json!("2026-03-02 10:00:00.000 UTC"),
        json!("Mon, 02 Mar 2026 10:00:00 +0000"),
        json!(639_080_424_000_000_000_i64),
        json!("1772445600"),
    ] {
        assert_eq!(time(text), "2026-03-02T10:00:00.000Z");
    }
    for text in
        [json!("2026-03-02"), json!(794_102_414), json!("Mon, 99 Mar 2026 10:00:00 +0000"), json!("UTC")]
    {
        assert_eq!(
            reason(&json!({"id": "1", "ts": text, "account": "a", "prompt": "x"}), &plain),
            Reason::BadTime
        );
    }
}
