//! `hydrascope demo`.

use std::path::PathBuf;

use clap::{Args, ValueHint};
use hydrascope::input::{FieldMap, Input, Preset, ReadSettings};
use serde_json::json;

use super::detect::Job;
use crate::detect::Work;
use crate::failure::{Failure, Outcome, message};
use crate::memory::MemoryOptions;
use crate::options::{DetectOptions, OutputOptions};
use crate::window::Window;

/// Detects on the simulated traffic that is shipped inside this program
#[derive(Args)]
#[command(after_help = "Examples:\n  hydrascope demo\n  hydrascope demo --with-text --out report")]
pub(crate) struct Arguments {
    /// Directory of the report
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath, default_value = "hydrascope-report")]
    out: PathBuf,
    #[command(flatten, next_help_heading = "Detecting")]
    detect: DetectOptions,
    #[command(flatten, next_help_heading = "Output")]
    output: OutputOptions,
}

/// Made by `hydrascope simulate`; datasets/README.md has the command.
pub(crate) const TRAFFIC: &[u8] = include_bytes!("../../datasets/demo.jsonl.gz");

pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let settings = ReadSettings { strict: true, ..ReadSettings::new(FieldMap::preset(Preset::Plain)) };
    let job = Job {
        inputs: &[Input::Bytes { name: "demo.jsonl.gz", bytes: TRAFFIC.into() }],
        read: &settings,
        read_record: json!({ "preset": Preset::Plain.name(), "strict": true }),
        detect: &arguments.detect,
        memory: MemoryOptions::default(),
        output: &arguments.output,
        out: &arguments.out,
        page: true,
        work: Work::Detect,
        window: Window::default(),
        is_shipped: true,
    };
    let outcome = job.run()?;
    if !arguments.output.tell.quiet {
        message(&format!("open this page in a browser: {}", arguments.out.join("report.html").display()));
    }
    Ok(outcome)
}
