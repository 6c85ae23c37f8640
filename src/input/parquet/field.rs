//! A row as JSON.

use std::sync::Arc;

use serde_json::{Map, Value};

use super::super::fault::{Fault, not_utf8};
use super::super::json::not_a_number;
use super::super::report::Reason;
use super::bindings::{Field, Physical, Row, Type};
use super::number::{bytes_in_hex, date, decimal};

/// The row of columns of this schema.
pub(super) fn object(row: Row, schema: &Type) -> Result<Map<String, Value>, Fault> {
    let types = if schema.is_group() { schema.get_fields() } else { &[] };
    let fields = row.into_columns().into_iter().enumerate();
    fields
        .map(|(at, (name, field))| {
            let of_name = |kind: &&Arc<Type>| kind.name() == name;
            let kind = types.get(at).filter(of_name).or_else(|| types.iter().find(of_name));
            Ok((name, value(&field, kind.map(|kind| &**kind))?))
        })
        .collect()
}

/// A field as JSON. Times keep their count since 1970, whose unit its size tells; decimals are text of all their digits, maps
/// objects, dates text, and bytes of a fixed number, which are never text, hexadecimal as UUIDs are written.
fn value(field: &Field, kind: Option<&Type>) -> Result<Value, Fault> {
    Ok(match field {
        Field::Bool(truth) => (*truth).into(),
        Field::Byte(number) => (*number).into(),
        Field::Short(number) => (*number).into(),
        Field::Int(number) | Field::TimeMillis(number) => (*number).into(),
        Field::Long(number)
        | Field::TimestampMillis(number)
        | Field::TimestampMicros(number)
        | Field::TimeMicros(number) => (*number).into(),
        Field::UByte(number) => (*number).into(),
        Field::UShort(number) => (*number).into(),
        Field::UInt(number) => (*number).into(),
        Field::ULong(number) => (*number).into(),
        Field::Float16(number) => float(number.to_f64()),
        Field::Float(number) => float(f64::from(*number)),
        Field::Double(number) => float(*number),
        Field::Decimal(number) => decimal(number.data(), number.scale()).ok_or_else(too_wide)?.into(),
        Field::Date(days) => date(*days).map_or(Value::Null, Value::from),
        Field::Str(text) => text.as_str().into(),
        Field::Bytes(bytes) if kind.is_some_and(is_fixed) => bytes_in_hex(bytes.data()).into(),
        Field::Bytes(bytes) => std::str::from_utf8(bytes.data()).map_err(|_| not_utf8())?.into(),
        Field::Group(row) => match kind {
            Some(kind) => object(row.clone(), kind)?.into(),
            None => {
                return Err(Fault::new(Reason::WrongType, "expected a column as the file's schema has it"));
            }
        },
        Field::ListInternal(list) => {
            let kind = kind.map(element);
            let elements = list.elements().iter().map(|element| value(element, kind));
            Value::Array(elements.collect::<Result<_, _>>()?)
        }
        Field::MapInternal(map) => map_of(map.entries(), kind)?,
        Field::Null => Value::Null,
    })
}

/// A map as an object; keys that are no text are told as numbers are.
fn map_of(entries: &[(Field, Field)], kind: Option<&Type>) -> Result<Value, Fault> {
    let pair = kind.filter(|kind| kind.is_group()).and_then(|kind| kind.get_fields().first());
    let kinds = pair.filter(|pair| pair.is_group()).map(|pair| pair.get_fields()).unwrap_or_default();
    let mut object = Map::new();
    for (key, field) in entries {
        let key = match value(key, kinds.first().map(|kind| &**kind))? {
            Value::String(text) => text,
            other => other.to_string(),
        };
        object.insert(key, value(field, kinds.get(1).map(|kind| &**kind))?);
    }
    Ok(Value::Object(object))
}

/// The type of a list's elements. Lists are written as a group around a repeated group around the element, or shorter.
fn element(list: &Type) -> &Type {
    let Some(repeated) = list.is_group().then(|| list.get_fields().first()).flatten() else { return list };
    match repeated.is_group().then(|| repeated.get_fields()) {
        Some([only]) if repeated.name() != "array" && !repeated.name().ends_with("_tuple") => only,
        _ => repeated,
    }
}

fn is_fixed(kind: &Type) -> bool {
    kind.is_primitive() && kind.get_physical_type() == Physical::FIXED_LEN_BYTE_ARRAY
}

/// A number, or the value that no field can use.
fn float(number: f64) -> Value {
    if number.is_finite() { number.into() } else { not_a_number() }
}

fn too_wide() -> Fault {
    Fault::new(Reason::WrongType, "expected a decimal number of at most 76 digits, got a wider one")
}
