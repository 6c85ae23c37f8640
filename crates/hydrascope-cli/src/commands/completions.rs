//! `hydrascope completions`.

use clap::Args;
use clap_complete::Shell;

use crate::config::Called;
use crate::failure::{Failure, Outcome, print};

/// Prints what a shell needs to complete commands and options
#[derive(Args)]
#[command(after_help = HELP)]
pub(crate) struct Arguments {
    /// The shell
    shell: Shell,
}

const HELP: &str = "\
Examples:
  hydrascope completions bash > ~/.local/share/bash-completion/completions/hydrascope
  hydrascope completions zsh > ~/.zfunc/_hydrascope
  hydrascope completions fish > ~/.config/fish/completions/hydrascope.fish";

pub(crate) fn run(arguments: &Arguments, mut called: Called) -> Result<Outcome, Failure> {
    let mut text = Vec::new();
    clap_complete::generate(arguments.shell, &mut called.root, "hydrascope", &mut text);
    print(&String::from_utf8_lossy(&text))?;
    Ok(Outcome::Done)
}
