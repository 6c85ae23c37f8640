//! `hydrascope-eval groups`.

use std::fs::File;
use std::io::BufWriter;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueHint};
use hydrascope::detector::{Detector, Watch};
use hydrascope::input::{FieldMap, Input, Preset, ReadSettings, read};
use hydrascope::params::Params;
use hydrascope::request::HashKey;
use hydrascope_eval::write_groups;

use super::embedder::embedder;
use crate::failure::Failure;

/// Writes what each signal says of every group that detection judges in a log
#[derive(Args)]
#[command(after_help = HELP)]
pub(crate) struct Arguments {
    /// Request log
    #[arg(value_name = "LOG", value_hint = ValueHint::FilePath)]
    input: PathBuf,
    /// File to write: JSON lines with the strength, hypotheses, readings and request ids of each group
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    out: PathBuf,
    /// Leave the embedding out
    #[arg(long)]
    no_embedding: bool,
    /// Folder of another sentence encoder
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    model: Option<PathBuf>,
    /// File of another hash key: samples fall on other requests
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    hash_key_file: Option<PathBuf>,
}

const HELP: &str = "\
Example:
  hydrascope simulate --accounts 14000 --seed 1 --out week --labels
  hydrascope-eval groups week/traffic.jsonl.gz --out groups.jsonl";

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let settings = ReadSettings::new(FieldMap::preset(Preset::Plain));
    let inputs = Input::expand(arguments.input.as_os_str())?;
    let (requests, _) = read(&inputs, &settings, &mut |_| ())?;
    let embedder = if arguments.no_embedding { None } else { Some(embedder(arguments.model.as_deref())?) };
    let key = arguments.hash_key_file.as_deref().map(HashKey::read).transpose()?.unwrap_or_default();
    let params = Params::builder().hash_key(key).build()?;
    let detector = Detector::builder().params(params).embedder(embedder).build()?;
    let found = detector.detect_watched(&detector.log(&requests)?, &mut Watch::default())?;
    write_groups(&mut BufWriter::new(File::create(&arguments.out)?), &requests, &found)?;
    Ok(ExitCode::SUCCESS)
}
