//! `hydrascope doctor`.

use std::path::PathBuf;

use clap::{Args, ValueHint};

use crate::failure::{Failure, Outcome, print};

/// Says which runtime, model and instructions this machine gives, and what would be faster
#[derive(Args)]
#[command(after_help = "\
Examples:
  hydrascope doctor
  hydrascope doctor --onnxruntime /opt/onnxruntime/libonnxruntime.so --model models/minilm")]
pub(crate) struct Arguments {
    /// Folder of another sentence encoder
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    model: Option<PathBuf>,
    /// The library of ONNX Runtime, 1.24 or newer
    #[arg(long, value_name = "PATH", value_hint = ValueHint::FilePath)]
    onnxruntime: Option<PathBuf>,
}

/// STAND-IN until `hydrascope::embed` is joined: only the version is told.
pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let Arguments { model: _, onnxruntime: _ } = arguments;
    print(concat!("hydrascope ", env!("CARGO_PKG_VERSION"), "\n"))?;
    Ok(Outcome::Done)
}
