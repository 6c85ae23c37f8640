//! `hydrascope check`, and mapping files.
#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]

mod common;

use std::fs;
use std::path::Path;

use common::{directory, run, run_with_stdin};

/// A log of LiteLLM's payloads: so many requests of so many accounts, an hour apart.
fn payloads(folder: &Path, count: usize, accounts: usize) -> String {
    let line = |i: usize| {
        let time = 1_772_409_614 + 3_600 * i;
        let messages = format!(r#"[{{"role":"user","content":"Secret question {i}"}}]"#);
        format!(
            r#"{{"id":"r{i}","startTime":{time},"metadata":{{"user_api_key_hash":"key{}"}},"messages":{messages}}}"#,
            i % accounts
        ) + "\n"
    };
    let path = folder.join("gateway.jsonl");
    fs::write(&path, (0..count).map(line).collect::<String>()).unwrap();
    path.to_str().unwrap().to_owned()
}

#[test]
fn a_log_is_guessed_told_and_its_mapping_written_for_detect() {
    let folder = directory("check-guess");
    let (log, mapping) = (payloads(&folder, 60, 6), folder.join("mapping.toml"));
    let mapping = mapping.to_str().unwrap();
    let checked = run(&["check", &log, "--examples", "--write-mapping", mapping]);
    assert_eq!(checked.code, 0, "{}", checked.stderr);
    let out = &checked.stdout;
    assert!(out.starts_with("preset: litellm (guessed: it reads 60 of the first 60 records)\n"), "{out}");
    assert!(out.contains("records: 60 read, 60 requests\n") && out.contains("(2.5 days)"), "{out}");
    let account = out.lines().find(|line| line.starts_with("account ")).unwrap();
    let words: Vec<&str> = account.split_whitespace().collect();
    assert_eq!(words, ["account", "100.0%", "6", "16.7%", "aaa0", "metadata.user_api_key_hash"]);
    assert!(out.contains(" aaa0\n") && out.contains(" aaaaaa aaaaaaaa 0\n"), "{out}");
    assert!(!out.contains("Secret") && !out.contains("key0"), "{out}");
    let report = folder.join("report");
    let report = report.to_str().unwrap();
    let detected = run(&["detect", &log, "--mapping", mapping, "--no-embedding", "--out", report]);
    assert_eq!(detected.code, 0, "{}", detected.stderr);
    assert!(detected.stderr.contains("60 requests, 6 accounts"), "{}", detected.stderr);
    let record: serde_json::Value =
        serde_json::from_slice(&fs::read(format!("{report}/run.json")).unwrap()).unwrap();
    assert_eq!(
        (&record["settings"]["read"]["preset"], &record["settings"]["read"]["mapping"]),
        (&"litellm".into(), &mapping.into())
    );
    let again = run(&["check", &log, "--write-mapping", mapping]);
    assert!(again.code == 1 && again.stderr.contains("a new file can be written"), "{}", again.stderr);
}

#[test]
fn the_first_records_alone_are_looked_at_and_json_says_the_same() {
    let folder = directory("check-first");
    let log = payloads(&folder, 60, 6);
    let checked = run(&["check", &log, "--first", "10"]);
    assert!(
        checked.stdout.contains("records: 10 read (the first records alone; --first N"),
        "{}",
        checked.stdout
    );
    let stdin = fs::read(&log).unwrap();
    let piped = run_with_stdin(&["check", "-", "--json"], &stdin);
    assert_eq!(piped.code, 0, "{}", piped.stderr);
    let told: serde_json::Value = serde_json::from_str(&piped.stdout).unwrap();
    assert_eq!((&told["preset"], &told["check"]["report"]["accepted"]), (&"litellm".into(), &60.into()));
    assert_eq!(told["first_records_alone"], false);
    assert_eq!(told["guesses"][0]["accepted"], 60);
}

#[test]
fn what_is_wrong_is_said_with_the_option_that_mends_it() {
    let folder = directory("check-wrong");
    let log = folder.join("log.jsonl");
    let check = |lines: &[String], options: &[&str]| {
        fs::write(&log, lines.join("\n")).unwrap();
        run(&[&["check", log.to_str().unwrap()], options].concat())
    };
    let line = |i: usize, rest: &str| {
        format!(r#"{{"id":"r{i}","ts":"2026-03-{:02}T00:00:14Z","prompt":"Ask {i}"{rest}}}"#, 1 + i % 28)
    };
    let without: Vec<String> = (0..30).map(|i| line(i, "")).collect();
    let refused = check(&without, &[]);
    assert_eq!(refused.code, 1, "{}", refused.stdout);
    assert!(refused.stdout.contains("- account is absent in 30 of 30 records"), "{}", refused.stdout);
    assert!(refused.stdout.contains("--field account=PATH"), "{}", refused.stdout);
    let one: Vec<String> = (0..30).map(|i| line(i, r#","account":"a""#)).collect();
    let poor = check(&one, &[]);
    assert_eq!(poor.code, 4, "{}", poor.stdout);
    assert!(
        poor.stdout.contains("of one account") && poor.stdout.contains("use --field account=PATH"),
        "{}",
        poor.stdout
    );
    assert!(poor.stderr.contains("WARNING: poor input"), "{}", poor.stderr);
    assert_eq!(check(&one, &["--allow-poor-input"]).code, 0);
    let nobody: Vec<String> = (0..40)
        .map(|i| {
            line(
                i,
                if i % 8 == 0 {
                    r#","account":"unknown""#
                } else if i % 2 == 0 {
                    r#","account":"a""#
                } else {
                    r#","account":"b""#
                },
            )
        })
        .collect();
    let some = check(&nobody, &[]);
    assert!(some.code == 0 && some.stdout.contains("--keep-account NAME"), "{} {}", some.code, some.stdout);
    let mapped = check(&without, &["--field", "account=const:house", "--allow-poor-input"]);
    assert_eq!(mapped.code, 0, "{}", mapped.stderr);
}

#[test]
fn a_mapping_file_is_read_strictly_and_flags_win() {
    let folder = directory("check-mapping");
    let log = folder.join("log.jsonl");
    let line = |i: usize| {
        format!(
            r#"{{"n":"r{i}","when":"2026-03-{:02}T00:00:14Z","who":"a{}","key":"k","kind":"chat","ask":"Ask {i}"}}"#,
            1 + i % 28,
            i % 5
        )
    };
    fs::write(&log, (0..30).map(|i| line(i) + "\n").collect::<String>()).unwrap();
    let (log, file) = (log.to_str().unwrap(), folder.join("m.toml"));
    let check = |text: &str, options: &[&str]| {
        fs::write(&file, text).unwrap();
        run(&[&["check", log, "--mapping", file.to_str().unwrap()], options].concat())
    };
    let good = "preset = \"plain\"\nonly = [\"kind=chat|x\"]\nprompt_from = \"last-user\"\nkeep_account = [\"none\"]\n\
        [fields]\nid = \"n\"\ntime = \"when\"\naccount = \"who\"\nprompt = \"ask\"\n[attributes]\ntls = \"key\"\n";
    let read = check(good, &[]);
    assert!(
        read.code == 0 && read.stdout.contains("records: 30 read, 30 requests"),
        "{} {}",
        read.stdout,
        read.stderr
    );
    assert!(read.stdout.contains("\ntls "), "{}", read.stdout);
    let won = check(good, &["--field", "account=key"]);
    assert!(won.code == 4 && won.stdout.contains("of one account"), "{}", won.stdout);
    let wrong = [
        ("presett = \"plain\"", "presett: expected one of the keys preset, fields"),
        ("preset = 1", "preset: expected text, got integer"),
        ("preset = \"x\"", "preset: expected one of the presets plain, "),
        ("only = \"a=b\"", "only: expected a list of texts, got string"),
        ("only = [\"a\"]", "only: expected PATH=VALUE"),
        ("keep_account = [1]", "keep_account: expected text, got integer"),
        ("fields = 1", "fields: expected a table of names and paths, got integer"),
        ("[fields]\npromt = \"x\"", "fields.promt: expected one of the fields id, "),
        ("[fields]\nprompt = 3", "fields.prompt: expected text, got integer"),
        ("[attributes]\ntls = \"a[\"", "attributes.tls: expected a path"),
        ("records = \"a\"", "records: expected a path such as"),
        ("prompt_from = \"last\"", "prompt_from: expected one of all, last-user, first-user, got \"last\""),
        ("preset = \"plain", "expected TOML"),
    ];
    for (text, said) in wrong {
        let refused = check(text, &[]);
        assert!(
            refused.code == 1 && refused.stderr.contains(said) && refused.stderr.contains("m.toml"),
            "{text}: {}",
            refused.stderr
        );
    }
    let absent =
        run(&["detect", log, "--mapping", "/nowhere.toml", "--out", folder.join("out").to_str().unwrap()]);
    assert!(
        absent.code == 1 && absent.stderr.contains("/nowhere.toml: expected a mapping file"),
        "{}",
        absent.stderr
    );
}
