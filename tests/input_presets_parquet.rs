//! Exports that come as Parquet, in their documented columns.
#![cfg(feature = "parquet")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where it fails")]

mod logs;

use std::sync::Arc;

use hydrascope::input::{Input, Preset, ReadSettings, guess};
use logs::{keep, read_file, settings, shown};
use parquet::column::writer::ColumnWriter;
use parquet::data_type::ByteArray;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;

/// A file of columns of text, and one of times in microseconds.
fn file(texts: &[(&str, [&str; 2])], time: &str) -> Vec<u8> {
    let columns: String = texts.iter().map(|(name, _)| format!("required binary {name} (UTF8); ")).collect();
    let schema = format!("message log {{ {columns} required int64 {time} (TIMESTAMP(MICROS,true)); }}");
    let schema = Arc::new(parse_message_type(&schema).unwrap());
    let mut writer = SerializedFileWriter::new(Vec::new(), schema, Default::default()).unwrap();
    let mut group = writer.next_row_group().unwrap();
    let mut column = 0;
    while let Some(mut open) = group.next_column().unwrap() {
        match open.untyped() {
            ColumnWriter::ByteArrayColumnWriter(writer) => {
                writer.write_batch(&texts[column].1.map(ByteArray::from), None, None).unwrap()
            }
            ColumnWriter::Int64ColumnWriter(writer) => {
                writer.write_batch(&[1_772_409_614_000_000, 1_772_409_615_000_000], None, None).unwrap()
            }
            _ => panic!("no such column in the schema"),
        };
        open.close().unwrap();
        column += 1;
    }
    group.close().unwrap();
    writer.into_inner().unwrap()
}

const CHAT: &str =
    r#"[{"role": "system", "content": "Be brief."}, {"role": "user", "content": "Name a river."}]"#;

/// <https://langfuse.com/docs/api-and-data-platform/features/blob-storage-export-fields> and
/// <https://docs.langchain.com/langsmith/data-export>: of both, rows that are no calls of a model stand beside those that are.
#[test]
fn exports_to_storage_are_read_and_guessed() {
    let inputs = format!(r#"{{"messages": {CHAT}}}"#);
    let extra = r#"{"metadata": {"user_id": "u"}}"#;
    let langfuse = [
        ("id", ["r", "s"]),
        ("type", ["GENERATION", "SPAN"]),
        ("user_id", ["u", "u"]),
        ("input", [CHAT, CHAT]),
    ];
    let langsmith = [
        ("id", ["r", "s"]),
        ("run_type", ["llm", "chain"]),
        ("inputs", [&*inputs, &*inputs]),
        ("extra", [extra, extra]),
    ];
    let all: Vec<(Preset, ReadSettings)> = Preset::ALL.map(|preset| (preset, settings(preset))).into();
    for (preset, bytes) in [
        (Preset::Langfuse, file(&langfuse, "start_time")),
        (Preset::LangSmith, file(&langsmith, "start_time")),
    ] {
        let name = format!("{preset}.parquet");
        let (requests, _) = read_file(&name, &bytes, &settings(preset));
        assert_eq!(shown(&requests), [("r", "u", "Be brief.\nName a river.")], "{preset}");
        assert_eq!(guess(&[Input::File(keep(&name, bytes))], 100, &all).unwrap()[0].preset, preset);
    }
}
