//! A file of settings (TOML): options of all commands, and tables of those of one.
//!
//! ```toml
//! threads = 2
//!
//! [detect]
//! fdr = 0.01
//! attribute = ["tls=client.ja3"]
//! ```

use std::fs;
use std::io::ErrorKind;

use clap::{Arg, ArgAction, Command};
use toml::{Table, Value};

use super::error::ConfigError;
use super::place::Place;
use super::variables::variable;

/// What a file says.
#[derive(Debug, Default)]
pub(crate) struct ConfigFile {
    /// The file as it was named; none without one.
    pub(crate) name: Option<String>,
    table: Table,
}

impl ConfigFile {
    /// Reads the file, where there is one, and checks that commands have what it sets.
    pub(crate) fn read(place: &Place, root: &Command) -> Result<Self, ConfigError> {
        let (path, is_named) = match place {
            Place::None => return Ok(Self::default()),
            Place::Named(path) => (path, true),
            Place::Usual(path) => (path, false),
        };
        let name = path.display().to_string();
        let text = match fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if error.kind() == ErrorKind::NotFound && !is_named => return Ok(Self::default()),
            Err(source) => return Err(ConfigError::Read { file: name, source }),
        };
        let table: Table = text.parse().map_err(|error: toml::de::Error| ConfigError::NotToml {
            file: name.clone(),
            why: error.message().to_owned(),
        })?;
        let file = Self { name: Some(name), table };
        for (key, value) in &file.table {
            file.check(root, key, value)?;
        }
        Ok(file)
    }

    fn check(&self, command: &Command, key: &str, value: &Value) -> Result<(), ConfigError> {
        let unknown = || ConfigError::UnknownKey { file: self.file(), key: key.to_owned() };
        if let Value::Table(table) = value {
            let inner = command.find_subcommand(key).ok_or_else(unknown)?;
            return table.iter().try_for_each(|(key, value)| self.check(inner, key, value));
        }
        let options = leaves(command).into_iter().filter_map(|leaf| option(leaf, key));
        let mut checked = options.map(|option| self.arguments(option, key, value).map(|_| ())).peekable();
        checked.peek().ok_or_else(unknown)?;
        checked.collect()
    }

    /// What the file sets of a command, named by the way to it: an option's id with what would be written on the command line. What a table
    /// of the command itself says counts more.
    pub(crate) fn of(
        &self,
        way: &[&str],
        command: &Command,
    ) -> Result<Vec<(String, Vec<String>)>, ConfigError> {
        let mut tables = vec![&self.table];
        for name in way {
            tables.extend(tables.last().and_then(|table| table.get(*name)).and_then(Value::as_table));
        }
        let mut set: Vec<(String, Vec<String>)> = Vec::new();
        for (key, value) in tables.into_iter().flatten().filter(|(_, value)| !value.is_table()) {
            let Some(option) = option(command, key) else { continue };
            let id = option.get_id().to_string();
            set.retain(|(earlier, _)| *earlier != id);
            set.push((id, self.arguments(option, key, value)?));
        }
        Ok(set)
    }

    fn file(&self) -> String {
        self.name.clone().unwrap_or_default()
    }

    /// An option's value as it would be written on the command line.
    fn arguments(&self, option: &Arg, key: &str, value: &Value) -> Result<Vec<String>, ConfigError> {
        let wrong = |expected| ConfigError::Value {
            file: self.file(),
            key: key.to_owned(),
            expected,
            got: value.type_str(),
        };
        let long = option.get_long().unwrap_or(key);
        let one = |value: &Value| {
            plain(value).map(|text| format!("--{long}={text}")).ok_or_else(|| wrong("a text or a number"))
        };
        match (option.get_action(), value) {
            (ArgAction::SetTrue, Value::Boolean(set)) => {
                Ok(if *set { vec![format!("--{long}")] } else { Vec::new() })
            }
            (ArgAction::SetTrue, _) => Err(wrong("true or false")),
            (ArgAction::Append, Value::Array(values)) => values.iter().map(one).collect(),
            (_, value) => Ok(vec![one(value)?]),
        }
    }
}

/// A text or a number, as it is written.
fn plain(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Integer(number) => Some(number.to_string()),
        Value::Float(number) => Some(number.to_string()),
        Value::Datetime(time) => Some(time.to_string()),
        _ => None,
    }
}

/// The option of a command that a key names, with `-` or `_`.
fn option<'c>(command: &'c Command, key: &str) -> Option<&'c Arg> {
    let key = key.replace('_', "-");
    command.get_arguments().find(|argument| argument.get_long() == Some(&key) && variable(argument).is_some())
}

/// The commands that do something.
fn leaves(command: &Command) -> Vec<&Command> {
    if command.has_subcommands() {
        command.get_subcommands().flat_map(leaves).collect()
    } else {
        vec![command]
    }
}
