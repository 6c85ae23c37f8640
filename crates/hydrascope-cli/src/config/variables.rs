//! The environment: a variable an option.

use clap::builder::BoolishValueParser;
use clap::{Arg, ArgAction, Command};

/// Options that tell about the program itself, or name the settings.
const OWN: [&str; 3] = ["help", "version", "config"];

/// The variable of an option, such as `HYDRASCOPE_MAX_PROMPT_BYTES`; none of what is no option.
pub(crate) fn variable(argument: &Arg) -> Option<String> {
    let name = argument.get_long().filter(|name| !OWN.contains(name))?;
    Some(format!("HYDRASCOPE_{}", name.replace('-', "_").to_uppercase()))
}

/// The command, each option of which also takes its value from a variable.
pub(crate) fn with_variables(command: Command) -> Command {
    command.mut_args(with_variable).mut_subcommands(with_variables)
}

fn with_variable(argument: Arg) -> Arg {
    let Some(variable) = variable(&argument) else { return argument };
    let argument = match argument.get_action() {
        ArgAction::SetTrue => argument.value_parser(BoolishValueParser::new()),
        _ => argument,
    };
    argument.env(variable).hide_env(true)
}
