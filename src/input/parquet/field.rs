//! A row as JSON.

use serde_json::{Map, Value};

use super::super::record::Fault;
use super::super::report::Reason;
use super::bindings::{Field, Row};

pub(super) fn object(row: Row) -> Result<Value, Fault> {
    let fields = row.into_columns().into_iter();
    fields
        .map(|(name, field)| Ok((name, value(&field)?)))
        .collect::<Result<Map<_, _>, _>>()
        .map(Value::Object)
}

/// A field as JSON. Times keep their count since 1970, whose unit its size tells.
fn value(field: &Field) -> Result<Value, Fault> {
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
            Value::Array(list.elements().iter().map(value).collect::<Result<_, _>>()?)
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
