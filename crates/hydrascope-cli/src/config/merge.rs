//! The command line with what a settings file adds to it.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::error::ErrorKind;
use clap::parser::ValueSource;
use clap::{ArgMatches, Command};

use super::error::ConfigError;
use super::file::ConfigFile;
use super::place::Place;
use crate::failure::Failure;

/// The command line as it is read.
pub(crate) struct Merged {
    /// All that is read.
    pub(crate) arguments: Vec<OsString>,
    /// What was written.
    written: Vec<OsString>,
    /// The settings file, as it was named; none without one.
    pub(crate) file: Option<String>,
    /// What of it was taken, by the id of the option.
    pub(crate) taken: Vec<String>,
}

impl Merged {
    /// Whose fault it is that this cannot be read: that of the file where what was written can be, or lacks only what the file gives.
    pub(crate) fn refused(&self, root: &Command, error: clap::Error) -> Failure {
        let (Some(file), false) = (&self.file, self.taken.is_empty()) else { return error.into() };
        match root.clone().try_get_matches_from(&self.written) {
            Err(own) if own.kind() != ErrorKind::MissingRequiredArgument => own.into(),
            _ => {
                let text = error.render().to_string();
                let why = text.lines().next().unwrap_or_default().trim_start_matches("error: ").to_owned();
                ConfigError::Refused { file: file.clone(), why }.into()
            }
        }
    }
}

/// Adds what a settings file says to the arguments: what neither these nor the environment says, and nothing that excludes.
pub(crate) fn merge(root: &Command, arguments: Vec<OsString>) -> Result<Merged, ConfigError> {
    let lenient = root.clone().ignore_errors(true).try_get_matches_from(&arguments);
    // Help and version are asked for, or nothing can be made of it: the real reading tells.
    let Ok(matches) = lenient else {
        return Ok(Merged { written: arguments.clone(), arguments, file: None, taken: Vec::new() });
    };
    let named = matches.try_get_one::<PathBuf>("config").ok().flatten().cloned();
    let file = ConfigFile::read(&Place::find(named), root)?;
    let (way, command, matches) = leaf(root, &matches);
    let mut added: Vec<OsString> = Vec::new();
    let mut taken = Vec::new();
    for (id, written) in file.of(&way, command)? {
        let is_said = |id: &str| is_said(matches, id);
        let option = command.get_arguments().find(|argument| argument.get_id() == id.as_str());
        let excludes = |other: &&clap::Arg| is_said(other.get_id().as_str());
        let is_excluded =
            option.is_some_and(|option| command.get_arg_conflicts_with(option).iter().any(excludes));
        if !is_said(&id) && !is_excluded {
            added.extend(written.into_iter().map(OsString::from));
            taken.push(id);
        }
    }
    let written = arguments.clone();
    let mut arguments = arguments;
    // Behind two dashes all are inputs.
    let end = arguments.iter().position(|argument| argument == "--").unwrap_or(arguments.len());
    arguments.splice(end..end, added);
    Ok(Merged { arguments, written, file: file.name, taken })
}

/// The command that the arguments lead to, with the way to it and what they say of it.
pub(crate) fn leaf<'c, 'm>(
    root: &'c Command,
    matches: &'m ArgMatches,
) -> (Vec<&'m str>, &'c Command, &'m ArgMatches) {
    let (mut way, mut command, mut matches) = (Vec::new(), root, matches);
    while let Some((name, inner)) = matches.subcommand() {
        let Some(found) = command.find_subcommand(name) else { break };
        way.push(name);
        (command, matches) = (found, inner);
    }
    (way, command, matches)
}

/// Whether the command line or the environment says something of an option.
fn is_said(matches: &ArgMatches, id: &str) -> bool {
    matches!(
        matches.try_contains_id(id).ok().and_then(|_| matches.value_source(id)),
        Some(ValueSource::CommandLine | ValueSource::EnvVariable)
    )
}
