//! `hydrascope model`.

use std::num::NonZeroU64;
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand, ValueHint};
use hydrascope::device::DeviceKind;
use hydrascope::embed::{Model, Runtime};

use crate::failure::{Failure, Outcome, message, print};
use crate::options::device_kind;
use crate::trial::{self, Trial};

/// Gets other embedding models, and checks them
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
    /// Checks a model's folder, then loads it and embeds texts in a process of its own
    ///
    /// Other commands do the same with a folder that they meet for the first time, and remember by its hash that it passed. Exit code
    /// 1 where the folder is refused, or where the process is killed, ends or does not end.
    #[command(after_help = "\
Examples:
  hydrascope model check models/minilm
  hydrascope model check models/minilm --onnxruntime libonnxruntime.so --seconds 600")]
    Check(TryArguments),
    // What `check` starts: not for people.
    #[command(hide = true)]
    Try(TryArguments),
}

/// A model to try.
#[derive(Args)]
struct TryArguments {
    /// Folder of the model (model.onnx, tokenizer.json, config.json)
    #[arg(value_name = "DIR", value_hint = ValueHint::DirPath)]
    folder: PathBuf,
    /// The library of ONNX Runtime, 1.24 or newer
    #[arg(long, value_name = "PATH", value_hint = ValueHint::FilePath)]
    onnxruntime: Option<PathBuf>,
    /// Where the model runs: auto, cpu or cuda
    #[arg(long, default_value = DeviceKind::Cpu.name(), value_parser = device_kind())]
    device: DeviceKind,
    /// Seconds that loading and embedding may take
    #[arg(long, value_name = "SECONDS", default_value_t = trial::SECONDS)]
    seconds: NonZeroU64,
}

impl TryArguments {
    fn trial(&self) -> Trial<'_> {
        let onnxruntime = self.onnxruntime.as_deref();
        Trial { folder: &self.folder, onnxruntime, device: self.device, seconds: self.seconds }
    }
}

pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    match &arguments.command {
        Command::Fetch { name, out, sha256 } => fetch(name, out.as_deref(), sha256.as_deref()),
        Command::Check(arguments) => check(&arguments.trial()),
        Command::Try(arguments) => {
            print(&format!("{}\n", trial::subject(&arguments.trial())?))?;
            Ok(Outcome::Done)
        }
    }
}

fn fetch(name: &str, out: Option<&Path>, sha256: Option<&str>) -> Result<Outcome, Failure> {
    let folder = out.unwrap_or_else(|| Path::new(name.rsplit('/').next().unwrap_or(name)));
    for file in hydrascope_models::fetch(name, folder, sha256)? {
        print(&format!("{}\n", file.display()))?;
    }
    Ok(Outcome::Done)
}

fn check(trial: &Trial<'_>) -> Result<Outcome, Failure> {
    let model = Model::from_folder(trial.folder)?;
    let runtime = Runtime::discover(trial.onnxruntime)?;
    let (note, said) = trial.run(&model, &runtime)?;
    note.iter().for_each(|note| message(note));
    let (name, version) = (runtime.name(), runtime.version());
    print(&format!("{}: can be used with {name} {version}: {said}\n", trial.folder.display()))?;
    Ok(Outcome::Done)
}
