//! `hydrascope detect` from the outside: inputs, bad inputs with their exact messages, outputs, exit codes.
#![allow(clippy::unwrap_used)]

mod common;

use std::fs;

use common::{GOOD, Run, directory, run, run_with_stdin, written};

/// Runs on a log of two good lines around this one.
fn detect_line(name: &str, line: &[u8], extra: &[&str]) -> (Run, String) {
    let folder = directory(name);
    let log = folder.join("log.jsonl");
    fs::write(&log, [GOOD[0].as_bytes(), b"\n", line, b"\n", GOOD[1].as_bytes(), b"\n"].concat()).unwrap();
    let (log, out) = (log.display().to_string(), folder.join("out").display().to_string());
    let mut arguments = vec!["detect", &log, "--out", &out];
    arguments.extend(extra);
    (run(&arguments), log)
}

/// Every bad line with its reason in words and the message after `file:2: `.
const BAD_LINES: [(&str, &[u8], &str, &str); 19] = [
    (
        "broken",
        b"{\"id\": }",
        "broken json",
        "broken JSON at column 8; expected one whole JSON object a line",
    ),
    (
        "csv",
        b"id,ts,account",
        "broken json",
        "broken JSON at column 1; expected one whole JSON object a line",
    ),
    (
        "early",
        b"{\"id\": \"x\"",
        "broken json",
        "the line ends too early; expected one whole JSON object a line",
    ),
    ("two", b"{} {}", "broken json", "broken JSON at column 4; expected one whole JSON object a line"),
    ("list", b"[1]", "not an object", "expected one JSON object a line, got another kind of value"),
    ("text", b"\"x\"", "not an object", "expected one JSON object a line, got another kind of value"),
    ("latin1", b"{\"id\": \"\xe9\"}", "invalid utf8", "expected UTF-8 text, got other bytes"),
    (
        "nobody",
        br#"{"id": 3, "ts": "2026-03-02T00:00:14Z", "account": "Anonymous ", "prompt": "p"}"#,
        "placeholder account",
        "the account at account is a placeholder such as anonymous or unknown, so that nobody knows who asked; map the field \
         that tells accounts apart, or say that this name is meant",
    ),
    (
        "nan",
        br#"{"id": 3, "ts": "2026-03-02T00:00:14Z", "account": NaN, "prompt": "p"}"#,
        "wrong type",
        "wrong type of account: expected text or a number, got NaN or Infinity",
    ),
    (
        "redacted",
        br#"{"id": 3, "ts": "2026-03-02T00:00:14Z", "account": "a", "prompt": "[REDACTED]"}"#,
        "redacted prompt",
        "a placeholder such as [REDACTED] stands in place of the prompt; read a log that keeps prompts",
    ),
    (
        "not_stored",
        br#"{"id": 3, "ts": "2026-03-02T00:00:14Z", "account": "a", "prompt": {}}"#,
        "prompt not stored",
        "the prompt was not stored: an empty list or object stands at prompt; have the log written with prompts",
    ),
    (
        "no_time",
        br#"{"id": 3, "ts": null, "account": "a", "prompt": "p"}"#,
        "missing field",
        "no time: expected it at ts or time or timestamp; map the field that holds it",
    ),
    (
        "no_account",
        br#"{"id": 3, "ts": "2026-03-02T00:00:14Z", "account": " ", "prompt": "p"}"#,
        "missing field",
        "no account: expected it at account; map the field that holds it",
    ),
    (
        "no_prompt",
        br#"{"id": 3, "ts": "2026-03-02T00:00:14Z", "account": "a"}"#,
        "missing field",
        "no prompt: expected it at prompt; map the field that holds it",
    ),
    (
        "type_account",
        br#"{"id": 3, "ts": "2026-03-02T00:00:14Z", "account": ["a"], "prompt": "p"}"#,
        "wrong type",
        "wrong type of account: expected text or a number, got a list",
    ),
    (
        "type_prompt",
        br#"{"id": 3, "ts": "2026-03-02T00:00:14Z", "account": "a", "prompt": 17}"#,
        "wrong type",
        "wrong type of prompt: expected text or messages, got a number",
    ),
    (
        "time",
        br#"{"id": 3, "ts": "Mon 2 March", "account": "a", "prompt": "p"}"#,
        "bad time",
        "no time: expected RFC 3339 text (2026-03-02T00:00:14Z) or a count since 1970 (seconds to nanoseconds), \
         got text shaped \"aaa 0 aaaaa\"",
    ),
    (
        "time_number",
        br#"{"id": 3, "ts": 20260302, "account": "a", "prompt": "p"}"#,
        "bad time",
        "no time: expected RFC 3339 text (2026-03-02T00:00:14Z) or a count since 1970 (seconds to nanoseconds), \
         got a number shaped \"00000000\"",
    ),
    (
        "empty",
        br#"{"id": 3, "ts": "2026-03-02T00:00:14Z", "account": "a", "prompt": " \n "}"#,
        "empty prompt",
        "the prompt is empty; expected text",
    ),
];

#[test]
fn a_bad_line_is_set_aside_and_told() {
    for (name, line, reason, message) in BAD_LINES {
        let (run, log) = detect_line(name, line, &[]);
        let out = log.replace("log.jsonl", "out");
        let expected = format!(
            "read 3 records, accepted 2; set aside:\n         1  {reason}\n            {log}:2: {message}\n\
             WARNING: poor input: 33% of the records were set aside: map fields so that more of them are read; an answer from it \
             says little\n{}\n",
            written(&out)
        );
        assert_eq!((run.code, &*run.stderr), (4, &*expected), "{name}");
        let record: serde_json::Value =
            serde_json::from_slice(&fs::read(format!("{out}/run.json")).unwrap()).unwrap();
        let aside = &record["input"]["set_aside"][reason.replace(' ', "_")];
        assert_eq!(aside["count"], 1, "{name}");
        assert_eq!(aside["first"][0], format!("{log}:2: {message}"), "{name}");
    }
}

#[test]
fn strict_stops_at_a_bad_line() {
    for (name, line, _, message) in BAD_LINES {
        let (run, log) = detect_line(&format!("strict_{name}"), line, &["--strict"]);
        let expected = format!("error: {log}:2: {message} (strict reading stops at the first such line)\n");
        assert_eq!((run.code, &*run.stderr, &*run.stdout), (1, &*expected, ""), "{name}");
        assert!(!fs::exists(log.replace("log.jsonl", "out")).unwrap(), "{name}: no report of half a log");
    }
}

#[test]
fn notes_tell_what_was_changed() {
    let line =
        br#"{"id": 3, "ts": "2026-03-01T00:00:14Z", "account": "a", "prompt": "\ud83d 12345678901", "org": []}"#;
    let (run, log) = detect_line("notes", line, &["--max-prompt-bytes", "13"]);
    let expected = format!(
        "note: prompts cut to the limit: 1\n\
         note: requests with half characters, now U+FFFD: 1\n\
         note: requests out of order, sorted by time and id: 1\n\
         note: requests with a list or an object as organisation, left out: 1\n\
         {}\n",
        written(&log.replace("log.jsonl", "out"))
    );
    assert_eq!((run.code, &*run.stderr), (0, &*expected));
    let (run, _) = detect_line("notes_quiet", line, &["--quiet"]);
    assert_eq!((run.code, &*run.stderr), (0, ""));
}

#[test]
fn a_log_without_any_request_is_an_error() {
    let folder = directory("nothing");
    let (log, out) = (folder.join("log.jsonl"), folder.join("out"));
    let (log, out) = (log.to_str().unwrap(), out.to_str().unwrap());
    let head =
        "error: no request in the input: expected JSON, CSV or Parquet with time, account and prompt, got";
    let tail = "name the fields with --preset or --field";
    fs::write(log, "").unwrap();
    assert_eq!(run(&["detect", log, "--out", out]).stderr, format!("{head} no record; {tail}\n"));
    fs::write(log, "{}\n{}\n").unwrap();
    let refused = run(&["detect", log, "--out", out]);
    let place = format!("{log}:1: no account: expected it at account; map the field that holds it");
    assert_eq!((refused.code, refused.stderr), (1, format!("{head} 2 records, such as {place}; {tail}\n")));
}

#[test]
fn files_that_cannot_be_read_are_told_at_once() {
    let folder = directory("unreadable");
    let (missing, out) =
        (folder.join("missing.jsonl").display().to_string(), folder.join("out").display().to_string());
    let refused = run(&["detect", "-", &missing, "--out", &out]);
    let expected = format!(
        "error: cannot open {missing}: expected a readable file of JSON, CSV or Parquet\n  \
         because: No such file or directory (os error 2)\n"
    );
    assert_eq!((refused.code, refused.stderr), (1, expected));
    for nothing in [folder.display().to_string(), folder.join("*.jsonl").display().to_string()] {
        let refused = run(&["detect", &nothing, "--out", &out]);
        let expected = format!(
            "error: cannot read {nothing}: expected files in it or a pattern that files fit, found none\n"
        );
        assert_eq!((refused.code, refused.stderr), (1, expected));
    }
    let refused = run_with_stdin(&["detect", "-", "--out", &out], b"PAR1....PAR1");
    let expected = "error: cannot read Parquet from standard input: expected JSON or CSV on a stream; \
                    give the Parquet file by its path\n";
    assert_eq!((refused.code, &*refused.stderr), (1, expected));
}

#[test]
fn a_report_that_cannot_be_written_is_told() {
    let folder = directory("blocked");
    let (log, out) = (folder.join("log.jsonl"), folder.join("out"));
    fs::write(&log, GOOD.join("\n")).unwrap();
    fs::write(&out, "a file").unwrap();
    let refused = run(&["detect", log.to_str().unwrap(), "--out", out.to_str().unwrap()]);
    let expected = format!(
        "error: cannot write {}: expected a directory with room that this user may write to\n  \
         because: File exists (os error 17)\n",
        out.display()
    );
    assert_eq!((refused.code, refused.stderr), (1, expected));
}

/// A week of 300 people in sessions, and twenty workers with ten requests each of one template, all of them chats.
fn chats() -> String {
    let word = |n: usize| format!("w{}q", n * 7919 % 9973);
    let words = |n: usize| format!("{} {} {}", word(n), word(n + 3000), word(n + 6000));
    let line = |minute: usize, account: String, system: &str, asked: String| {
        let messages = serde_json::json!([
            {"role": "system", "content": system},
            {"role": "user", "content": asked},
        ]);
        let time = 1_767_225_600 + minute * 60;
        serde_json::json!({"id": format!("{account}-{minute}"), "ts": time, "account": account, "prompt": messages})
            .to_string()
    };
    let people = (0..2400).map(|n| {
        let (person, i) = (n / 8, n % 8);
        let minute = person * 37 % 1440 + i / 4 * 2880 + i % 4 * 3;
        line(minute, format!("p{person}"), &words(person + 7000), words(n))
    });
    let workers = (0..200).map(|n| {
        let worker = n / 10;
        let asked = format!("Answer the question and show every step of your thinking: {}", words(n + 111));
        line(n * n * 37 % 9973, format!("worker{worker}"), "You are a careful and patient teacher.", asked)
    });
    people.chain(workers).map(|line| line + "\n").collect()
}

#[test]
fn a_template_of_chats_is_shown_by_its_parts() {
    let folder = directory("chats");
    let (log, out) = (folder.join("log.jsonl"), folder.join("out"));
    fs::write(&log, chats()).unwrap();
    let run = run(&["detect", log.to_str().unwrap(), "--out", out.to_str().unwrap(), "--quiet"]);
    assert_eq!((run.code, &*run.stderr), (0, ""));
    let campaigns: serde_json::Value =
        serde_json::from_slice(&fs::read(out.join("campaigns.json")).unwrap()).unwrap();
    assert_eq!(campaigns.as_array().unwrap().len(), 1);
    let template = &campaigns[0]["templates"][0];
    let asked = "Answer the question and show every step of your thinking: {1}";
    assert_eq!(
        template["parts"],
        serde_json::json!([
            {"role": "system", "text": "You are a careful and patient teacher."},
            {"role": "user", "text": asked},
        ])
    );
    assert_eq!(template["skeleton"], format!("You are a careful and patient teacher.\n{asked}"));
}
