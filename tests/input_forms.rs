//! Logs that are no JSON lines: arrays, documents, tables, folders, several requests in a record.
#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]

mod logs;

use std::ffi::OsStr;
use std::io::Write;

use hydrascope::input::{Input, LineParser, Preset, ReadSettings, Reason, read};
use logs::{keep, mapped, read_file, settings, shown};
use proptest::prelude::*;
use serde_json::{Value, json};

fn rows(count: usize) -> Vec<Value> {
    let row = |i| {
        json!({"id": format!("r{i}"), "ts": 1_772_409_614 + i, "account": format!("a{}", i % 3),
        "prompt": format!("River {i}, \"quoted\", {{[braced]}}\nand over lines")})
    };
    (0..count).map(row).collect()
}

/// The same records in every form that JSON has.
fn forms(rows: &[Value]) -> Vec<(&'static str, String)> {
    let line = |row: &Value| row.to_string();
    let lines: Vec<String> = rows.iter().map(line).collect();
    let pretty: Vec<String> = rows.iter().map(|row| format!("{row:#}")).collect();
    let chunks = rows.chunks(3).map(|chunk| json!(chunk).to_string());
    vec![
        ("lines", lines.join("\n")),
        ("array", json!(rows).to_string()),
        ("pretty array", format!("{:#}", json!(rows))),
        ("a row a line", format!("[\n{}\n]\n", lines.join(",\n"))),
        ("pretty objects", pretty.join("\n")),
        ("no breaks", lines.concat()),
        ("commas", lines.join(", ")),
        ("an array a line", chunks.collect::<Vec<_>>().join("\n")),
        ("marked", format!("\u{feff}{}", lines.join("\r\n"))),
        ("sequence", lines.iter().map(|line| format!("\u{1e}{line}\n")).collect()),
    ]
}

#[test]
fn json_is_read_in_every_form() {
    let rows = rows(40);
    let expected = read_file("lines.jsonl", forms(&rows)[0].1.clone(), &settings(Preset::Plain)).0;
    assert_eq!(expected.len(), 40);
    for (name, text) in forms(&rows) {
        let (requests, report) = read_file("form.json", &text, &settings(Preset::Plain));
        assert!(requests == expected && report.set_aside.is_empty(), "{name}: {report:?}");
        let packed = zstd::encode_all(text.as_bytes(), 1).unwrap();
        assert!(read_file("form.zst", packed, &settings(Preset::Plain)).0 == expected, "{name}");
    }
}

/// A document may be far larger than what is held at once.
#[test]
fn one_array_is_streamed() {
    let text = json!(rows(3_000)).to_string();
    let limited = ReadSettings { max_line_bytes: 400, ..settings(Preset::Plain) };
    let (requests, report) = read_file("large.json", &text, &limited);
    assert_eq!((requests.len(), report.set_aside_total()), (3_000, 0));
    let long = text.replacen("River 7,", &"River ".repeat(100), 1);
    let (requests, report) = read_file("long.json", &long, &limited);
    assert_eq!((requests.len(), report.set_aside[&Reason::LineTooLong].count), (2_999, 1));
    let document = json!({"records": rows(3)}).to_string();
    let limited = ReadSettings { max_line_bytes: 200, ..settings(Preset::Plain) };
    let report = read_file("document.json", format!("{document:#}\n\n"), &limited).1;
    assert!(report.set_aside[&Reason::LineTooLong].first[0].contains("longer than 200 bytes"), "{report:?}");
}

#[test]
fn what_breaks_off_is_told() {
    let text = forms(&rows(5))[2].1.clone();
    let (requests, report) = read_file("cut.json", &text[..text.len() - 30], &settings(Preset::Plain));
    assert_eq!((requests.len(), report.accepted), (4, 4));
    assert_eq!(report.set_aside[&Reason::BrokenJson].count, 1);
    assert!(report.set_aside[&Reason::BrokenFile].first[0].contains("the array is not closed"));
}

proptest! {
    /// Whatever is done to a document, reading ends, and each record is accepted or counted.
    #[test]
    fn damaged_documents_lose_no_record_unreported(form in 0..10_usize, at in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let mut bytes = forms(&rows(6)).remove(form).1.into_bytes();
        let at = at.index(bytes.len());
        bytes[at] = byte;
        let (requests, report) = read_file("damaged.json", &bytes, &settings(Preset::Plain));
        prop_assert_eq!(requests.len() as u64, report.accepted);
        prop_assert!(report.accepted == 6 || report.set_aside_total() > 0, "{:?}", report);
    }
}

#[test]
fn tables_are_read() {
    let text = "id,ts,account,prompt,ip\r\n\
        1,2026-03-02T00:00:14Z, c1 ,\"Name a river, \"\"please\"\",\nand a lake.\",192.0.2.7\r\n\
        2,2026-03-02T00:00:15Z,c1,Name a hill.,\r\n\
        3,2026-03-02T00:00:16Z,c1\r\n";
    for (name, delimiter) in [("log.csv", ","), ("log.tsv", "\t"), ("log.txt", ";")] {
        // No field holds the other delimiter.
        let text = if delimiter == "," {
            text.to_owned()
        } else {
            text.replace("river, ", "river ").replace(",\n", "\n").replace(',', delimiter)
        };
        let (requests, report) = read_file(name, &text, &settings(Preset::Plain));
        assert_eq!(requests.len(), 2, "{name}: {report:?}");
        assert!(
            requests[0].prompt.as_str().starts_with("Name a river")
                && requests[0].prompt.as_str().ends_with("lake.")
        );
        assert_eq!(
            (&*requests[0].account, requests[0].attributes.get("network")),
            ("c1", Some("192.0.2.0/24"))
        );
        let broken = &report.set_aside[&Reason::BrokenRow].first[0];
        assert!(
            broken.ends_with(&format!("{name}:5: expected 5 columns as in the first line, got 3")),
            "{broken}"
        );
    }
    let missing = read_file("other.csv", "a,b\n1,2\n", &settings(Preset::Plain)).1;
    assert_eq!(missing.set_aside[&Reason::MissingField].count, 1);
    let open = format!("id,ts,account,prompt\n1,1772409614,a,\"{}", "x\n".repeat(50_000));
    let limited = ReadSettings { max_line_bytes: 1_000, ..settings(Preset::Plain) };
    let report = read_file("open.csv", open, &limited).1;
    assert!(
        report.set_aside[&Reason::BrokenFile].first[0].contains("a row is longer than 1000 bytes"),
        "{report:?}"
    );
}

proptest! {
    /// A row of a table reads as the record of its texts.
    #[test]
    fn rows_read_as_records(texts in prop::collection::vec("[ -~\\n\u{e9}]{0,12}", 3)) {
        let names = ["id", "account", "prompt"];
        let quoted: Vec<String> = texts.iter().map(|text| format!("\"{}\"", text.replace('"', "\"\""))).collect();
        let table = format!("ts,{}\n1772409614,{}\n", names.join(","), quoted.join(","));
        let mut record = json!({"ts": "1772409614"});
        for (name, text) in names.iter().zip(&texts) {
            record[*name] = json!(text);
        }
        let plain = settings(Preset::Plain);
        let (requests, report) = read_file("row.csv", table, &plain);
        match LineParser::new(&plain).record(&record) {
            Ok(parsed) if parsed.request.id.is_empty() => prop_assert_eq!(report.named_by_place, 1),
            Ok(parsed) => prop_assert_eq!(requests, vec![parsed.request]),
            Err(fault) => prop_assert_eq!(report.set_aside.keys().next(), Some(&fault.reason)),
        }
    }
}

#[test]
fn records_of_one_line_are_read_from_the_innermost_outwards() {
    let document = json!({"org": "o", "batches": [
        {"account": "outer", "items": [{"id": "1", "ts": 1_772_409_614, "prompt": "x"}, {"id": "2", "ts": 1_772_409_615, "prompt": "y", "account": "inner"}]},
        {"items": []},
        {"account": "outer", "items": [{"ts": 1_772_409_616, "prompt": "z"}, 17]},
    ]});
    let mut settings = settings(Preset::Plain);
    settings.fields.set_records("batches[].items[]").unwrap();
    for text in [
        document.to_string(),
        format!("{document:#}"),
        json!([document]).to_string(),
        json!({"org": "o", "batches": document["batches"].to_string()}).to_string(),
    ] {
        let (requests, report) = read_file("records.json", &text, &settings);
        let (first, last) = (&shown(&requests)[..2], &requests[2]);
        assert_eq!(first, [("1", "outer", "x"), ("2", "inner", "y")], "{text}");
        assert!(last.id.ends_with("records.json:1:3") && &*last.account == "outer", "{}", last.id);
        assert!(requests.iter().all(|request| request.attributes.get("organisation") == Some("o")));
        assert!(report.set_aside[&Reason::NotAnObject].first[0].contains("records.json:1:4: "));
    }
    let without = read_file("without.jsonl", "{\"batches\": []}\n{\"batch\": 1}\n", &settings).1;
    assert_eq!(without.set_aside[&Reason::NoRecords].count, 2);
    assert!(
        without.set_aside[&Reason::NoRecords].first[0]
            .ends_with("expected some in the array at batches[].items[]")
    );
}

proptest! {
    /// Lines of several records read as the parsed document.
    #[test]
    fn lines_read_as_their_parsed_documents(elements in prop::collection::vec(prop_oneof![Just(json!(null)), Just(json!([1])), Just(json!({"prompt": "x"})), Just(json!({"prompt": "y", "id": 7, "account": "b"}))], 0..5), shape in 0..4_usize) {
        let mut settings = settings(Preset::Plain);
        settings.fields.set_records("a[].b[]").unwrap();
        let around = json!({"ts": 1_772_409_614, "account": "c", "a": [{"b": elements, "id": "o"}, {"b": elements}]});
        let document = [around.clone(), json!([around, 1]), json!({"ts": 1}), json!({"a": around["a"].to_string(), "ts": 1_772_409_614, "account": "c"})][shape].clone();
        let parser = LineParser::new(&settings);
        prop_assert_eq!(parser.lines(document.to_string().as_bytes()), parser.records(&document));
    }
}

#[test]
fn folders_patterns_and_partitions_are_read() {
    let line = |id: &str| json!({"id": id, "ts": 1_772_409_614, "prompt": "x"}).to_string();
    let first = keep("tree/user=a%20b/part-0.jsonl", line("1"));
    keep("tree/user=c/more/part-1.jsonl", line("2"));
    keep("tree/user=c/_SUCCESS", "");
    keep("tree/user=c/.part-1.jsonl.crc", "\u{0}\u{1}");
    let tree = first.parent().unwrap().parent().unwrap();
    let inputs = Input::expand(tree.as_os_str()).unwrap();
    assert_eq!(inputs.len(), 2);
    let (requests, report) = read(&inputs, &mapped(&[("account", "user")]), &mut |_| {}).unwrap();
    assert_eq!(shown(&requests), [("1", "a b", "x"), ("2", "c", "x")], "{report:?}");
    let pattern = tree.join("**/part-[1-9].json?");
    let inputs = Input::expand(pattern.as_os_str()).unwrap();
    assert!(inputs.len() == 1 && inputs[0].name().ends_with("part-1.jsonl"), "{inputs:?}");
    for wrong in ["no/such/**.jsonl", "no/such/[a"] {
        let message = Input::expand(OsStr::new(wrong)).unwrap_err().to_string();
        assert!(message.starts_with(&format!("cannot read {wrong}: expected")), "{message}");
    }
    let empty = tree.join("empty");
    std::fs::create_dir_all(&empty).unwrap();
    assert!(Input::expand(empty.as_os_str()).unwrap_err().to_string().contains("found none"));
}

#[test]
fn a_file_that_breaks_off_at_once_is_told() {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(forms(&rows(40))[1].1.as_bytes()).unwrap();
    let packed = encoder.finish().unwrap();
    let report = read_file("cut.json.gz", &packed[..packed.len() / 2], &settings(Preset::Plain)).1;
    assert!(report.accepted > 0 && report.set_aside[&Reason::BrokenFile].count == 1, "{report:?}");
}

#[cfg(unix)]
#[test]
fn a_name_of_a_file_writes_no_line_of_a_message() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a\nb\u{202e}.jsonl");
    std::fs::write(&path, "no JSON").unwrap();
    let inputs = Input::expand(folder.path().as_os_str()).unwrap();
    let strict = ReadSettings { strict: true, ..settings(Preset::Plain) };
    let error = read(&inputs, &strict, &mut |_| ()).unwrap_err().to_string();
    assert!(error.contains("a\\u{a}b\\u{202e}.jsonl:1: "), "{error}");
    std::fs::remove_file(path).unwrap();
    let error = read(&inputs, &strict, &mut |_| ()).unwrap_err().to_string();
    assert!(error.contains("a\\u{a}b") && !error.contains('\n'), "{error}");
}
