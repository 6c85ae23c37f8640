//! `hydrascope check`.

use std::ffi::OsString;
use std::num::NonZeroU64;
use std::path::PathBuf;

use clap::{Args, ValueHint};
use hydrascope::input::{Check, FieldMapError, Guess, Input, Preset, ReadSettings, check, guess};
use serde_json::json;

use crate::advice::advice;
use crate::failure::{Failure, Outcome, message, print, print_json};
use crate::looked::{Looked, text};
use crate::mapping::Mapping;
use crate::mapping_file;
use crate::memory::MemoryOptions;
use crate::options::TellOptions;
use crate::poor::{Poor, refuse};
use crate::progress::Progress;
use crate::reading::{ReadOptions, Reading, inputs};

/// Says what a log is, how well it is read, and what to change, before anything is detected in it
///
/// Guesses the preset where none is said, and shows of each field how filled it is, how many values it has and how much of it the most
/// frequent one is. Values are shown by their form alone (letters as a, digits as 0), prompts never. Exit codes are those of detect: 0 it
/// reads well; 1 nothing, or hardly anything, can be read; 4 it is a poor ground for an answer.
#[derive(Args)]
#[command(after_help = HELP)]
pub(crate) struct Arguments {
    /// Request logs: files, folders, patterns in quotes; - is standard input
    #[arg(required = true, value_name = "INPUT", value_hint = ValueHint::FilePath)]
    inputs: Vec<OsString>,
    /// Records to look at, from the first
    #[arg(long, value_name = "N", default_value = "100000")]
    first: NonZeroU64,
    #[command(flatten, next_help_heading = "Reading")]
    read: ReadOptions,
    /// Write what was guessed and said into this new file, for --mapping
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, help_heading = "Output")]
    write_mapping: Option<PathBuf>,
    /// Show the forms of three values of each field
    #[arg(long, help_heading = "Output")]
    examples: bool,
    #[command(flatten)]
    memory: MemoryOptions,
    #[command(flatten, next_help_heading = "Output")]
    tell: TellOptions,
}

const HELP: &str = "\
Examples:
  hydrascope check gateway.jsonl
  hydrascope check 'logs/**/*.parquet' --examples
  hydrascope check export.json --write-mapping mapping.toml
  hydrascope detect export.json --mapping mapping.toml --out report";

/// Records that each preset is tried on.
const TRIED: u64 = 1_000;
/// Bytes of a stream that are held to be read more than once.
const HELD: usize = 256 << 20;

pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let progress = Progress::new(arguments.tell.quiet);
    let inputs = inputs(&arguments.inputs)?;
    arguments.memory.watch(&inputs.iter().map(Input::name).collect::<Vec<_>>(), progress.at())?;
    let reading = arguments.read.reading()?;
    let inputs: Vec<Input> = inputs.into_iter().map(|input| input.held(HELD)).collect::<Result<_, _>>()?;
    let guesses = match reading.mapping.preset {
        Some(_) => Vec::new(),
        None => guess(&inputs, TRIED, &candidates(&reading)?)?,
    };
    let preset = preset(&reading, &guesses);
    let most = arguments.first.get();
    let settings = ReadSettings { max_records: Some(most), ..reading.settings_as(preset)? };
    let check = check(&inputs, &settings, &mut |state| progress.reading(state))?;
    progress.finish();
    let mapping = Mapping { preset: Some(preset), ..reading.mapping };
    tell(
        arguments,
        &Looked { preset, guesses: &guesses, check: &check, most, examples: arguments.examples },
    )?;
    if let Some(path) = &arguments.write_mapping {
        mapping_file::write(path, &mapping)?;
        if !arguments.tell.quiet {
            message(&format!("mapping written to {}", path.display()));
        }
    }
    refuse(&check.report)?;
    let poor = Poor::new(check.doubts, arguments.tell.allow_poor_input);
    poor.tell(arguments.tell.quiet);
    Ok(poor.outcome(Outcome::Done))
}

fn candidates(reading: &Reading) -> Result<Vec<(Preset, ReadSettings)>, FieldMapError> {
    Preset::ALL.into_iter().map(|preset| Ok((preset, reading.settings_as(preset)?))).collect()
}

/// The preset that is said, or the best guess; the plain one where no field of any was found.
fn preset(reading: &Reading, guesses: &[Guess]) -> Preset {
    let best = guesses.first().filter(|guess| guess.accepted + guess.nearly + guess.filled > 0);
    reading.mapping.preset.or(best.map(|guess| guess.preset)).unwrap_or(Preset::Plain)
}

fn tell(arguments: &Arguments, looked: &Looked<'_>) -> Result<(), Failure> {
    let advice = advice(looked.preset, looked.check);
    if !arguments.tell.json {
        return print(&text(looked, &advice));
    }
    let mut check: Check = looked.check.clone();
    if !arguments.examples {
        check.fields.iter_mut().for_each(|field| field.examples.clear());
    }
    print_json(&json!({
        "preset": looked.preset.name(),
        "guesses": looked.guesses,
        "first_records_alone": looked.is_cut(),
        "check": check,
        "advice": advice,
    }))
}
