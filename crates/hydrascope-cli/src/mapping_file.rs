//! A mapping in a file (TOML): what would be many flags.
//!
//! ```toml
//! preset = "litellm"
//! records = "records[]"
//! only = ["type=GENERATION|LLM"]
//! prompt_from = "last-user"
//! keep_account = ["anonymous"]
//!
//! [fields]
//! account = "user.id|api_key"
//!
//! [attributes]
//! tls = "client.ja3"
//! ```

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use hydrascope::input::PromptFrom;
use toml::{Table, Value};

use crate::arguments::{AttributeArgument, FieldArgument, OnlyArgument, RecordsArgument};
use crate::mapping::Mapping;

/// A file that is no mapping.
#[derive(Debug, thiserror::Error)]
pub(crate) enum MappingError {
    /// It cannot be read.
    #[error("cannot read {file}: expected a mapping file (TOML)")]
    Read { file: String, source: io::Error },
    /// It is no TOML.
    #[error("{file}: expected TOML, such as preset = \"litellm\" ({why})")]
    NotToml { file: String, why: String },
    /// A key that a mapping does not have.
    #[error(
        "{file}: {key}: expected one of the keys preset, fields, attributes, records, only, prompt_from, keep_account"
    )]
    UnknownKey { file: String, key: String },
    /// A value that a key cannot have.
    #[error("{file}: {key}: {why}")]
    Value { file: String, key: String, why: String },
    /// It cannot be written.
    #[error("cannot write {file}: expected a place where a new file can be written")]
    Write { file: String, source: io::Error },
}

/// Reads a mapping.
pub(crate) fn read(path: &Path) -> Result<Mapping, MappingError> {
    let file = || path.display().to_string();
    let text = fs::read_to_string(path).map_err(|source| MappingError::Read { file: file(), source })?;
    let table: Table = text.parse().map_err(|error: toml::de::Error| MappingError::NotToml {
        file: file(),
        why: place(&text, &error),
    })?;
    let mut mapping = Mapping::default();
    for (key, value) in &table {
        take(&mut mapping, key, value).map_err(|wrong| match wrong {
            None => MappingError::UnknownKey { file: file(), key: key.clone() },
            Some((key, why)) => MappingError::Value { file: file(), key, why },
        })?;
    }
    Ok(mapping)
}

/// What is wrong with a file that is no TOML, and on which line.
fn place(text: &str, error: &toml::de::Error) -> String {
    let line = error.span().map(|span| 1 + text[..span.start.min(text.len())].matches('\n').count());
    let message = error.message();
    line.map_or_else(|| message.to_owned(), |line| format!("line {line}: {message}"))
}

/// A key with what is wrong with its value; none where the key itself is.
type Wrong = Option<(String, String)>;

fn take(mapping: &mut Mapping, key: &str, value: &Value) -> Result<(), Wrong> {
    match key {
        "preset" => mapping.preset = Some(parsed(key, value)?),
        "records" => mapping.records = Some(parsed::<RecordsArgument>(key, value)?.0),
        "prompt_from" => mapping.prompt_from = Some(prompt_from(key, value)?),
        "only" => {
            for value in list(key, value)? {
                let OnlyArgument(path, values) = parsed(key, value)?;
                mapping.only.push((path, values));
            }
        }
        "keep_account" => {
            for value in list(key, value)? {
                mapping.keep_account.push(text(key, value)?.to_owned());
            }
        }
        "fields" => {
            for (key, pair) in pairs(key, value)? {
                let FieldArgument(field, path) = checked(&key, &pair)?;
                mapping.fields.push((field, path));
            }
        }
        "attributes" => {
            for (key, pair) in pairs(key, value)? {
                let AttributeArgument(name, path) = checked(&key, &pair)?;
                mapping.attributes.push((name, path));
            }
        }
        _ => return Err(None),
    }
    Ok(())
}

fn wrong(key: &str, expected: &str, value: &Value) -> Wrong {
    Some((key.to_owned(), format!("expected {expected}, got {}", value.type_str())))
}

fn text<'v>(key: &str, value: &'v Value) -> Result<&'v str, Wrong> {
    value.as_str().ok_or_else(|| wrong(key, "text", value))
}

fn list<'v>(key: &str, value: &'v Value) -> Result<&'v Vec<Value>, Wrong> {
    value.as_array().ok_or_else(|| wrong(key, "a list of texts", value))
}

/// The entries of a table as `name=path`, with the key of each.
fn pairs(key: &str, value: &Value) -> Result<Vec<(String, String)>, Wrong> {
    let table = value.as_table().ok_or_else(|| wrong(key, "a table of names and paths", value))?;
    let pair = |(name, value): (&String, &Value)| {
        let key = format!("{key}.{name}");
        let path = text(&key, value)?;
        Ok((key, format!("{name}={path}")))
    };
    table.iter().map(pair).collect()
}

fn checked<T: std::str::FromStr<Err: ToString>>(key: &str, text: &str) -> Result<T, Wrong> {
    text.parse().map_err(|error: T::Err| Some((key.to_owned(), error.to_string())))
}

fn parsed<T: std::str::FromStr<Err: ToString>>(key: &str, value: &Value) -> Result<T, Wrong> {
    checked(key, text(key, value)?)
}

fn prompt_from(key: &str, value: &Value) -> Result<PromptFrom, Wrong> {
    let name = text(key, value)?;
    let found = PromptFrom::ALL.into_iter().find(|from| from.name() == name);
    let expected = || PromptFrom::ALL.map(PromptFrom::name).join(", ");
    found.ok_or_else(|| Some((key.to_owned(), format!("expected one of {}, got {name:?}", expected()))))
}

/// Writes a mapping into a new file: what stands there already is somebody's.
pub(crate) fn write(path: &Path, mapping: &Mapping) -> Result<(), MappingError> {
    let failed = |source| MappingError::Write { file: path.display().to_string(), source };
    let mut file = fs::OpenOptions::new().write(true).create_new(true).open(path).map_err(failed)?;
    file.write_all(told(mapping).as_bytes()).map_err(failed)
}

/// A mapping as TOML.
fn told(mapping: &Mapping) -> String {
    // JSON's strings are TOML's, but for the character that TOML wants escaped and JSON does not.
    let quoted = |text: &str| serde_json::json!(text).to_string().replace('\u{7f}', "\\u007f");
    let listed = |texts: Vec<String>| texts.iter().map(|text| quoted(text)).collect::<Vec<_>>().join(", ");
    let mut lines = vec!["# Which field of a log holds what, for --mapping of detect and others.".to_owned()];
    let mut line = |key: &str, value: String| lines.push(format!("{key} = {value}"));
    if let Some(preset) = mapping.preset {
        line("preset", quoted(preset.name()));
    }
    if let Some(records) = &mapping.records {
        line("records", quoted(records));
    }
    if !mapping.only.is_empty() {
        let only = mapping.only.iter().map(|(path, values)| format!("{path}={values}")).collect();
        line("only", format!("[{}]", listed(only)));
    }
    if let Some(from) = mapping.prompt_from {
        line("prompt_from", quoted(from.name()));
    }
    if !mapping.keep_account.is_empty() {
        line("keep_account", format!("[{}]", listed(mapping.keep_account.clone())));
    }
    for (table, pairs) in [("fields", &mapping.fields), ("attributes", &mapping.attributes)] {
        if !pairs.is_empty() {
            lines.push(format!("\n[{table}]"));
            // Of a name that stands twice the last counts.
            let last = |n: usize, name: &str| !pairs[n + 1..].iter().any(|(later, _)| later == name);
            let named = pairs.iter().enumerate().filter(|(n, (name, _))| last(*n, name));
            lines.extend(named.map(|(_, (name, path))| format!("{} = {}", quoted(name), quoted(path))));
        }
    }
    lines.join("\n") + "\n"
}

#[cfg(test)]
mod tests {
    use hydrascope::input::{Preset, PromptFrom};

    use super::{Mapping, Table, take, told};

    #[test]
    fn what_is_written_is_read_back() {
        let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        let mapping = Mapping {
            preset: Some(Preset::OpenAi),
            fields: vec![pair("account", r"a\.b[key=x y].value|const:\u007f é"), pair("time", "t")],
            attributes: vec![pair("tls \"x\"", "client.ja3")],
            records: Some("r[].s[]".into()),
            only: vec![pair("a[k=v].type", "X|Y")],
            prompt_from: Some(PromptFrom::LastUser),
            keep_account: vec!["none".into()],
        };
        let table: Table = told(&mapping).parse().unwrap();
        let mut read = Mapping::default();
        table.iter().for_each(|(key, value)| take(&mut read, key, value).unwrap());
        read.fields.sort();
        assert_eq!(read, mapping);
        assert_eq!(told(&Mapping::default()).lines().count(), 1);
    }
}
