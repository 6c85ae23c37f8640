//! `hydrascope model`.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueHint};

use crate::failure::{Failure, Outcome};

/// Gets other embedding models
#[derive(Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Gets a model from a model hub, checked by size and hash
    #[command(after_help = "\
Examples:
  hydrascope model fetch all-MiniLM-L6-v2 --out models/minilm
  hydrascope detect traffic.jsonl.gz --model models/minilm --out report")]
    Fetch {
        /// Name of the model
        name: String,
        /// Folder to put it in [default: a folder of the model's name]
        #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
        out: Option<PathBuf>,
    },
}

/// STAND-IN until the fetching of models is joined.
pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let Command::Fetch { name, out } = &arguments.command;
    let folder = out.clone().unwrap_or_else(|| PathBuf::from(name));
    Err(format!("this build cannot fetch {name} into {}", folder.display()).into())
}
