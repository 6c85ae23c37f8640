//! `hydrascope recluster`.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Args, ValueHint};
use hydrascope::input::Input;

use super::detect::Job;
use crate::detect::Work;
use crate::failure::{Failure, Outcome};
use crate::options::{DetectOptions, OutputOptions, ReadOptions};
use crate::window::Window;

/// Detects from scratch, comparing everything with everything: on a GPU where there is one
///
/// Does what detect does, and finds templates that phrases miss: it embeds every distinct text outside phrases, finds all
/// near pairs, and makes one template of what is near and proves it by its words. Writes the same report.
#[derive(Args)]
#[command(after_help = HELP)]
pub(crate) struct Arguments {
    /// Request logs; - is standard input
    #[arg(required = true, value_name = "INPUT", value_hint = ValueHint::FilePath)]
    inputs: Vec<OsString>,
    /// Directory of the report
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    out: PathBuf,
    #[command(flatten, next_help_heading = "Window")]
    window: Window,
    #[command(flatten, next_help_heading = "Reading")]
    read: ReadOptions,
    #[command(flatten, next_help_heading = "Detecting")]
    detect: DetectOptions,
    #[command(flatten, next_help_heading = "Output")]
    output: OutputOptions,
}

const HELP: &str = "\
Examples:
  hydrascope recluster march.parquet --out report
  hydrascope recluster march.zst --since 2026-03-02T00:00Z --until 2026-03-09T00:00Z --out report
  hydrascope recluster march.parquet --device cuda --model minilm-gpu --out report";

pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let inputs: Vec<_> = arguments.inputs.iter().map(|argument| Input::from_argument(argument)).collect();
    let settings = arguments.read.settings()?;
    let job = Job {
        inputs: &inputs,
        read: &settings,
        read_record: arguments.read.record(),
        detect: &arguments.detect,
        output: &arguments.output,
        out: &arguments.out,
        work: Work::Recluster,
        window: arguments.window,
    };
    job.run()
}
