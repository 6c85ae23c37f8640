//! Findings as tables, read back by what others read them with.
#![cfg(feature = "parquet")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where it fails")]

mod answered;

use std::fs::{self, File};

use answered::{findings, folder};
use hydrascope::report::{ReportSet, RunRecord, TableFormat, check};
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::{Field, Row};

const NAMES: [&str; 5] = ["accounts", "requests", "campaigns", "members", "templates"];

/// Writes the tables of findings in which an account is named like a formula.
fn written(name: &str) -> std::path::PathBuf {
    let mut findings = findings();
    findings.accounts[2].account = "=HYPERLINK(\"x\",\n1)".into();
    let folder = folder(name);
    let _ = fs::remove_dir_all(&folder);
    let mut set = ReportSet::new(&folder).unwrap();
    set.add_findings(&findings, false).unwrap();
    TableFormat::ALL.iter().for_each(|&format| set.add_tables(&findings, format).unwrap());
    let run = set.put(RunRecord::default()).unwrap();
    for name in NAMES {
        assert!(
            run.files.contains_key(&format!("{name}.csv"))
                && run.files.contains_key(&format!("{name}.parquet"))
        );
    }
    check(&folder).unwrap();
    folder
}

fn csv_rows(path: &std::path::Path) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_path(path).unwrap();
    reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

fn parquet_rows(path: &std::path::Path) -> Vec<Row> {
    let reader = SerializedFileReader::new(File::open(path).unwrap()).unwrap();
    reader.get_row_iter(None).unwrap().map(Result::unwrap).collect()
}

fn shown(field: &Field) -> String {
    match field {
        Field::Null => String::new(),
        Field::Str(text) => text.clone(),
        Field::Long(number) => number.to_string(),
        Field::Double(number) => number.to_string(),
        Field::Bool(flag) => flag.to_string(),
        Field::TimestampMillis(time) => {
            hydrascope::request::Timestamp::from_millis(*time).unwrap().to_string()
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn both_forms_hold_the_same_and_types_are_right() {
    let folder = written("tables");
    for name in NAMES {
        let csv = csv_rows(&folder.join(format!("{name}.csv")));
        let rows = parquet_rows(&folder.join(format!("{name}.parquet")));
        assert_eq!(csv.len(), rows.len() + 1, "{name}");
        for (row, line) in rows.iter().zip(&csv[1..]) {
            for ((column, field), (header, cell)) in row.get_column_iter().zip(csv[0].iter().zip(line)) {
                assert_eq!(column, header);
                // A guard against formulas stands in CSV alone.
                assert_eq!(shown(field), cell.strip_prefix('\'').unwrap_or(cell), "{name} {column}");
            }
        }
    }
    let rows = parquet_rows(&folder.join("accounts.parquet"));
    let fields: Vec<&Field> = rows[0].get_column_iter().map(|(_, field)| field).collect();
    assert!(matches!(fields[1], Field::Double(score) if *score > 0.79));
    assert!(matches!(fields[2], Field::Bool(true)) && matches!(fields[6], Field::Long(4)));
    assert!(matches!(fields[8], Field::TimestampMillis(1_772_411_400_000)), "{:?}", fields[8]);
    assert!(matches!(rows[2].get_column_iter().nth(4).unwrap().1, Field::Null));
}

#[test]
fn a_spreadsheet_is_given_no_formula() {
    let folder = written("formulas");
    let accounts = csv_rows(&folder.join("accounts.csv"));
    assert_eq!(accounts[3][0], "'=HYPERLINK(\"x\",\n1)");
    let campaigns = csv_rows(&folder.join("campaigns.csv"));
    // A number below 0 is a number.
    assert!(campaigns[1].contains(&"-3".to_owned()), "{:?}", campaigns[1]);
    let text = fs::read_to_string(folder.join("accounts.csv")).unwrap();
    assert!(text.starts_with("account,score,flagged,") && text.ends_with("\r\n"));
}
