//! Holds a document against a JSON Schema (draft 2020-12), as far as the schemas of reports go. A keyword that it does not know is a fault:
//! nothing goes unchecked.

use hydrascope::request::Timestamp;
use serde_json::{Map, Value};

/// Checks a document.
///
/// # Errors
/// The first fault, with the place of it in the document.
pub(crate) fn check(schema: &Value, document: &Value) -> Result<(), String> {
    Checker { root: schema }.value(schema, document).map_err(|Fault { place, expected }| {
        format!("at {}: expected {expected}", if place.is_empty() { "/" } else { &place })
    })
}

struct Fault {
    place: String,
    expected: String,
}

impl Fault {
    fn within(self, step: impl std::fmt::Display) -> Self {
        Self { place: format!("/{step}{}", self.place), ..self }
    }
}

fn expect(is_so: bool, expected: impl FnOnce() -> String) -> Result<(), Fault> {
    if is_so { Ok(()) } else { Err(Fault { place: String::new(), expected: expected() }) }
}

struct Checker<'a> {
    root: &'a Value,
}

impl Checker<'_> {
    fn value(&self, schema: &Value, value: &Value) -> Result<(), Fault> {
        let Value::Object(keywords) = schema else {
            return expect(*schema == Value::Bool(true), || "no value".to_owned());
        };
        keywords.iter().try_for_each(|(keyword, argument)| self.keyword(keywords, keyword, argument, value))
    }

    fn keyword(
        &self,
        beside: &Map<String, Value>,
        keyword: &str,
        argument: &Value,
        value: &Value,
    ) -> Result<(), Fault> {
        let matching = || list(argument).iter().filter(|one| self.value(one, value).is_ok()).count();
        let told = || format!("{keyword} {argument}");
        match keyword {
            "$schema" | "$defs" | "title" | "description" | "default" => Ok(()),
            "$ref" => {
                let named = argument.as_str().and_then(|name| self.root.pointer(name.strip_prefix('#')?));
                named.map_or_else(|| expect(false, told), |schema| self.value(schema, value))
            }
            "anyOf" => expect(matching() > 0, told),
            "oneOf" => expect(matching() == 1, told),
            "const" => expect(value == argument, told),
            "enum" => expect(list(argument).contains(value), told),
            "type" => match argument {
                Value::Array(kinds) => expect(kinds.iter().any(|kind| is_of(value, kind)), told),
                kind => expect(is_of(value, kind), told),
            },
            "minimum" => expect(value.as_f64().is_none_or(|x| Some(x) >= argument.as_f64()), told),
            "maximum" => expect(value.as_f64().is_none_or(|x| Some(x) <= argument.as_f64()), told),
            "format" if argument == "date-time" => {
                expect(value.as_str().is_none_or(|text| text.parse::<Timestamp>().is_ok()), told)
            }
            "pattern" if argument == "^([0-9a-f]{16})*$" => {
                expect(value.as_str().is_none_or(are_hashes), told)
            }
            "properties" | "required" | "additionalProperties" => {
                value.as_object().map_or(Ok(()), |fields| self.object(beside, keyword, argument, fields))
            }
            "items" | "prefixItems" | "minItems" | "maxItems" => {
                value.as_array().map_or(Ok(()), |items| self.array(beside, keyword, argument, items))
            }
            _ => expect(false, || format!("a keyword that this checker knows, got {}", told())),
        }
    }

    fn object(
        &self,
        beside: &Map<String, Value>,
        keyword: &str,
        argument: &Value,
        fields: &Map<String, Value>,
    ) -> Result<(), Fault> {
        let described = |name: &str| beside.get("properties").and_then(|properties| properties.get(name));
        match keyword {
            "required" => list(argument)
                .iter()
                .filter_map(Value::as_str)
                .try_for_each(|name| expect(fields.contains_key(name), || format!("a field {name}"))),
            "properties" => fields.iter().try_for_each(|(name, value)| match argument.get(name) {
                Some(schema) => self.value(schema, value).map_err(|fault| fault.within(name)),
                None => Ok(()),
            }),
            _ => fields.iter().filter(|(name, _)| described(name).is_none()).try_for_each(|(name, value)| {
                self.value(argument, value).map_err(|fault| fault.within(name))
            }),
        }
    }

    fn array(
        &self,
        beside: &Map<String, Value>,
        keyword: &str,
        argument: &Value,
        items: &[Value],
    ) -> Result<(), Fault> {
        let places = items.iter().enumerate();
        let count = argument.as_u64().and_then(|count| usize::try_from(count).ok());
        match keyword {
            "minItems" => expect(Some(items.len()) >= count, || format!("{argument} elements or more")),
            "maxItems" => expect(Some(items.len()) <= count, || format!("{argument} elements or fewer")),
            "prefixItems" => places.zip(list(argument)).try_for_each(|((place, item), schema)| {
                self.value(schema, item).map_err(|fault| fault.within(place))
            }),
            _ => {
                let first = beside.get("prefixItems").map_or(0, |prefix| list(prefix).len());
                places.skip(first).try_for_each(|(place, item)| {
                    self.value(argument, item).map_err(|fault| fault.within(place))
                })
            }
        }
    }
}

fn list(argument: &Value) -> &[Value] {
    argument.as_array().map_or(&[], Vec::as_slice)
}

fn is_of(value: &Value, kind: &Value) -> bool {
    match kind.as_str() {
        Some("null") => value.is_null(),
        Some("boolean") => value.is_boolean(),
        Some("object") => value.is_object(),
        Some("array") => value.is_array(),
        Some("string") => value.is_string(),
        Some("number") => value.is_number(),
        Some("integer") => value.as_f64().is_some_and(|number| number.fract() == 0.0),
        _ => false,
    }
}

fn are_hashes(text: &str) -> bool {
    text.len().is_multiple_of(16) && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}
