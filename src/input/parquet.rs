//! Requests in the rows of Parquet files. Only this file knows the crate `parquet`.
//!
//! Its own messages are never shown: some quote the bytes of a column.

use std::fs::File;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use parquet::errors::{ParquetError, Result};
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::{Field, Row};
use parquet::schema::types::Type;
use serde_json::{Map, Value};

use super::error::InputError;
use super::line::LineParser;
use super::read::Reader;
use super::record::{Fault, Parsed};
use super::report::Reason;

/// Reads all rows, of the mapped columns only; rows count from 1. A damaged file is kept up to its damage.
pub(super) fn read_rows(file: File, reader: &mut Reader<'_>) -> Result<(), InputError> {
    let parser = LineParser::new(reader.settings);
    let opened = guarded(|| SerializedFileReader::new(file));
    let file = match opened {
        Ok(file) => file,
        Err(error) => return reader.broke_off(1, kind(&error)),
    };
    let columns = columns(&file, parser.heads());
    let mut rows = match guarded(|| file.get_row_iter(Some(columns?))) {
        Ok(rows) => rows,
        Err(error) => return reader.broke_off(1, kind(&error)),
    };
    for number in 1_u64.. {
        match guarded(|| rows.next().transpose()) {
            Ok(Some(row)) => reader.take(number, parse(row, &parser))?,
            Ok(None) => break,
            Err(error) => return reader.broke_off(number, kind(&error)),
        }
    }
    Ok(())
}

/// The schema with only the mapped columns.
fn columns(file: &SerializedFileReader<File>, heads: &[Box<str>]) -> Result<Type> {
    let schema = file.metadata().file_metadata().schema();
    let mapped = schema.get_fields().iter().filter(|field| heads.iter().any(|head| **head == *field.name()));
    Type::group_type_builder(schema.name()).with_fields(mapped.map(Arc::clone).collect()).build()
}

/// The crate panics on some damaged or unusual files; to the reader that is an error like any other.
fn guarded<T>(action: impl FnOnce() -> Result<T>) -> Result<T> {
    let panicked = |_| Err(ParquetError::General(String::new()));
    catch_unwind(AssertUnwindSafe(action)).unwrap_or_else(panicked)
}

fn kind(error: &ParquetError) -> &'static str {
    match error {
        ParquetError::EOF(_) | ParquetError::NeedMoreData(_) => "unexpected end of Parquet data",
        ParquetError::NYI(_) => "a form of Parquet that is not supported",
        _ => "invalid Parquet data",
    }
}

fn parse(row: Row, parser: &LineParser<'_>) -> std::result::Result<Parsed, Fault> {
    parser.record(&object(row)?)
}

fn object(row: Row) -> std::result::Result<Value, Fault> {
    let fields = row.into_columns().into_iter();
    fields
        .map(|(name, field)| Ok((name, value(&field)?)))
        .collect::<std::result::Result<Map<_, _>, _>>()
        .map(Value::Object)
}

/// A field as JSON. Times keep their count since 1970, whose unit its size tells.
fn value(field: &Field) -> std::result::Result<Value, Fault> {
    Ok(match field {
        Field::Bool(truth) => (*truth).into(),
        Field::Byte(number) => (*number).into(),
        Field::Short(number) => (*number).into(),
        Field::Int(number) => (*number).into(),
        Field::Long(number) | Field::TimestampMillis(number) | Field::TimestampMicros(number) => {
            (*number).into()
        }
        Field::UByte(number) => (*number).into(),
        Field::UShort(number) => (*number).into(),
        Field::UInt(number) => (*number).into(),
        Field::ULong(number) => (*number).into(),
        Field::Float(number) => (*number).into(),
        Field::Double(number) => (*number).into(),
        Field::Str(text) => text.as_str().into(),
        Field::Bytes(bytes) => std::str::from_utf8(bytes.data()).map_err(|_| not_utf8())?.into(),
        Field::Group(row) => object(row.clone())?,
        Field::ListInternal(list) => {
            Value::Array(list.elements().iter().map(value).collect::<std::result::Result<_, _>>()?)
        }
        // No field of a request is of these types.
        Field::Null | Field::Date(_) | Field::TimeMillis(_) | Field::TimeMicros(_) | Field::Decimal(_) => {
            Value::Null
        }
        Field::Float16(_) | Field::MapInternal(_) => Value::Null,
    })
}

fn not_utf8() -> Fault {
    Fault::new(Reason::InvalidUtf8, "expected UTF-8 text, got other bytes")
}
