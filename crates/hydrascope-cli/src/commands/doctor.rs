//! `hydrascope doctor`.

use std::path::PathBuf;

use clap::{Args, ValueHint};
use hydrascope::device::DeviceKind;
use hydrascope::distance::cuda::Device;
use hydrascope::embed::{Embedder, inspect};
use serde_json::json;

use crate::failure::{Failure, Outcome, print, print_json};
use crate::models;

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
    /// Print one JSON document instead of lines
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let (model, runtime) = models::open(
        arguments.model.as_deref(),
        arguments.onnxruntime.as_deref(),
        DeviceKind::Cpu,
        arguments.json,
    )?;
    let diagnosis = inspect(&runtime, &model);
    // A model that does not run here is worse than a slow one: loading it is part of the diagnosis.
    Embedder::new(model, runtime)?;
    let version = env!("CARGO_PKG_VERSION");
    let gpu = match Device::open(0) {
        Ok(device) => format!("{}: recluster compares on it", device.name()),
        Err(error) => error.to_string(),
    };
    if arguments.json {
        print_json(&json!({ "version": version, "diagnosis": diagnosis, "gpu": gpu }))?;
    } else {
        let diagnosis = diagnosis.to_string();
        print(&format!("hydrascope {version}\n{}\ngpu      {gpu}\n", diagnosis.trim_end()))?;
    }
    Ok(Outcome::Done)
}
