//! The forms of a report's files: as committed, and kept by what is written.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where it fails")]

mod common;
mod json_schema;

use std::fs;
use std::path::{Path, PathBuf};

use common::{GOOD, directory, run};
use hydrascope::report::ReportFile;
use json_schema::check;
use serde_json::{Value, json};

fn printed(file: ReportFile) -> String {
    let done = run(&["schema", file.name()]);
    assert_eq!(done.code, 0, "{}", done.stderr);
    done.stdout
}

fn schema(file: ReportFile) -> Value {
    serde_json::from_str(&printed(file)).unwrap()
}

/// The documents of a file: its lines, or the whole.
fn documents(report: &Path, file: ReportFile) -> Vec<Value> {
    let text = fs::read_to_string(report.join(file.file())).unwrap();
    let parsed = |text: &str| serde_json::from_str(text).unwrap();
    if file.is_by_lines() { text.lines().map(parsed).collect() } else { vec![parsed(&text)] }
}

/// The report of a command that takes these arguments.
fn report(name: &str, arguments: &[&str]) -> PathBuf {
    let out = directory(name);
    let done = run(&[arguments, &["--quiet", "--out", out.to_str().unwrap()]].concat());
    assert_eq!(done.code, 0, "{}", done.stderr);
    out
}

fn assert_valid(report: &Path) {
    for file in ReportFile::ALL {
        let schema = schema(file);
        for (at, document) in documents(report, file).iter().enumerate() {
            check(&schema, document).unwrap_or_else(|fault| panic!("{} {at}: {fault}", file.file()));
        }
    }
}

#[test]
fn committed_schemas_are_those_that_the_command_prints() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/schema");
    let names = fs::read_dir(&folder).unwrap().map(|file| file.unwrap().file_name());
    let mut committed: Vec<String> = names.map(|name| name.into_string().unwrap()).collect();
    committed.sort();
    let mut expected = ReportFile::ALL.map(|file| format!("{}.json", file.name()));
    expected.sort();
    assert_eq!(committed, expected);
    for file in ReportFile::ALL {
        let name = file.name();
        let committed = fs::read_to_string(folder.join(format!("{name}.json"))).unwrap();
        assert!(
            committed == printed(file),
            "docs/schema/{name}.json is out of date: run `hydrascope schema {name} > docs/schema/{name}.json`"
        );
    }
}

#[test]
fn schemas_say_what_each_field_is() {
    for file in ReportFile::ALL {
        let schema = schema(file);
        assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
        assert!(schema["title"].as_str().unwrap().starts_with(file.file()), "{schema}");
        let text = schema.to_string();
        assert!(!text.contains("::") && !text.contains("[`"), "a name of the source in {text}");
        let objects = schema["$defs"].as_object().into_iter().flat_map(|defs| defs.values()).chain([&schema]);
        for (name, field) in objects.filter_map(|object| object["properties"].as_object()).flatten() {
            assert!(field["description"].is_string(), "{}: {name}", file.name());
        }
    }
}

#[test]
fn a_missing_or_unknown_name_is_answered_with_all_names() {
    for arguments in [&["schema"][..], &["schema", "members"]] {
        let done = run(arguments);
        assert_eq!((done.code, done.stdout.as_str()), (2, ""));
        for file in ReportFile::ALL {
            assert!(done.stderr.contains(file.name()), "{}", done.stderr);
        }
    }
}

#[test]
fn reports_of_the_demo_keep_to_the_schemas() {
    let full = report("schema-demo", &["demo", "--with-text"]);
    assert_valid(&full);
    assert_valid(&report("schema-plain", &["demo", "--no-embedding"]));
    // A field that every document has is required, and none may hold just anything but where that is said.
    let free = ["settings", "model", "runtime", "baseline"];
    for file in ReportFile::ALL {
        let (schema, mut document) = (schema(file), documents(&full, file).swap_remove(0));
        let first = if document.is_array() { document[0].take() } else { document };
        for name in first.as_object().unwrap().keys() {
            let refused = |changed: Value| {
                let whole = if schema["type"] == "array" { json!([changed]) } else { changed };
                check(&schema, &whole).is_err()
            };
            let (mut lacking, mut other) = (first.clone(), first.clone());
            lacking.as_object_mut().unwrap().remove(name);
            assert!(refused(lacking), "{} without {name}", file.file());
            other[name] = json!([[["no such thing"]]]);
            assert!(refused(other) || free.contains(&name.as_str()), "{} with another {name}", file.file());
        }
    }
}

#[test]
fn the_report_of_a_poor_log_keeps_to_the_schemas() {
    let folder = directory("schema-poor-log");
    let log = folder.join("log.jsonl");
    let broken = r#"{"id": "r9", "ts": "2026-03-02T00:00:14Z", "account": "a1", "prompt": ["#;
    fs::write(&log, format!("{}\n{}\n{broken}\n", GOOD[0], GOOD[1])).unwrap();
    let arguments = ["detect", log.to_str().unwrap(), "--no-embedding", "--allow-poor-input"];
    let out = report("schema-poor", &arguments);
    let run = &documents(&out, ReportFile::Run)[0];
    assert!(run["input"]["set_aside"]["broken_json"]["count"] == 1 && run["doubts"][0]["is_grave"] == true);
    assert_valid(&out);
}

#[test]
fn the_checker_refuses_what_a_schema_excludes() {
    let schema = json!({
        "$defs": { "even": { "enum": [0, 2, 4] } },
        "type": "object",
        "properties": {
            "name": { "type": "string" },
            "share": { "type": ["number", "null"], "minimum": 0, "maximum": 1 },
            "pair": { "type": "array", "prefixItems": [{ "type": "string" }, { "type": "integer" }], "items": false,
                "minItems": 2, "maxItems": 2 },
            "list": { "items": { "$ref": "#/$defs/even" } },
            "kind": { "oneOf": [{ "const": "a" }, { "const": "b" }, { "enum": ["b", "c"] }] },
            "some": { "anyOf": [{ "$ref": "#/$defs/even" }, { "type": "null" }] },
            "time": { "type": "string", "format": "date-time" },
            "hashes": { "pattern": "^([0-9a-f]{16})*$" },
        },
        "required": ["name"],
        "additionalProperties": { "type": "boolean" },
    });
    let good = json!({
        "name": "x", "share": 0.5, "pair": ["y", 3], "list": [0, 4], "kind": "a", "some": null,
        "time": "2026-03-02T00:00:14.553Z", "hashes": "00f49997c2000000", "more": true,
    });
    assert_eq!(check(&schema, &good), Ok(()));
    let wrong = [
        ("name", json!(1), "/name"),
        ("share", json!("half"), "/share"),
        ("share", json!(-0.1), "/share"),
        ("share", json!(1.1), "/share"),
        ("pair", json!(["y"]), "/pair"),
        ("pair", json!(["y", 0.5]), "/pair/1"),
        ("pair", json!([3, "y"]), "/pair/0"),
        ("pair", json!(["y", 3, 3]), "/pair"),
        ("list", json!([0, 1]), "/list/1"),
        ("kind", json!("d"), "/kind"),
        ("kind", json!("b"), "/kind"),
        ("some", json!(1), "/some"),
        ("time", json!("yesterday"), "/time"),
        ("hashes", json!("00f49997c200000"), "/hashes"),
        ("more", json!(1), "/more"),
    ];
    for (field, value, place) in wrong {
        let mut document = good.clone();
        document[field] = value;
        let fault = check(&schema, &document).unwrap_err();
        assert!(fault.starts_with(&format!("at {place}")), "{field}: {fault}");
    }
    assert_eq!(check(&schema, &json!({ "share": 1 })), Err("at /: expected a field name".to_owned()));
    for (schema, document) in [
        (json!(false), json!(1)),
        (json!({ "type": "object" }), json!([])),
        (json!({ "type": "integer" }), json!(true)),
        (json!({ "$ref": "#/$defs/nowhere" }), json!(1)),
        (json!({ "uniqueItems": true }), json!([])),
        (json!({ "pattern": "a" }), json!("a")),
    ] {
        assert!(check(&schema, &document).is_err(), "{schema} takes {document}");
    }
}
