//! `hydrascope replay`.

use std::ffi::OsString;
use std::path::PathBuf;
use std::time::Instant;

use clap::{Args, ValueHint};
use hydrascope::engine::{Durability, Engine, Event, Snapshot};
use hydrascope::finding::Findings;
use hydrascope::input::{ReadReport, Tally, read_each};
use hydrascope::report::{self, ReportSet, RunRecord};
use hydrascope::request::Request;
use serde_json::json;

use crate::detect::{Detector, Work};
use crate::failure::{Failure, Outcome, message, print, print_json};
use crate::memory::MemoryOptions;
use crate::options::{DetectOptions, OutputOptions};
use crate::poor::{Poor, refuse};
use crate::progress::Progress;
use crate::reading::{ReadOptions, inputs};
use crate::span::{Every, Span};
use crate::summary::notes;

/// Replays a log as a service would have seen it, and says when each account would have been flagged
///
/// The times of the requests are the clock. Writes what detect writes; in accounts.jsonl flagged accounts have
/// alerted_at, and events.jsonl says what became of campaigns from one epoch to the next.
#[derive(Args)]
#[command(after_help = HELP)]
pub(crate) struct Arguments {
    /// Request logs: files, folders, patterns in quotes; - is standard input
    #[arg(required = true, value_name = "INPUT", value_hint = ValueHint::FilePath)]
    inputs: Vec<OsString>,
    /// Directory of the report
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    out: PathBuf,
    #[command(flatten)]
    clock: ClockOptions,
    #[command(flatten, next_help_heading = "Reading")]
    read: ReadOptions,
    #[command(flatten, next_help_heading = "Detecting")]
    detect: DetectOptions,
    #[command(flatten)]
    memory: MemoryOptions,
    #[command(flatten, next_help_heading = "Output")]
    output: OutputOptions,
}

/// How time is cut.
#[derive(Args, Clone, Copy, Debug)]
struct ClockOptions {
    /// Time between two epochs, by the log's clock, such as 1h; end: one epoch, at the end
    #[arg(long, value_name = "SPAN", default_value = "1h", help_heading = "Clock")]
    epoch: Every,
    /// How long requests are judged after they came
    #[arg(long, value_name = "SPAN", default_value = "14d", help_heading = "Clock")]
    window: Span,
    /// What leaves the window at a time
    #[arg(long, value_name = "SPAN", default_value = "1h", help_heading = "Clock")]
    bucket: Span,
    /// How late a request may come, by its time
    #[arg(long, value_name = "SPAN", default_value = "1h", help_heading = "Clock")]
    lag: Span,
}

const HELP: &str = "\
Examples:
  hydrascope replay week.jsonl.gz --out report
  hydrascope replay week.jsonl.gz --epoch 6h --window 7d --out report
  hydrascope replay week.jsonl.gz --epoch end --out report    # what detect finds";

/// Requests that are taken in at a time.
const BATCH: usize = 256;

pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let inputs = inputs(&arguments.inputs)?;
    let reading = arguments.read.reading()?;
    let settings = reading.settings()?;
    let names: Vec<String> = inputs.iter().map(hydrascope::input::Input::name).collect();
    let progress = Progress::new(arguments.output.tell.quiet);
    arguments.memory.watch(&names, progress.at())?;
    let since = Instant::now();
    let detector = Detector::new(&arguments.detect, Work::Detect, arguments.output.tell.quiet)?;
    let key_note = detector.note();
    let settings = hydrascope::input::ReadSettings { hash_key: detector.hash_key(), ..settings };
    let ClockOptions { window, bucket, lag, .. } = arguments.clock;
    let window = hydrascope::engine::Window { length: window.0, bucket: bucket.0, lag: lag.0 };
    let engine = Engine::open_with(detector.into_inner(), window, None, Durability::Never)?;
    let mut replay =
        Replay { engine: &engine, every: arguments.clock.epoch, batch: Vec::new(), next: None, failed: None };
    let mut tally = Tally::new(settings.hash_key);
    let input =
        read_each(&inputs, &settings, &mut |state| progress.reading(state), &mut |request, is_repeat| {
            if !is_repeat {
                tally.take(&request);
            }
            replay.take(request);
        })?;
    refuse(&input)?;
    let poor = Poor::of(&input, &tally, arguments.output.tell.allow_poor_input);
    let mut set = ReportSet::new(&arguments.out)?;
    progress.stage("epoch", None);
    let last = replay.end()?;
    progress.finish();
    let told = Told { arguments, engine: &engine, last: &last };
    let run = told.put(&mut set, input, &poor, (names, reading.record(), since))?;
    let run = set.put(run)?;
    told.show(&run, &poor, key_note)?;
    Ok(poor.outcome(if arguments.output.fail_on_campaign && run.campaigns > 0 {
        Outcome::CampaignFound
    } else {
        Outcome::Done
    }))
}

/// A log on its way through an engine.
struct Replay<'a> {
    engine: &'a Engine,
    every: Every,
    batch: Vec<Request>,
    /// When the next epoch is due, in milliseconds of the log's time.
    next: Option<i64>,
    failed: Option<Failure>,
}

impl Replay<'_> {
    fn take(&mut self, request: Request) {
        if self.failed.is_some() {
            return;
        }
        let time = request.time.as_millis();
        if let Every::Span(span) = self.every {
            let span = i64::try_from(span.0.as_millis()).unwrap_or(i64::MAX);
            let due = time.div_euclid(span).saturating_add(1).saturating_mul(span);
            let next = *self.next.get_or_insert(due);
            if time >= next {
                self.next = Some(due);
                self.failed = self.send().and_then(|()| Ok(self.engine.epoch().map(drop)?)).err();
            }
        }
        self.batch.push(request);
        if self.batch.len() >= BATCH && self.failed.is_none() {
            self.failed = self.send().err();
        }
    }

    fn send(&mut self) -> Result<(), Failure> {
        self.engine.ingest(&self.batch)?;
        self.batch.clear();
        Ok(())
    }

    fn end(mut self) -> Result<std::sync::Arc<Snapshot>, Failure> {
        if let Some(failed) = self.failed.take() {
            return Err(failed);
        }
        self.send()?;
        Ok(self.engine.epoch()?)
    }
}

/// What is written and told at the end.
struct Told<'a> {
    arguments: &'a Arguments,
    engine: &'a Engine,
    last: &'a Snapshot,
}

impl Told<'_> {
    fn put(
        &self,
        set: &mut ReportSet,
        input: ReadReport,
        poor: &Poor,
        (inputs, reading, since): (Vec<String>, serde_json::Value, Instant),
    ) -> Result<RunRecord, Failure> {
        let output = &self.arguments.output;
        let is_batch = self.arguments.clock.epoch == Every::End;
        let (events, counts) = (self.engine.events(), self.engine.counts());
        if is_batch {
            // One look at the end is no alert.
            let mut findings = self.last.findings().clone();
            findings.accounts.iter_mut().for_each(|account| account.alerted_at = None);
            set.add_findings(&findings, output.with_text)?;
        } else {
            set.add_findings(self.last.findings(), output.with_text)?;
            set.add_lines(EVENTS, &events)?;
        }
        for format in output.formats.iter().flatten().copied().collect::<std::collections::BTreeSet<_>>() {
            set.add_tables(self.last.findings(), format)?;
        }
        let mut run = self.engine.detector().record(input, self.last.detection());
        run.settings = json!({
            "read": reading,
            "detect": run.settings["detect"],
            "with_text": output.with_text,
            "replay": {
                "window": self.arguments.clock.window.to_string(),
                "bucket": self.arguments.clock.bucket.to_string(),
                "lag": self.arguments.clock.lag.to_string(),
                "epochs": self.last.epoch(),
                "late": counts.late,
                "repeated": counts.repeated,
            },
        });
        run.inputs = inputs;
        run.doubts.clone_from(&poor.doubts);
        run.seconds = since.elapsed().as_secs_f64();
        run.peak_memory_bytes = report::peak_memory_bytes();
        self.note(&events);
        Ok(run)
    }

    fn note(&self, events: &[Event]) {
        let counts = self.engine.counts();
        if self.arguments.output.tell.quiet {
            return;
        }
        if counts.late > 0 {
            message(&format!(
                "note: {} requests came later than {} after their time and were left out; allow more with --lag",
                counts.late, self.arguments.clock.lag
            ));
        }
        message(&format!("{} epochs, {} events", self.last.epoch(), events.len()));
    }

    fn show(&self, run: &RunRecord, poor: &Poor, key_note: Option<&str>) -> Result<(), Failure> {
        let tell = self.arguments.output.tell;
        if !tell.quiet {
            let notes = notes(&run.input);
            [notes.as_str(), key_note.unwrap_or_default()]
                .iter()
                .filter(|n| !n.is_empty())
                .for_each(|n| message(n));
        }
        poor.tell(tell.quiet);
        let findings: &Findings = self.last.findings();
        if tell.json {
            let shown = |campaign| report::for_report(campaign, self.arguments.output.with_text);
            let campaigns: Vec<_> = findings.campaigns.iter().map(shown).collect();
            print_json(&json!({ "campaigns": campaigns, "run": run }))
        } else {
            print(&report::table(&findings.campaigns))
        }
    }
}

/// What became of campaigns, a line an event.
const EVENTS: &str = "events.jsonl";
