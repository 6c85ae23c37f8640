//! `hydrascope detect`.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::{Args, ValueHint};
use hydrascope::detector::Fit;
use hydrascope::finding::Findings;
use hydrascope::input::{Input, ReadSettings};
use hydrascope::report::{self, ReportSet, RunRecord, Stage};
use hydrascope::summary::{Gathered, Log};
use serde_json::{Value, json};

use crate::detect::{Detector, Work};
use crate::failure::{Failure, Outcome, message, print, print_json};
use crate::memory::MemoryOptions;
use crate::options::{DetectOptions, OutputOptions};
use crate::poor::{Poor, refuse};
use crate::progress::Progress;
use crate::reading::{ReadOptions, inputs};
use crate::summary::notes;
use crate::window::Window;

/// Finds which accounts of a request log work together, and on what
///
/// Reads JSON and CSV (plain, gzip, zstd) and Parquet, and writes accounts.jsonl, requests.jsonl,
/// campaigns.json, ordinary.json, run.json and report.html, the page to read first.
#[derive(Args)]
#[command(after_help = HELP)]
pub(crate) struct Arguments {
    #[command(flatten)]
    what: What,
    #[command(flatten, next_help_heading = "Window")]
    window: Window,
}

// What every command that detects in logs is asked. No documentation: it would stand in place of the command's own.
#[derive(Args)]
pub(super) struct What {
    /// Request logs: files, folders, patterns in quotes; - is standard input
    #[arg(required = true, value_name = "INPUT", value_hint = ValueHint::FilePath)]
    inputs: Vec<OsString>,
    /// Directory of the report
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    out: PathBuf,
    #[command(flatten, next_help_heading = "Reading")]
    read: ReadOptions,
    #[command(flatten, next_help_heading = "Detecting")]
    detect: DetectOptions,
    #[command(flatten)]
    memory: MemoryOptions,
    /// Write no report.html
    #[arg(long, help_heading = "Output")]
    no_page: bool,
    #[command(flatten, next_help_heading = "Output")]
    output: OutputOptions,
}

const HELP: &str = "\
Examples:
  hydrascope detect monday.jsonl.gz tuesday.parquet --out report
  zcat traffic.jsonl.gz | hydrascope detect - --out report
  hydrascope detect gateway.jsonl --preset litellm --attribute model=model --out report
  hydrascope detect log.jsonl --field prompt=messages --prompt-from last-user --out report
  hydrascope detect spans.json --preset otel --out report
  hydrascope detect logs/ --records records[] --field account=user.id|key --out report
  hydrascope detect log.jsonl --baseline baseline.json --out report
  hydrascope detect log.jsonl --out report --format csv,parquet
  hydrascope detect log.jsonl --out report --json --fail-on-campaign";

const DRIFTED: &str = "\
warning: the log's groups no longer look like the baseline's (drift in run.json): see whether the traffic has changed, and calibrate
once more on ordinary traffic of today";
const WEIGHED: &str = "\
warning: the baseline was made with another model or other signals, so that its groups do not compare: calibrate with the same
options as detect";

/// What does not fit between a baseline and a log.
fn misfits(fit: &Fit) -> Vec<&'static str> {
    let drifted = fit.drift.is_some_and(|drift| drift.alarm);
    [(!fit.is_weighed_alike, WEIGHED), (drifted, DRIFTED)].into_iter().filter(|m| m.0).map(|m| m.1).collect()
}

/// A note on what is shown apart, which the table does not hold.
fn apart(findings: &Findings) -> Option<String> {
    let names: Vec<&str> = findings.operators.iter().map(|shown| shown.id.as_str()).collect();
    (!names.is_empty()).then(|| {
        format!(
            "note: shown apart in campaigns.json, nobody flagged: {} (o: one operator, f: a farm)",
            names.join(", ")
        )
    })
}

/// A note on large groups of accounts that hardly did anything but share a template, once each: throwaway accounts look so, and a crowd.
fn unjudged(findings: &Findings) -> Option<String> {
    let strange: Vec<usize> =
        findings.unjudged.iter().filter(|g| 2 * g.only_here >= g.accounts).map(|g| g.accounts).collect();
    let largest = strange.first()?;
    let groups = if strange.len() == 1 { "1 group".to_owned() } else { format!("{} groups", strange.len()) };
    Some(format!(
        "note: not judged, since hardly an account came back: {groups} of accounts that share a template and did little else, the largest \
of {largest} (unjudged in run.json); a longer log may tell"
    ))
}

pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    arguments.what.run(Work::Detect, arguments.window)
}

impl What {
    /// Does one kind of work on the part of the logs that lies in a window.
    pub(super) fn run(&self, work: Work, window: Window) -> Result<Outcome, Failure> {
        let inputs = inputs(&self.inputs)?;
        let reading = self.read.reading()?;
        let settings = reading.settings()?;
        let job = Job {
            inputs: &inputs,
            read: &settings,
            read_record: reading.record(),
            detect: &self.detect,
            memory: self.memory.clone(),
            output: &self.output,
            out: &self.out,
            page: !self.no_page,
            work,
            window,
            is_shipped: false,
        };
        job.run()
    }
}

/// A detection from inputs to report.
pub(crate) struct Job<'a> {
    pub(crate) inputs: &'a [Input],
    pub(crate) read: &'a ReadSettings,
    /// The reading options, for `run.json`.
    pub(crate) read_record: Value,
    pub(crate) detect: &'a DetectOptions,
    pub(crate) memory: MemoryOptions,
    pub(crate) output: &'a OutputOptions,
    pub(crate) out: &'a Path,
    /// Whether a page is written.
    pub(crate) page: bool,
    pub(crate) work: Work,
    pub(crate) window: Window,
    /// Whether the log is shipped with this program: nobody aims at it.
    pub(crate) is_shipped: bool,
}

impl Job<'_> {
    pub(crate) fn run(&self) -> Result<Outcome, Failure> {
        let progress = Progress::new(self.output.tell.quiet);
        let names: Vec<String> = self.inputs.iter().map(Input::name).collect();
        self.memory.watch(&names, progress.at())?;
        let whole = Instant::now();
        let detector = Detector::new(self.detect, self.work, self.output.tell.quiet)?;
        let mut stages = vec![stage("load", whole)];
        let clock = Instant::now();
        let Gathered { summary, report: input, tally, unwanted: outside } =
            detector.read(self.inputs, self.read, self.window, &progress)?;
        let log = Log::new(summary.into());
        stages.push(stage("read", clock));
        refuse(&input)?;
        let poor = Poor::of(&input, &tally, self.output.tell.allow_poor_input);
        self.window.refuse_empty(&log, tally.requests())?;
        // Told now rather than after the work.
        let mut set = ReportSet::new(self.out)?;
        let detection = detector.detect(&log, &progress)?;
        progress.finish();
        let notes = notes(&input);
        let (findings, clock) = (&detection.findings, Instant::now());
        set.add_findings(findings, self.output.with_text)?;
        let formats: BTreeSet<_> = self.output.formats.iter().flatten().copied().collect();
        formats.into_iter().try_for_each(|format| set.add_tables(findings, format))?;
        let mut run = detector.record(input, &detection);
        let written = stage("report", clock);
        run.stages = stages.into_iter().chain(run.stages).chain([written]).collect();
        run.settings = json!({ "read": self.read_record, "detect": run.settings["detect"], "with_text": self.output.with_text, "window": self.window.record(outside) });
        run.inputs = names;
        run.doubts.clone_from(&poor.doubts);
        run.seconds = whole.elapsed().as_secs_f64();
        run.peak_memory_bytes = report::peak_memory_bytes();
        let run = self.put(set, findings, run)?;
        let key = detector.note().filter(|_| !self.is_shipped);
        self.tell((&notes, key), &poor, detection.fit.as_ref(), findings, &run);
        self.show(findings, &run)?;
        let found = self.output.fail_on_campaign && !findings.campaigns.is_empty();
        Ok(poor.outcome(if found { Outcome::CampaignFound } else { Outcome::Done }))
    }

    /// Puts the report in its place, with its page where that is wanted.
    fn put(&self, mut set: ReportSet, findings: &Findings, mut run: RunRecord) -> Result<RunRecord, Failure> {
        if self.page {
            let clock = Instant::now();
            set.add_page(findings, &run, self.output.with_text)?;
            run.stages.push(stage("page", clock));
            run.seconds += clock.elapsed().as_secs_f64();
        }
        Ok(set.put(run)?)
    }

    /// Tells on standard error how the run went; of what is grave even where nothing else is told.
    fn tell(
        &self,
        (notes, key): (&str, Option<&str>),
        poor: &Poor,
        fit: Option<&Fit>,
        findings: &Findings,
        run: &RunRecord,
    ) {
        let quiet = self.output.tell.quiet;
        if !quiet {
            if !notes.is_empty() {
                message(notes);
            }
            apart(findings).into_iter().chain(unjudged(findings)).for_each(|note| message(&note));
            fit.into_iter().flat_map(misfits).for_each(message);
        }
        poor.tell(quiet);
        if !quiet {
            key.into_iter().for_each(message);
            message(&(totals(run, self.out) + &next(findings, self.out)));
        }
    }

    /// Shows on standard output what was found.
    fn show(&self, findings: &Findings, run: &RunRecord) -> Result<(), Failure> {
        if self.output.tell.json {
            let shown = |campaign| report::for_report(campaign, self.output.with_text);
            let campaigns: Vec<_> = findings.campaigns.iter().map(shown).collect();
            print_json(&json!({ "campaigns": campaigns, "run": run }))
        } else {
            print(&report::table(&findings.campaigns))
        }
    }
}

/// What came of a run, in one line.
fn totals(run: &RunRecord, out: &Path) -> String {
    let RunRecord { accounts, flagged_accounts, campaigns, .. } = run;
    let requests = run.input.accepted;
    format!(
        "report written to {}: {requests} requests, {accounts} accounts, {flagged_accounts} flagged, {campaigns} campaigns",
        out.display()
    )
}

/// What to do next, where anything was found.
fn next(findings: &Findings, out: &Path) -> String {
    let strongest = findings.campaigns.first();
    strongest.map_or_else(String::new, |c| format!("; next: hydrascope explain {} {}", out.display(), c.id))
}

fn stage(name: &'static str, since: Instant) -> Stage {
    Stage { name, seconds: since.elapsed().as_secs_f64() }
}
