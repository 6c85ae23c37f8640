//! What a look at a log tells, against counts made by hand.
#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]

mod logs;

use hydrascope::input::{DoubtKind, FieldCensus, Input, Preset, ReadSettings, Reason, check};
use logs::{keep, mapped, settings};

fn looked(name: &str, lines: &[String], settings: &ReadSettings) -> hydrascope::input::Check {
    check(&[Input::File(keep(name, lines.join("\n")))], settings, &mut |_| {}).unwrap()
}

fn field<'c>(check: &'c hydrascope::input::Check, name: &str) -> &'c FieldCensus {
    check.fields.iter().find(|field| field.field == name).unwrap()
}

#[test]
fn fields_are_counted_over_all_records_that_could_be_requests() {
    let mut lines: Vec<String> = (0..10)
        .map(|i| {
            format!(
                r#"{{"id":"r{i}","ts":"2026-03-0{}T00:00:14Z","account":"ann-{}","prompt":"Ask {i} now"}}"#,
                1 + i % 7,
                i % 2
            )
        })
        .collect();
    lines.push(r#"{"id":"x1","ts":"yesterday","user":"Ben","prompt":"Hidden words"}"#.into());
    lines.push(
        r#"{"id":"x2","ts":"2026-03-02T00:00:14Z","account":"anonymous","key":"k","prompt":["a"]}"#.into(),
    );
    lines.push("no json".into());
    let look = looked("census.jsonl", &lines, &mapped(&[("account", "account|user")]));
    assert_eq!((look.report.read, look.report.accepted, look.records), (13, 10, 12));
    let account = field(&look, "account");
    assert_eq!((account.filled, account.distinct, account.top_count), (12, 4, 5));
    assert_eq!(account.places, [("account".to_owned(), 11), ("user".to_owned(), 1)]);
    assert_eq!((&*account.top, &*account.examples.join(" ")), ("aaa-0", "aaa-0 aaa-0 aaa"));
    let time = field(&look, "time");
    assert_eq!((time.filled, time.unreadable, time.distinct), (12, 1, 7));
    assert_eq!(field(&look, "prompt").filled, 12);
    assert_eq!(field(&look, "prompt").examples[0], "aaa 0 aaa");
    assert_eq!(field(&look, "payment").filled, 0);
    let (from, to) = look.span.unwrap();
    assert_eq!((to.as_millis() - from.as_millis()) / 86_400_000, 6);
    let shown = format!("{look:?} {}", serde_json::to_string(&look).unwrap());
    assert!(!["Hidden", "Ask", "Ben", "ann"].iter().any(|word| shown.contains(word)), "{shown}");
}

#[test]
fn a_look_ends_where_it_is_told_to() {
    let line =
        |i: usize| format!(r#"{{"id":"r{i}","ts":"2026-03-02T00:00:14Z","account":"a","prompt":"p {i}"}}"#);
    let lines: Vec<String> = (0..50).map(line).collect();
    let two = [keep("first.jsonl", lines[..30].join("\n")), keep("second.jsonl", lines[30..].join("\n"))];
    let inputs = two.map(Input::File);
    for (most, read) in [(0, 0), (1, 1), (30, 30), (31, 31), (50, 50), (51, 50)] {
        let settings = ReadSettings { max_records: Some(most), ..settings(Preset::Plain) };
        let look = check(&inputs, &settings, &mut |_| {}).unwrap();
        assert_eq!((look.report.read, look.records), (read, read), "{most}");
        assert_eq!(look.doubts.iter().any(|doubt| doubt.kind == DoubtKind::OneAccount), read > 0, "{most}");
    }
}

#[test]
fn other_records_beside_requests_fill_no_field() {
    let line = |kind: &str| {
        format!(
            r#"{{"id":"{kind}","type":"{kind}","start_time":"2026-03-02T00:00:14Z","user_id":"u","input":"x"}}"#
        )
    };
    let look = looked(
        "kinds.jsonl",
        &[line("SPAN"), line("GENERATION"), line("EVENT")],
        &settings(Preset::Langfuse),
    );
    assert_eq!((look.records, field(&look, "account").filled), (1, 1));
    assert_eq!(look.report.set_aside[&Reason::NotARequest].count, 2);
}

#[test]
fn a_stream_is_held_to_be_read_again() {
    let bytes = Input::Bytes { name: "log", bytes: b"{}".as_slice().into() };
    assert_eq!(bytes.clone().held(1).unwrap(), bytes);
    let file = Input::File(keep("held.jsonl", "{}"));
    assert_eq!(file.clone().held(1).unwrap(), file);
}
