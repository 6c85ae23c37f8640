//! Reading Parquet, written here by the same crate.
#![cfg(feature = "parquet")]
#![allow(clippy::unwrap_used)]

use std::path::PathBuf;
use std::sync::Arc;

use hydrascope::input::{FieldMap, Input, InputError, Preset, ReadReport, ReadSettings, Reason, read};
use hydrascope::request::Request;
use parquet::basic::Compression;
use parquet::column::writer::ColumnWriter;
use parquet::data_type::ByteArray;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;

const SCHEMA: &str = "message log {
    required binary id (UTF8);
    required int64 ts (TIMESTAMP_MICROS);
    optional binary account (UTF8);
    required int64 unmapped (DECIMAL(10, 2));
    required binary raw;
    required group body {
        required group messages (LIST) { repeated group list { required group element {
            required binary role (UTF8); required binary content (UTF8);
        } } }
    }
}";

/// A log of so many rows; row 2 has no account, and where `raw` says so row 3 holds bytes that are no text.
fn write(rows: usize, compression: Compression, raw: &[u8]) -> Vec<u8> {
    let schema = Arc::new(parse_message_type(SCHEMA).unwrap());
    let properties = WriterProperties::builder().set_compression(compression).build();
    let mut writer = SerializedFileWriter::new(Vec::new(), schema, Arc::new(properties)).unwrap();
    let mut group = writer.next_row_group().unwrap();
    let texts =
        |text: &dyn Fn(usize) -> String| (0..rows).map(|i| ByteArray::from(text(i).as_str())).collect();
    let mut column = 0;
    while let Some(mut open) = group.next_column().unwrap() {
        let values: Vec<ByteArray> = match column {
            0 => texts(&|i| format!("r{i}")),
            2 => texts(&|i| format!("a{}", i % 7))
                .into_iter()
                .enumerate()
                .filter(|(i, _)| *i != 1)
                .map(|(_, v)| v)
                .collect(),
            4 => (0..rows).map(|i| if i == 2 { raw.to_vec().into() } else { "x".into() }).collect(),
            5 => (0..rows).flat_map(|_| ["system".into(), "user".into()]).collect(),
            6 => (0..rows)
                .flat_map(|i| ["Be brief.".into(), ByteArray::from(&*format!("Name river {i}."))])
                .collect(),
            _ => Vec::new(),
        };
        let pairs = |a, b| (0..rows).flat_map(|_| [a, b]).collect::<Vec<i16>>();
        match open.untyped() {
            ColumnWriter::Int64ColumnWriter(writer) => {
                let times: Vec<i64> =
                    (0..rows as i64).map(|i| 1_772_409_614_000_000 + i * 1_000_000).collect();
                writer.write_batch(&times, None, None).unwrap()
            }
            ColumnWriter::ByteArrayColumnWriter(writer) => match column {
                2 => {
                    let present: Vec<i16> = (0..rows).map(|i| i16::from(i != 1)).collect();
                    writer.write_batch(&values, Some(&present), None).unwrap()
                }
                5 | 6 => writer.write_batch(&values, Some(&pairs(1, 1)), Some(&pairs(0, 1))).unwrap(),
                _ => writer.write_batch(&values, None, None).unwrap(),
            },
            _ => unreachable!(),
        };
        open.close().unwrap();
        column += 1;
    }
    group.close().unwrap();
    writer.into_inner().unwrap()
}

fn settings() -> ReadSettings {
    let mut settings = ReadSettings::new(FieldMap::preset(Preset::Plain));
    settings.fields.set("prompt", "body.messages").unwrap();
    settings
}

fn read_bytes(
    name: &str,
    bytes: &[u8],
    settings: &ReadSettings,
) -> Result<(Vec<Request>, ReadReport), InputError> {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, bytes).unwrap();
    read(&[Input::File(path)], settings, &mut |_| {})
}

#[test]
fn rows_are_requests() {
    let zstd = Compression::ZSTD(Default::default());
    let gzip = Compression::GZIP(Default::default());
    for compression in [Compression::UNCOMPRESSED, Compression::SNAPPY, zstd, gzip] {
        let (requests, report) = read_bytes("rows.bin", &write(50, compression, b"x"), &settings()).unwrap();
        assert_eq!((report.read, report.accepted), (50, 49));
        assert!(
            report.set_aside[&Reason::MissingField].first[0]
                .ends_with("rows.bin:2: no account: expected it at account; map the field that holds it")
        );
        assert_eq!(requests[0].prompt.as_str(), "Be brief.\nName river 0.");
        assert_eq!(requests[0].time.to_string(), "2026-03-02T00:00:14.000Z");
        assert_eq!((&*requests[48].id, &*requests[48].account), ("r49", "a0"));
    }
}

#[test]
fn bytes_that_are_no_text_are_set_aside() {
    let mut settings = settings();
    settings.fields.set("prompt", "raw").unwrap();
    let (requests, report) =
        read_bytes("raw.parquet", &write(5, Compression::SNAPPY, b"\xff\xfe"), &settings).unwrap();
    assert_eq!(requests.len(), 3);
    assert!(
        report.set_aside[&Reason::InvalidUtf8].first[0]
            .ends_with("raw.parquet:3: expected UTF-8 text, got other bytes")
    );
}

#[test]
fn a_cut_file_is_told() {
    let whole = write(50, Compression::SNAPPY, b"x");
    let (requests, report) = read_bytes("cut.parquet", &whole[..whole.len() / 2], &settings()).unwrap();
    assert!(requests.is_empty());
    let broken = &report.set_aside[&Reason::BrokenFile];
    assert_eq!(broken.count, 1);
    assert!(
        broken.first[0].ends_with(
            "cut.parquet:1: the file is damaged or breaks off here (invalid Parquet data); what came before is kept"
        ),
        "{}",
        broken.first[0]
    );
    let strict = ReadSettings { strict: true, ..settings() };
    assert!(matches!(read_bytes("cut.parquet", &whole[..100], &strict), Err(InputError::Strict { .. })));
}

#[test]
fn damage_anywhere_is_no_panic() {
    let whole = write(20, Compression::UNCOMPRESSED, b"x");
    for at in 4..whole.len() {
        let mut damaged = whole.clone();
        damaged[at] ^= 0x5a;
        let (requests, report) = read_bytes("damaged.parquet", &damaged, &settings()).unwrap();
        assert!(requests.len() as u64 == report.accepted && report.accepted <= 20 * 2, "byte {at}");
    }
}
