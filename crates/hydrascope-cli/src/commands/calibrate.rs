//! `hydrascope calibrate`.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Args, ValueHint};
use hydrascope::baseline::Baseline;
use hydrascope::detector::{Accept, Calibration};
use hydrascope::finding::CampaignFinding;
use hydrascope::input::Input;
use hydrascope::summary::{Gathered, Log};
use serde_json::json;

use crate::detect::{Detector, Work};
use crate::failure::{Failure, Outcome, message, print, print_json};
use crate::memory::MemoryOptions;
use crate::options::{DetectOptions, TellOptions};
use crate::poor::{Poor, refuse};
use crate::progress::Progress;
use crate::reading::{ReadOptions, inputs};
use crate::summary::notes;
use crate::window::Window;

/// Learns what your own ordinary traffic looks like, for detect to compare later logs with
///
/// Writes a baseline: how dealt its groups of accounts look, and its templates as hashes, without text and account names. What looks
/// like a campaign is told and left out; look at it with detect, and take what is ordinary after all with --accept.
#[derive(Args)]
#[command(after_help = HELP)]
pub(crate) struct Arguments {
    /// Request logs: files, folders, patterns in quotes; - is standard input
    #[arg(required = true, value_name = "INPUT", value_hint = ValueHint::FilePath)]
    inputs: Vec<OsString>,
    /// File to write
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    out: PathBuf,
    /// Take a campaign for ordinary, by the name (such as c2) that detect gives it on the same log with the same options, or all that
    /// looks dealt, where the log is known to hold no campaign; repeatable
    #[arg(long, value_name = "CAMPAIGN|all")]
    accept: Vec<String>,
    #[command(flatten, next_help_heading = "Window")]
    window: Window,
    #[command(flatten, next_help_heading = "Reading")]
    read: ReadOptions,
    #[command(flatten, next_help_heading = "Detecting")]
    detect: DetectOptions,
    #[command(flatten)]
    memory: MemoryOptions,
    #[command(flatten, next_help_heading = "Output")]
    tell: TellOptions,
    /// End with exit code 3 where the log looks as if it held a campaign
    #[arg(long, help_heading = "Output")]
    fail_on_campaign: bool,
}

const HELP: &str = "\
Examples:
  hydrascope calibrate february.parquet --out baseline.json
  hydrascope calibrate february.parquet --out baseline.json --accept c2
  hydrascope calibrate march.parquet --baseline baseline.json --out baseline.json
  hydrascope detect april.parquet --baseline baseline.json --out report";

pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    Baseline::check_place(&arguments.out)?;
    let progress = Progress::new(arguments.tell.quiet);
    let inputs = inputs(&arguments.inputs)?;
    arguments.memory.watch(&inputs.iter().map(Input::name).collect::<Vec<_>>(), progress.at())?;
    let settings = arguments.read.reading()?.settings()?;
    let detector = Detector::new(&arguments.detect, Work::Detect, arguments.tell.quiet)?;
    let Gathered { summary, report: input, tally, .. } =
        detector.read(&inputs, &settings, arguments.window, &progress)?;
    let log = Log::new(summary.into());
    refuse(&input)?;
    let poor = Poor::of(&input, &tally, arguments.tell.allow_poor_input);
    arguments.window.refuse_empty(&log, tally.requests())?;
    let Calibration { baseline, detection } = detector.calibrate(&log, accept(arguments), &progress)?;
    baseline.write(&arguments.out)?;
    progress.finish();
    let findings = &detection.findings;
    let farms = findings.operators.iter().filter(|shown| shown.operator.is_none());
    let (accepted, suspects): (Vec<&CampaignFinding>, Vec<_>) =
        findings.campaigns.iter().chain(farms).partition(|campaign| match accept(arguments) {
            Accept::Everything => true,
            Accept::Named(names) => names.contains(&campaign.id),
        });
    poor.tell(arguments.tell.quiet);
    if !arguments.tell.quiet {
        let notes = notes(&input);
        [notes, taken(&accepted), warning(&suspects)]
            .iter()
            .filter(|text| !text.is_empty())
            .for_each(|text| message(text));
        detector.note().into_iter().for_each(message);
        message(&format!("baseline written to {}", arguments.out.display()));
    }
    tell(arguments, log.len(), findings.accounts.len(), &baseline, &suspects)?;
    let found = arguments.fail_on_campaign && !suspects.is_empty();
    Ok(poor.outcome(if found { Outcome::CampaignFound } else { Outcome::Done }))
}

fn accept(arguments: &Arguments) -> Accept<'_> {
    let is_all = arguments.accept.iter().any(|name| name == "all");
    if is_all { Accept::Everything } else { Accept::Named(&arguments.accept) }
}

/// What was accepted, so that a name that stands for another campaign today is seen; empty where nothing was.
fn taken(accepted: &[&CampaignFinding]) -> String {
    if accepted.is_empty() { String::new() } else { format!("taken for ordinary:{}", each(accepted)) }
}

/// A line a campaign.
fn each(campaigns: &[&CampaignFinding]) -> String {
    let one = |campaign: &&CampaignFinding| {
        let (accounts, requests) = (campaign.accounts.len(), campaign.requests);
        let first = campaign.accounts.first().map_or("", String::as_str);
        format!(
            "\n  {}: {accounts} accounts ({first} first), {requests} requests, strength {:.3}",
            campaign.id, campaign.strength
        )
    };
    campaigns.iter().map(one).collect()
}

/// What is said of a log that does not look ordinary; empty where it does.
fn warning(suspects: &[&CampaignFinding]) -> String {
    if suspects.is_empty() {
        return String::new();
    }
    let each = each(suspects);
    format!(
        "warning: the log looks as if it held campaigns; they are left out of the baseline:{each}\n\
         look at them with detect; what is ordinary after all is taken with --accept"
    )
}

fn tell(
    arguments: &Arguments,
    requests: usize,
    accounts: usize,
    baseline: &Baseline,
    suspects: &[&CampaignFinding],
) -> Result<(), Failure> {
    let (groups, applications) = (baseline.reference().len(), baseline.applications());
    let ordinary = applications.iter().filter(|a| a.is_ordinary()).count();
    if arguments.tell.json {
        let suspects: Vec<&str> = suspects.iter().map(|campaign| campaign.id.as_str()).collect();
        return print_json(&json!({
            "requests": requests, "accounts": accounts, "groups": groups, "templates": applications.len(),
            "applications": ordinary, "suspects": suspects, "accepted": arguments.accept,
        }));
    }
    print(&format!(
        "{requests} requests of {accounts} accounts: {groups} groups to compare with, {} templates, {ordinary} of them known \
         applications\n",
        applications.len()
    ))
}
