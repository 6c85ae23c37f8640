//! `hydrascope model`.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand, ValueHint};

use crate::failure::{Failure, Outcome, print};

/// Gets other embedding models
#[derive(Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Gets a model from a model hub, checked by size and hash
    ///
    /// The variable HF_ENDPOINT names another hub than the default.
    #[command(after_help = "\
Examples:
  hydrascope model fetch sentence-transformers/all-MiniLM-L6-v2 --out models/minilm
  hydrascope detect traffic.jsonl.gz --model models/minilm --out report")]
    Fetch {
        /// Name of the model, as owner/model
        name: String,
        /// Folder to put it in [default: a folder of the model's name]
        #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
        out: Option<PathBuf>,
        /// What model.onnx has to hash to, as 64 hexadecimal digits
        #[arg(long, value_name = "HEX")]
        sha256: Option<String>,
    },
}

pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let Command::Fetch { name, out, sha256 } = &arguments.command;
    let folder = match out {
        Some(folder) => folder.as_path(),
        None => Path::new(name.rsplit('/').next().unwrap_or(name)),
    };
    for file in hydrascope_models::fetch(name, folder, sha256.as_deref())? {
        print(&format!("{}\n", file.display()))?;
    }
    Ok(Outcome::Done)
}
