//! `hydrascope bench`.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use clap::builder::PossibleValuesParser;
use clap::{Args, ValueHint};
use hydrascope::device::DeviceKind;
use hydrascope::embed::Embedder;
use hydrascope::input::{Input, read};
use hydrascope_bench::{BenchError, Models, NAMES, Peers, Plan, Report, Source, table};
use serde_json::json;

use super::demo;
use crate::failure::{Failure, Outcome, message, print, print_json};
use crate::models;
use crate::options::device_kind;
use crate::progress::Progress;
use crate::reading::ReadOptions;

/// Measures how fast each stage and the whole of detection are here, and how cost grows with size
///
/// Works on the shipped traffic, on simulated traffic of any size, or on a log of yours.
#[derive(Args)]
#[command(after_help = HELP)]
pub(crate) struct Arguments {
    /// Request log, - for standard input [default: the shipped traffic, or simulated traffic where --size is given]
    #[arg(value_name = "INPUT", value_hint = ValueHint::FilePath)]
    input: Option<OsString>,
    #[command(flatten)]
    what: What,
    #[command(flatten, next_help_heading = "Models")]
    models: ModelOptions,
    #[command(flatten, next_help_heading = "Peers")]
    peers: PeerOptions,
    #[command(flatten, next_help_heading = "Reading")]
    read: ReadOptions,
    /// Write bench.json, and what the peers work on, into this directory
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath, help_heading = "Output")]
    out: Option<PathBuf>,
    /// Print one JSON document instead of the table
    #[arg(long, help_heading = "Output")]
    json: bool,
    /// Print no progress and no notes
    #[arg(long, short, help_heading = "Output")]
    quiet: bool,
}

const HELP: &str = "\
Examples:
  hydrascope bench
  hydrascope bench --size 10000 --size 30000 --size 100000 --json
  hydrascope bench traffic.jsonl.gz --stage detect --threads 1 --threads 2
  hydrascope bench --size 100000 --stage exact-join --stage exact-top10 --near-duplicates 0.5
  hydrascope bench --size 20000 --threads 1 --peers --out bench
  hydrascope bench log.jsonl.gz --size 1000000 --vectors rows.npy --stage cuda-join";

/// What to measure.
#[derive(Args)]
struct What {
    /// Stage to measure; repeatable [default: all]
    #[arg(long = "stage", value_name = "STAGE", value_parser = PossibleValuesParser::new(NAMES))]
    stages: Vec<String>,
    /// Requests, and vectors to search; repeatable, to see how cost grows
    #[arg(long = "size", value_name = "N")]
    sizes: Vec<usize>,
    /// Threads; repeatable [default: one a core]
    #[arg(long, value_name = "N")]
    threads: Vec<usize>,
    /// Runs that count of each stage, after one to warm up
    #[arg(long, value_name = "N", default_value_t = Plan::default().runs)]
    runs: usize,
    /// Seconds after which a stage is not run again
    #[arg(long, value_name = "SECONDS", default_value_t = Plan::default().budget_seconds)]
    seconds: f64,
    /// Share of the vectors to search that repeat another one with little noise, 0 to 0.99
    #[arg(long, value_name = "SHARE", default_value_t = 0.0)]
    near_duplicates: f64,
    /// An .npy file of 32-bit vectors to search, in place of vectors of prompts
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    vectors: Option<PathBuf>,
    /// The most bytes of a GPU's memory that vectors may take; more are streamed [default: nearly all]
    #[arg(long, value_name = "BYTES")]
    gpu_memory: Option<usize>,
    /// Seed of simulated traffic and of noise
    #[arg(long, default_value_t = Plan::default().seed)]
    seed: u64,
}

/// Which encoders to run.
#[derive(Args)]
struct ModelOptions {
    /// Folder of another sentence encoder, whose vectors are searched
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    model: Option<PathBuf>,
    /// Folder of a MiniLM, to be timed beside it
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    minilm: Option<PathBuf>,
    /// The library of ONNX Runtime, 1.24 or newer
    #[arg(long, value_name = "PATH", value_hint = ValueHint::FilePath)]
    onnxruntime: Option<PathBuf>,
    /// Where the MiniLM runs: auto, cpu or cuda
    #[arg(long, default_value = DeviceKind::Cpu.name(), value_parser = device_kind())]
    device: DeviceKind,
}

/// How to run the peers.
#[derive(Args)]
struct PeerOptions {
    /// Run other libraries on the same data, those that do what the stages do; writes prompts and vectors into --out
    #[arg(long, requires = "out")]
    peers: bool,
    /// Python that has the peers' packages [default: an environment that is made once, in target/peers]
    #[arg(long, value_name = "PATH", requires = "peers", value_hint = ValueHint::FilePath)]
    python: Option<PathBuf>,
    /// Folder of an unquantised MiniLM for the peers, where --minilm names a quantised one
    #[arg(long, value_name = "DIR", requires = "peers", value_hint = ValueHint::DirPath)]
    peers_minilm: Option<PathBuf>,
    /// The script that runs them [default: scripts/peers/run.py of the source tree around here]
    #[arg(long, value_name = "PATH", requires = "peers", value_hint = ValueHint::FilePath)]
    peers_script: Option<PathBuf>,
}

/// The script of the peers is not where it is looked for.
#[derive(Debug, thiserror::Error)]
#[error("expected the script of the peers at {0}, found none; name it with --peers-script")]
struct NoScript(String);

pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let what = &arguments.what;
    let plan = Plan {
        stages: what.stages.clone(),
        sizes: what.sizes.clone(),
        threads: what.threads.clone(),
        runs: what.runs,
        budget_seconds: what.seconds,
        near_duplicates: what.near_duplicates,
        vectors: what.vectors.clone(),
        gpu_memory: what.gpu_memory,
        seed: what.seed,
    };
    let plan = plan.validate()?;
    let progress = Progress::new(arguments.quiet);
    let peers = peers(arguments)?;
    let models = encoders(&arguments.models, arguments.quiet)?;
    let source = source(arguments, &progress)?;
    let mut report =
        hydrascope_bench::run(&plan, &source, &models, peers.as_ref(), &mut |doing| progress.doing(doing))?;
    progress.finish();
    report.command = command();
    if let Some(out) = &arguments.out {
        write(&report, out)?;
        if !arguments.quiet {
            message(&format!("written to {}", out.join("bench.json").display()));
        }
    }
    if arguments.json { print_json(&json!(report)) } else { print(&table(&report)) }?;
    Ok(Outcome::Done)
}

/// The command that was typed, the path of the program left out.
fn command() -> String {
    let words = std::env::args_os().skip(1).map(|word| word.to_string_lossy().into_owned());
    std::iter::once("hydrascope".to_owned()).chain(words).collect::<Vec<_>>().join(" ")
}

fn source(arguments: &Arguments, progress: &Progress) -> Result<Source, Failure> {
    let inputs = match &arguments.input {
        Some(argument) => Input::expand(argument)?,
        None if arguments.what.sizes.is_empty() => {
            vec![Input::Bytes { name: "demo.jsonl.gz", bytes: demo::TRAFFIC.into() }]
        }
        None => return Ok(Source::Simulated),
    };
    let settings = arguments.read.reading()?.settings()?;
    let (requests, report) = read(&inputs, &settings, &mut |state| progress.reading(state))?;
    if requests.is_empty() {
        return Err(crate::poor::NothingAccepted(report).into());
    }
    Ok(Source::Given(requests))
}

fn encoders(options: &ModelOptions, quiet: bool) -> Result<Models, Failure> {
    let library = options.onnxruntime.as_deref();
    let (model, runtime) = models::open(options.model.as_deref(), library, DeviceKind::Cpu, quiet)?;
    let minilm = match &options.minilm {
        Some(folder) => {
            let (model, runtime) = models::open(Some(folder), library, options.device, quiet)?;
            Some(Embedder::on(model, runtime, options.device)?)
        }
        None => None,
    };
    Ok(Models { embedder: Some(Embedder::new(model, runtime)?), minilm })
}

fn peers(arguments: &Arguments) -> Result<Option<Peers>, Failure> {
    let options = &arguments.peers;
    let Some(out) = arguments.out.as_ref().filter(|_| options.peers) else { return Ok(None) };
    let script = match &options.peers_script {
        Some(path) if path.is_file() => path.clone(),
        Some(path) => return Err(NoScript(path.display().to_string()).into()),
        None => {
            let nowhere = || NoScript("scripts/peers/run.py in this directory or one above it".to_owned());
            script_around(&std::env::current_dir()?).ok_or_else(nowhere)?
        }
    };
    let minilm = arguments.models.minilm.as_ref();
    Ok(Some(Peers {
        script,
        python: options.python.clone(),
        folder: out.clone(),
        embedded_model: arguments.models.model.is_none(),
        minilm: options.peers_minilm.as_ref().or(minilm).cloned(),
        minilm_int8: minilm.filter(|_| options.peers_minilm.is_some()).cloned(),
    }))
}

/// The script in this directory's source tree.
fn script_around(directory: &Path) -> Option<PathBuf> {
    directory.ancestors().map(|above| above.join("scripts/peers/run.py")).find(|path| path.is_file())
}

fn write(report: &Report, out: &Path) -> Result<(), BenchError> {
    let path = out.join("bench.json");
    let written =
        std::fs::create_dir_all(out).and_then(|()| std::fs::write(&path, format!("{:#}\n", json!(report))));
    written.map_err(|source| BenchError::File { path, source })
}
