//! The command line itself: help, usage, exit codes, forms of input and output.
#![allow(clippy::unwrap_used)]

mod common;

use std::fs;
use std::path::Path;
use std::process::Stdio;
use std::sync::Arc;

use common::{GOOD, command, directory, gunzip, gzip, run, run_with_stdin, written};
use parquet::data_type::{ByteArray, ByteArrayType};
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;

fn accounts(out: &str) -> Vec<String> {
    let text = fs::read_to_string(Path::new(out).join("accounts.jsonl")).unwrap();
    let account = |line: &str| {
        serde_json::from_str::<serde_json::Value>(line).unwrap()["account"].as_str().unwrap().to_owned()
    };
    text.lines().map(account).collect()
}

fn parquet_file(columns: [(&str, [&str; 2]); 4]) -> Vec<u8> {
    let fields = columns.map(|(name, _)| format!("required binary {name} (UTF8);")).concat();
    let schema = Arc::new(parse_message_type(&format!("message log {{ {fields} }}")).unwrap());
    let mut writer = SerializedFileWriter::new(Vec::new(), schema, Default::default()).unwrap();
    let mut group = writer.next_row_group().unwrap();
    for (_, values) in columns {
        let mut column = group.next_column().unwrap().unwrap();
        column.typed::<ByteArrayType>().write_batch(&values.map(ByteArray::from), None, None).unwrap();
        column.close().unwrap();
    }
    group.close().unwrap();
    writer.into_inner().unwrap()
}

/// The commands, as they are typed.
const COMMANDS: [&[&str]; 10] = [
    &["detect"],
    &["check"],
    &["calibrate"],
    &["recluster"],
    &["demo"],
    &["simulate"],
    &["doctor"],
    &["model", "fetch"],
    &["model", "check"],
    &["bench"],
];

#[test]
fn every_command_shows_examples() {
    for path in COMMANDS.into_iter().chain([&[][..]]) {
        for flag in ["-h", "--help"] {
            let help = run(&[path, &[flag]].concat());
            assert_eq!(help.code, 0, "{path:?}");
            let (_, examples) = help.stdout.split_once("Examples:\n").unwrap();
            assert!(examples.starts_with("  hydrascope "), "{path:?}");
        }
    }
}

#[test]
fn examples_of_help_are_right_usage() {
    for path in COMMANDS {
        let help = run(&[path, &["--help"]].concat()).stdout;
        let examples =
            help.split_once("Examples:\n").unwrap().1.lines().map(|line| line.rsplit("| ").next().unwrap());
        for example in examples.map(|line| line.trim().strip_prefix("hydrascope ").unwrap().to_owned()) {
            // With --help after it, an example is parsed and not run.
            let arguments: Vec<_> = example.split(' ').chain(["--help"]).collect();
            assert_eq!(run(&arguments).code, 0, "{example}");
        }
    }
}

#[test]
fn wrong_usage_ends_with_two() {
    let cases: [(&[&str], &str); 14] = [
        (&["detect", "x"], "--out <DIR>"),
        (&["detect", "--out", "x"], "<INPUT>..."),
        (
            &["detect", "x", "--out", "y", "--field", "prompt"],
            "expected NAME=PATH, such as prompt=body.input",
        ),
        (
            &["detect", "x", "--out", "y", "--field", "promt=a"],
            "expected one of the fields id, time, account, prompt, system, session, network, payment, organisation, \
             got \"promt\"; map any other as an attribute",
        ),
        (
            &["detect", "x", "--out", "y", "--attribute", "tls=a[b]"],
            "expected a path such as body.input or messages[0].content, got \"a[b]\": brackets hold a whole number, or field=value",
        ),
        (
            &["detect", "x", "--out", "y", "--preset", "csv"],
            "[possible values: plain, openai, anthropic, litellm, helicone, portkey, ",
        ),
        (
            &["detect", "x", "--out", "y", "--records", "spans"],
            "got \"spans\": a path of records ends with []",
        ),
        (&["detect", "x", "--out", "y", "--only", "type"], "expected PATH=VALUE, such as type=GENERATION"),
        (
            &["detect", "x", "--out", "y", "--prompt-from", "user"],
            "[possible values: all, last-user, first-user]",
        ),
        (&["detect", "x", "--out", "y", "--threads", "0"], "number would be zero for non-zero type"),
        (
            &["simulate", "--out", "y", "--campaigns", "plane"],
            "[possible values: none, all, plain, reverse_trace, ",
        ),
        (&["simulate", "--out", "y", "--look-alikes", "clock"], "[possible values: all, once_user, timer, "),
        (
            &["simulate", "--out", "y", "--campaigns", "none,plain"],
            "expected none alone or kinds of campaigns",
        ),
        (
            &["simulate", "--out", "y", "--campaigns", "tiny", "--campaigns", "none"],
            "got both; leave one out",
        ),
    ];
    for (arguments, message) in cases {
        let refused = run(arguments);
        assert_eq!((refused.code, &*refused.stdout), (2, ""), "{arguments:?}");
        assert!(refused.stderr.contains(message), "{arguments:?}: {}", refused.stderr);
    }
}

#[test]
fn traffic_without_campaigns_is_all_benign() {
    let folder = directory("quiet");
    let out = |name: &str| folder.join(name).to_str().unwrap().to_owned();
    let read = |name: &str, file: &str| fs::read(folder.join(name).join(file)).unwrap();
    for name in ["one", "two"] {
        let arguments =
            ["simulate", "--accounts", "400", "--campaigns", "none", "--labels", "--out", &out(name)];
        assert_eq!(run(&arguments).code, 0);
    }
    assert_eq!(read("one", "labels.campaigns.json"), b"{}\n");
    let labels = ["labels.events.jsonl.gz", "labels.accounts.jsonl.gz"];
    for file in labels {
        let lines = gunzip(&read("one", file));
        assert!(!lines.is_empty() && lines.lines().all(|line| line.contains("\"campaign\":null")), "{file}");
    }
    for file in labels.into_iter().chain(["traffic.jsonl.gz", "labels.campaigns.json"]) {
        assert!(read("one", file) == read("two", file), "{file} differs from run to run");
    }
    let log = folder.join("one/traffic.jsonl.gz");
    let detected = run(&["detect", log.to_str().unwrap(), "--out", &out("report"), "--fail-on-campaign"]);
    assert_eq!(detected.code, 0);
    let campaigns: serde_json::Value = serde_json::from_slice(&read("report", "campaigns.json")).unwrap();
    let by_operator =
        campaigns.as_array().unwrap().iter().all(|campaign| campaign["operator"] == "organisation");
    assert!(by_operator, "a company's fleet may be shown, apart and for a person to decide: {campaigns}");
    let accounts = String::from_utf8(read("report", "accounts.jsonl")).unwrap();
    assert!(accounts.lines().count() >= 400 && !accounts.contains("\"flagged\":true"));
}

#[test]
fn all_forms_of_input_give_one_report() {
    let folder = directory("forms");
    let text = GOOD.join("\n");
    let columns = [
        ("id", ["r1", "r2"]),
        ("ts", ["2026-03-02T00:00:14.553Z", "2026-03-02T00:00:41Z"]),
        ("account", ["a1", "a2"]),
        ("prompt", ["Name a river.", "Name a lake."]),
    ];
    let forms = [
        ("log.jsonl", text.clone().into_bytes()),
        ("log.jsonl.gz", gzip(&text)),
        ("log.jsonl.zst", zstd::encode_all(text.as_bytes(), 1).unwrap()),
        ("log.parquet", parquet_file(columns)),
    ];
    for (name, bytes) in forms {
        let (log, out) = (folder.join(name), folder.join("out"));
        fs::write(&log, &bytes).unwrap();
        let (log, out) = (log.to_str().unwrap(), out.to_str().unwrap());
        let detected = run(&["detect", log, "--out", out]);
        assert_eq!((detected.code, detected.stderr), (0, format!("{}\n", written(out))), "{name}");
        assert_eq!(accounts(out), ["a1", "a2"], "{name}");
        if name != "log.parquet" {
            let detected = run_with_stdin(&["detect", "-", "--out", out, "--quiet"], &bytes);
            assert_eq!((detected.code, &*detected.stderr), (0, ""), "{name} on standard input");
            assert_eq!(accounts(out), ["a1", "a2"], "{name} on standard input");
        }
    }
}

#[test]
fn fields_are_mapped() {
    let folder = directory("mapped");
    let line = r#"{"n": 7, "when": 1772409614, "who": "{\"key\": \"k1\"}", "body": {"messages": [{"role": "user", "content": "Name a river."}, {"role": "assistant", "content": "x"}]}}"#;
    let out = folder.join("out").display().to_string();
    let mapped = ["--field", "id=n", "--field", "time=when", "--field", "account=who.id|who.key"];
    let prompt =
        ["--field", "prompt=body.messages", "--prompt-from", "last-user", "--attribute", "tls=client.ja3"];
    // One request is a poor log.
    let arguments = [&["detect", "-", "--allow-poor-input", "--out", &out][..], &mapped, &prompt].concat();
    assert_eq!(run_with_stdin(&arguments, line.as_bytes()).code, 0);
    assert_eq!(accounts(&out), ["k1"]);
    let record: serde_json::Value =
        serde_json::from_slice(&fs::read(folder.join("out/run.json")).unwrap()).unwrap();
    assert_eq!(record["settings"]["read"]["attributes"][0], "tls=client.ja3");
    assert_eq!(record["settings"]["read"]["prompt_from"], "last-user");
    assert_eq!(record["inputs"][0], "standard input");
    assert!(record["peak_memory_bytes"].as_u64().unwrap() > 1_000_000);
}

#[test]
fn json_is_one_document() {
    let out = directory("json").join("out").display().to_string();
    let detected = run_with_stdin(&["detect", "-", "--out", &out, "--json"], GOOD.join("\n").as_bytes());
    let document: serde_json::Value = serde_json::from_str(&detected.stdout).unwrap();
    assert_eq!(document["run"]["input"]["accepted"], 2);
    assert!(document["campaigns"].is_array());
}

#[test]
fn the_demo_runs_on_shipped_data() {
    let out = directory("demo").join("out").display().to_string();
    let demo = run(&["demo", "--out", &out]);
    let told = format!("{}\nopen this page in a browser: {out}/report.html\n", written(&out));
    assert_eq!((demo.code, demo.stderr), (0, told));
    assert!(!accounts(&out).is_empty());
}

#[test]
fn a_campaign_found_ends_with_three_where_asked() {
    let out = directory("three").join("out").display().to_string();
    assert_eq!(run(&["demo", "--out", &out]).code, 0);
    assert_eq!(run(&["demo", "--out", &out, "--fail-on-campaign"]).code, 3);
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let out = directory("pipe").join("out").display().to_string();
    let mut child = command(&["demo", "--out", &out, "--quiet", "--json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), &*output.stderr), (Some(0), &b""[..]));
}
