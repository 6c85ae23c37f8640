//! What detection weighed, a line a group: the input of `scripts/fit_weights.py`.

use std::error::Error;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use clap::Parser;
use hydrascope::batch::{Detection, detect};
use hydrascope::campaign::FEATURES;
use hydrascope::embed::{Embedder, Model, Runtime};
use hydrascope::input::{FieldMap, Input, Preset, ReadSettings, read};
use hydrascope::params::Params;
use hydrascope::request::Request;
use serde_json::json;

/// Writes the features of every group that detection weighs in a log
#[derive(Parser)]
#[command(after_help = "Example:\n  hydrascope simulate --accounts 14000 --seed 1 --out week --labels\n  \
                        hydrascope-eval week/traffic.jsonl.gz --out groups.jsonl\n  \
                        python3 scripts/fit_weights.py week groups.jsonl")]
struct Arguments {
    /// Request log
    input: PathBuf,
    /// File to write: JSON lines with the features, strength and request ids of each group
    #[arg(long)]
    out: PathBuf,
    /// Leave the embedding out
    #[arg(long)]
    no_embedding: bool,
    /// Folder of another sentence encoder
    #[arg(long)]
    model: Option<PathBuf>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments = Arguments::parse();
    let settings = ReadSettings::new(FieldMap::preset(Preset::Plain));
    let inputs = [Input::from_argument(arguments.input.as_os_str())];
    let (requests, _) = read(&inputs, &settings, &mut |_| ())?;
    let embedder = match (arguments.no_embedding, &arguments.model) {
        (true, _) => None,
        (false, None) => Some(Embedder::new(Model::embedded()?, Runtime::discover(None)?)?),
        (false, Some(folder)) => Some(Embedder::new(Model::from_folder(folder)?, Runtime::discover(None)?)?),
    };
    let found = detect(&requests, &Params::default().validate()?, embedder.as_ref(), &mut |_| ())?;
    write(&arguments.out, &requests, &found)?;
    Ok(())
}

fn write(path: &Path, requests: &[Request], found: &Detection) -> Result<(), Box<dyn Error>> {
    let mut out = BufWriter::new(File::create(path)?);
    let names = FEATURES.map(|f| f.name);
    for judged in &found.judged {
        let members = judged.part.group.members.iter();
        let ids: Vec<&str> =
            members.flat_map(|m| m.requests.iter().map(|&r| &*requests[r as usize].id)).collect();
        let features = judged.evidence.features();
        let line = json!({ "strength": judged.strength, "names": names, "features": features, "ids": ids });
        writeln!(out, "{line}")?;
    }
    out.flush()?;
    Ok(())
}
