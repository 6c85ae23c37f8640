//! Small Parquet files, and what can be done to them.

mod pages;

use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

use parquet::basic::Compression;
use parquet::column::writer::ColumnWriter;
use parquet::data_type::ByteArray;
use parquet::file::properties::{WriterProperties, WriterVersion};
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;

pub(crate) use pages::{page_data, with_checksums, with_claims, with_pages};

/// A prompt in one column, or as a list of messages.
const FLAT: &str = "optional binary prompt (UTF8);";
const NESTED: &str = "required group body { optional group messages (LIST) { repeated group list {
    required group element { required binary role (UTF8); optional binary content (UTF8); }
} } }";

/// A file of two kilobytes and what is known of it.
pub(crate) struct Small {
    pub(crate) name: &'static str,
    /// The field that holds the prompt.
    pub(crate) prompt: &'static str,
    pub(crate) rows: u64,
    pub(crate) checksums: bool,
    pub(crate) bytes: Vec<u8>,
}

/// Three files that differ in compression, pages, encodings and nesting.
pub(crate) fn three() -> [Small; 3] {
    let plain = WriterProperties::builder().set_dictionary_enabled(false);
    let snappy = WriterProperties::builder().set_compression(Compression::SNAPPY);
    let zstd = WriterProperties::builder()
        .set_compression(Compression::ZSTD(Default::default()))
        .set_writer_version(WriterVersion::PARQUET_2_0)
        .set_data_page_row_count_limit(4)
        .set_write_batch_size(2)
        .set_column_dictionary_enabled("id".into(), false)
        .set_column_dictionary_enabled("ts".into(), false);
    let small =
        |name, prompt, rows, checksums, bytes: Vec<u8>| Small { name, prompt, rows, checksums, bytes };
    [
        small("plain", "body.messages", 12, false, write(&[12], true, plain.build())),
        small("snappy", "prompt", 20, true, with_checksums(&write(&[12, 8], false, snappy.build()))),
        small("zstd", "body.messages", 13, true, with_checksums(&write(&[13], true, zstd.build()))),
    ]
}

/// A log with so many rows in each row group; no row is set aside.
pub(crate) fn write(groups: &[usize], nested: bool, properties: WriterProperties) -> Vec<u8> {
    let schema = format!(
        "message log {{ required binary id (UTF8); required int64 ts (TIMESTAMP_MICROS);
        optional binary account (UTF8); required binary unmapped (UTF8); {} }}",
        if nested { NESTED } else { FLAT }
    );
    let schema = Arc::new(parse_message_type(&schema).unwrap());
    let mut writer = SerializedFileWriter::new(Vec::new(), schema, Arc::new(properties)).unwrap();
    let mut first = 0;
    for &rows in groups {
        let mut group = writer.next_row_group().unwrap();
        let mut column = 0;
        while let Some(mut open) = group.next_column().unwrap() {
            write_column(open.untyped(), column, nested, first..first + rows);
            open.close().unwrap();
            column += 1;
        }
        group.close().unwrap();
        first += rows;
    }
    writer.into_inner().unwrap()
}

fn write_column(writer: &mut ColumnWriter<'_>, column: usize, nested: bool, rows: Range<usize>) {
    let texts = |text: &dyn Fn(usize) -> String| -> Vec<ByteArray> {
        rows.clone().map(|row| text(row).into_bytes().into()).collect()
    };
    // Row by row one message or two, so that rows and levels differ in number.
    let messages = || rows.clone().flat_map(|row| (0..1 + row % 2).map(move |at| (row, at)));
    let starts: Vec<i16> = messages().map(|(_, at)| i16::from(at > 0)).collect();
    match writer {
        ColumnWriter::Int64ColumnWriter(writer) => {
            let times: Vec<i64> = rows.map(|row| 1_772_409_614_000_000 + row as i64 * 1_000_000).collect();
            writer.write_batch(&times, None, None).unwrap();
        }
        ColumnWriter::ByteArrayColumnWriter(writer) => {
            let ones = vec![1; rows.len()];
            match (column, nested) {
                (0, _) => writer.write_batch(&texts(&|row| format!("r{row}")), None, None),
                (2, _) => writer.write_batch(&texts(&|row| format!("a{}", row % 3)), Some(&ones), None),
                (3, _) => writer.write_batch(&texts(&|_| "x".into()), None, None),
                (4, false) => {
                    writer.write_batch(&texts(&|row| format!("Name river {row}.")), Some(&ones), None)
                }
                (4, true) => {
                    let roles: Vec<ByteArray> = messages().map(|_| "user".into()).collect();
                    writer.write_batch(&roles, Some(&vec![2; roles.len()]), Some(&starts))
                }
                _ => {
                    let texts: Vec<ByteArray> = messages()
                        .map(|(row, at)| format!("River {row}, {at}.").into_bytes().into())
                        .collect();
                    writer.write_batch(&texts, Some(&vec![3; texts.len()]), Some(&starts))
                }
            }
            .unwrap();
        }
        _ => unreachable!(),
    }
}

/// Writes bytes where a test may read them.
pub(crate) fn keep(name: &str, bytes: &[u8]) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, bytes).unwrap();
    path
}
