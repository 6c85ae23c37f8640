//! `hydrascope man`.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use clap::{Args, Command, ValueHint};
use clap_mangen::Man;

use crate::config::Called;
use crate::failure::{Failure, Outcome, message, print};

/// Prints the manual page, or writes those of all commands
#[derive(Args)]
#[command(after_help = HELP)]
pub(crate) struct Arguments {
    /// Directory for the pages of all commands, such as ~/.local/share/man/man1
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    out: Option<PathBuf>,
}

const HELP: &str = "\
Examples:
  hydrascope man | man -l -
  hydrascope man --out ~/.local/share/man/man1";

/// A page that cannot be written.
#[derive(Debug, thiserror::Error)]
#[error("cannot write {}: expected a directory with room that this user may write to", path.display())]
struct ManError {
    path: PathBuf,
    source: io::Error,
}

pub(crate) fn run(arguments: &Arguments, called: Called) -> Result<Outcome, Failure> {
    let mut root = called.root;
    root.build();
    let Some(out) = &arguments.out else {
        let mut text = Vec::new();
        Man::new(root).render(&mut text)?;
        print(&String::from_utf8_lossy(&text))?;
        return Ok(Outcome::Done);
    };
    fs::create_dir_all(out).map_err(|source| ManError { path: out.clone(), source })?;
    let pages = write(&root, "hydrascope", out)?;
    message(&format!("{pages} pages written to {}", out.display()));
    Ok(Outcome::Done)
}

/// Writes the page of a command and those of the commands in it; their number.
fn write(command: &Command, name: &str, out: &Path) -> Result<usize, Failure> {
    let path = out.join(format!("{name}.1"));
    let mut text = Vec::new();
    Man::new(command.clone().name(name.to_owned())).render(&mut text)?;
    fs::write(&path, text).map_err(|source| ManError { path, source })?;
    let inner = command.get_subcommands().filter(|inner| inner.get_name() != "help" && !inner.is_hide_set());
    inner
        .map(|inner| write(inner, &format!("{name}-{}", inner.get_name()), out))
        .sum::<Result<usize, _>>()
        .map(|n| n + 1)
}
