//! Types of Parquet's columns that are no plain text: UUIDs, decimals, maps, dates, numbers that are none.
#![cfg(feature = "parquet")]
#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]

mod logs;

use std::sync::Arc;

use hydrascope::input::Reason;
use logs::{mapped, read_file, shown};
use parquet::column::writer::ColumnWriter;
use parquet::data_type::{ByteArray, FixedLenByteArray};
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;

const SCHEMA: &str = "message log {
    required fixed_len_byte_array(16) uuid (UUID);
    required fixed_len_byte_array(16) bare;
    required fixed_len_byte_array(16) key (DECIMAL(38, 0));
    required int64 cents (DECIMAL(18, 2));
    required double ratio;
    required int32 day (DATE);
    required int64 ts (TIMESTAMP(NANOS,true));
    required binary prompt (UTF8);
    required group tags (MAP) { repeated group key_value { required binary key (UTF8); required binary value (UTF8); } }
}";

/// The wide number of a row, beyond 64 bits.
fn key(row: u8) -> i128 {
    i128::from(u64::MAX) * 1000 + i128::from(row)
}

fn file(rows: u8) -> Vec<u8> {
    let schema = Arc::new(parse_message_type(SCHEMA).unwrap());
    let mut writer = SerializedFileWriter::new(Vec::new(), schema, Default::default()).unwrap();
    let mut group = writer.next_row_group().unwrap();
    let fixed = |bytes: Vec<u8>| FixedLenByteArray::from(ByteArray::from(bytes));
    let mut column = 0;
    while let Some(mut open) = group.next_column().unwrap() {
        match open.untyped() {
            ColumnWriter::FixedLenByteArrayColumnWriter(writer) => {
                // Of some rows the bytes happen to be text.
                let bytes = |row: u8| match column {
                    2 => key(row).to_be_bytes().to_vec(),
                    _ => [vec![b'a'; 15], vec![b'a' + 100 * (row % 2) + row]].concat(),
                };
                writer
                    .write_batch(&(0..rows).map(|row| fixed(bytes(row))).collect::<Vec<_>>(), None, None)
                    .unwrap()
            }
            ColumnWriter::Int64ColumnWriter(writer) => {
                let number = |row: u8| {
                    if column == 3 { 5 + i64::from(row) } else { 1_772_409_614_000_000_000 + i64::from(row) }
                };
                writer.write_batch(&(0..rows).map(number).collect::<Vec<_>>(), None, None).unwrap()
            }
            ColumnWriter::Int32ColumnWriter(writer) => {
                writer.write_batch(&vec![20_514; usize::from(rows)], None, None).unwrap()
            }
            ColumnWriter::DoubleColumnWriter(writer) => {
                writer.write_batch(&vec![f64::NAN; usize::from(rows)], None, None).unwrap()
            }
            ColumnWriter::ByteArrayColumnWriter(writer) => {
                let text = |row: u8| {
                    ByteArray::from(&*match column {
                        7 => "x".to_owned(),
                        8 => "user.id".to_owned(),
                        _ => format!("u{row}"),
                    })
                };
                let values: Vec<_> = (0..rows).map(text).collect();
                let levels = (column > 7).then(|| (vec![1; usize::from(rows)], vec![0; usize::from(rows)]));
                let (defined, repeated) = levels.unzip();
                writer.write_batch(&values, defined.as_deref(), repeated.as_deref()).unwrap()
            }
            _ => unreachable!(),
        };
        open.close().unwrap();
        column += 1;
    }
    group.close().unwrap();
    writer.into_inner().unwrap()
}

#[test]
fn no_row_is_lost_to_its_types() {
    let bytes = file(6);
    // Of one moment all, and so in the order of their ids: rows 0, 2, 4, 1, 3, 5.
    let accounts = |id: &str, account: &str| {
        let (requests, report) =
            read_file("types/day=1/types.parquet", &bytes, &mapped(&[("id", id), ("account", account)]));
        assert_eq!((requests.len(), report.named_by_place), (6, 0), "{id} {account}: {report:?}");
        shown(&requests)
            .into_iter()
            .map(|(id, account, _)| (id.to_owned(), account.to_owned()))
            .collect::<Vec<_>>()
    };
    for id in ["uuid", "bare"] {
        let read = accounts(id, "key");
        assert_eq!(read[0], ("61616161-6161-6161-6161-616161616161".to_owned(), key(0).to_string()));
        assert!(read.iter().all(|(id, _)| id.len() == 36), "{read:?}");
        assert_eq!(read[5].1, key(5).to_string());
    }
    assert_eq!(accounts("uuid", "cents")[1].1, "0.07");
    assert_eq!(accounts("uuid", r"tags.user\.id")[3].1, "u1");
    assert_eq!(accounts("uuid", "day")[0].1, "2026-03-02");
    assert_eq!(accounts("uuid", "none|ratio.x|const:all")[2].1, "all");
}

#[test]
fn what_cannot_be_a_field_is_told() {
    let bytes = file(6);
    for (account, got) in [("tags", "an object"), ("ratio", "NaN or Infinity")] {
        let (requests, report) =
            read_file("types/told.parquet", &bytes, &mapped(&[("id", "uuid"), ("account", account)]));
        assert!(requests.is_empty());
        let first = &report.set_aside[&Reason::WrongType].first[0];
        assert!(
            first.ends_with(&format!("wrong type of account: expected text or a number, got {got}")),
            "{first}"
        );
    }
}

#[test]
fn folders_give_columns_where_the_file_has_none() {
    let read = read_file("types/account=c%2F1/part.parquet", file(2), &mapped(&[("id", "uuid")])).0;
    assert!(read.iter().all(|request| &*request.account == "c/1"));
}
