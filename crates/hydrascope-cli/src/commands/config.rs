//! `hydrascope config`.

use std::ffi::OsString;

use clap::parser::ValueSource;
use clap::{Args, Subcommand};
use serde_json::{Map, Value, json};

use crate::config::{Called, leaf, merge, variable};
use crate::failure::{Failure, Outcome, print, print_json};

/// Tells which settings hold
#[derive(Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    action: Action,
}

#[derive(Subcommand)]
enum Action {
    Show(Show),
}

/// Prints each option of a command with its value, and where that comes from
///
/// Settings are read from the file that --config or HYDRASCOPE_CONFIG names, else from hydrascope/config.toml in $XDG_CONFIG_HOME or
/// ~/.config; an empty HYDRASCOPE_CONFIG says that there is none. Options stand in it by their names: at the head for all commands, in
/// tables for one. A variable, such as HYDRASCOPE_THREADS, counts more than the file, and the command line more than both.
#[derive(Args)]
#[command(after_help = HELP)]
struct Show {
    /// The command, such as detect or model fetch
    #[arg(default_value = "detect", num_args = 1..)]
    command: Vec<String>,
    /// Print one JSON document instead of text
    #[arg(long)]
    json: bool,
}

const HELP: &str = "\
Examples:
  hydrascope config show
  hydrascope config show recluster --json

  # config.toml
  threads = 2
  [detect]
  fdr = 0.01
  attribute = [\"tls=client.ja3\"]";

/// A word that is no command.
#[derive(Debug, thiserror::Error)]
#[error("{0}: expected a command, such as detect")]
struct NoCommand(String);

/// An option that has a value.
struct Setting {
    name: String,
    values: Vec<String>,
    from: &'static str,
}

pub(crate) fn run(arguments: &Arguments, called: &Called) -> Result<Outcome, Failure> {
    let Action::Show(show) = &arguments.action;
    let (file, settings) = settings(&show.command, called)?;
    if show.json {
        let told = |s: &Setting| (s.name.clone(), json!({ "values": s.values, "from": s.from }));
        let settings: Map<String, Value> = settings.iter().map(told).collect();
        print_json(&json!({ "file": file, "command": show.command.join(" "), "settings": settings }))?;
    } else {
        let file = file.as_deref().unwrap_or("none");
        let line = |s: &Setting| format!("{} = {}  # {}\n", s.name, shown(&s.values), s.from);
        let lines: String = settings.iter().map(line).collect();
        print(&format!("# settings file: {file}\n[{}]\n{lines}", show.command.join(".")))?;
    }
    Ok(Outcome::Done)
}

/// The settings file, and what holds of the options of a command.
fn settings(way: &[String], called: &Called) -> Result<(Option<String>, Vec<Setting>), Failure> {
    let Called { root, config } = called;
    let mut command = root;
    for name in way {
        command = command.find_subcommand(name).ok_or_else(|| NoCommand(name.clone()))?;
    }
    let named = config.iter().flat_map(|path| ["--config".into(), path.as_os_str().to_owned()]);
    let written = std::iter::once("hydrascope".into()).chain(named).chain(way.iter().map(OsString::from));
    let merged = merge(root, written.collect())?;
    let matches = root.clone().ignore_errors(true).try_get_matches_from(&merged.arguments)?;
    let (_, command, matches) = leaf(root, &matches);
    let setting = |option: &clap::Arg| {
        variable(option)?;
        let id = option.get_id().as_str();
        let from = match matches.value_source(id)? {
            ValueSource::DefaultValue => "default",
            ValueSource::EnvVariable => "variable",
            _ if merged.taken.iter().any(|taken| taken == id) => "file",
            _ => "command line",
        };
        let values = matches.get_raw(id).into_iter().flatten();
        Some(Setting {
            name: option.get_long()?.to_owned(),
            values: values.map(|value| value.to_string_lossy().into_owned()).collect(),
            from,
        })
    };
    let settings = command.get_arguments().filter_map(setting).collect();
    Ok((merged.file, settings))
}

/// Values as TOML has them.
fn shown(values: &[String]) -> String {
    let one = |value: &String| match value.parse::<f64>() {
        Ok(number) if number.is_finite() => value.clone(),
        _ if matches!(value.as_str(), "true" | "false") => value.clone(),
        _ => json!(value).to_string(),
    };
    match values {
        [] => "true".to_owned(),
        [value] => one(value),
        many => format!("[{}]", many.iter().map(one).collect::<Vec<_>>().join(", ")),
    }
}
