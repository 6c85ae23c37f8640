//! Options that commands share.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueHint};
use hydrascope::device::DeviceKind;
use hydrascope::index::IndexKind;
use hydrascope::judge::signals;
use hydrascope::params::Params;
use hydrascope::report::TableFormat;

use crate::key::KeyOptions;

fn index_kind() -> impl TypedValueParser<Value = IndexKind> {
    let kind = |name: String| IndexKind::ALL.into_iter().find(|kind| kind.name() == name);
    PossibleValuesParser::new(IndexKind::ALL.map(IndexKind::name))
        .try_map(move |name| kind(name).ok_or("expected the name of an index"))
}

pub(crate) fn device_kind() -> impl TypedValueParser<Value = DeviceKind> {
    let kind = |name: String| DeviceKind::ALL.into_iter().find(|kind| kind.name() == name);
    PossibleValuesParser::new(DeviceKind::ALL.map(DeviceKind::name))
        .try_map(move |name| kind(name).ok_or("expected the name of a device"))
}

/// A form of a report's files: JSON, or one of tables.
pub(crate) type Format = Option<TableFormat>;

fn table_format() -> impl TypedValueParser<Value = Format> {
    let names = TableFormat::ALL.iter().map(|format| format.name());
    PossibleValuesParser::new(std::iter::once("jsonl").chain(names))
        .map(|name| TableFormat::ALL.iter().copied().find(|format| format.name() == name))
}

/// How to detect.
#[derive(Args)]
pub(crate) struct DetectOptions {
    /// Folder of another sentence encoder (model.onnx, tokenizer.json, config.json)
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(crate) model: Option<PathBuf>,
    /// The library of ONNX Runtime, 1.24 or newer
    #[arg(long, value_name = "PATH", value_hint = ValueHint::FilePath)]
    pub(crate) onnxruntime: Option<PathBuf>,
    /// Where the model runs and, to recluster, vectors are compared: on a GPU where one can be used, on the processor, or on a GPU
    /// or not at all [default: auto to recluster, else cpu]
    #[arg(long, value_parser = device_kind())]
    pub(crate) device: Option<DeviceKind>,
    /// Detect by words alone
    #[arg(long, conflicts_with_all = ["model", "onnxruntime", "device"])]
    pub(crate) no_embedding: bool,
    /// Weigh without a signal; repeatable
    #[arg(long, value_name = "SIGNAL", value_parser = PossibleValuesParser::new(signals()))]
    pub(crate) without: Vec<String>,
    /// Share of the campaigns called that may be false (above 0 to 1)
    #[arg(long, value_name = "Q", default_value_t = Params::default().fdr())]
    pub(crate) fdr: f64,
    /// Accounts that a template, and so a campaign, has at least (2 or more)
    #[arg(long, value_name = "N", default_value_t = Params::default().min_actors())]
    pub(crate) min_accounts: u32,
    /// What calibrate wrote of your own ordinary traffic
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) baseline: Option<PathBuf>,
    /// Flag accounts that openly have one operator (an organisation, a means of payment) as any others
    #[arg(long)]
    pub(crate) flag_operators: bool,
    /// Flag accounts whose list orders content to publish (reviews, posts, advertisements) as any others
    #[arg(long)]
    pub(crate) flag_farms: bool,
    /// How near pairs of templates are found: by number, all compared, by graph, or by the graph of the crate hnsw_rs
    #[arg(long, default_value = IndexKind::Auto.name(), value_parser = index_kind())]
    pub(crate) index: IndexKind,
    /// Seed of all chance; the same seed gives the same report
    #[arg(long, default_value_t = 0)]
    pub(crate) seed: u64,
    #[command(flatten)]
    pub(crate) key: KeyOptions,
    /// Threads to use [default: one a core]; the report is the same at any number
    #[arg(long, value_name = "N")]
    pub(crate) threads: Option<NonZeroUsize>,
}

/// What to write and print.
#[derive(Args)]
pub(crate) struct OutputOptions {
    /// Write examples of what slots hold, which is text of prompts
    #[arg(long)]
    pub(crate) with_text: bool,
    /// Write accounts, requests, campaigns, members and templates as tables too; repeatable. JSON is always written
    #[arg(long = "format", value_name = "FORMAT", value_delimiter = ',', value_parser = table_format())]
    pub(crate) formats: Vec<Format>,
    #[command(flatten)]
    pub(crate) tell: TellOptions,
    /// End with exit code 3 where a campaign is found
    #[arg(long)]
    pub(crate) fail_on_campaign: bool,
}

/// How commands that read logs tell what came of it.
#[derive(Args, Clone, Copy, Debug)]
pub(crate) struct TellOptions {
    /// Print one JSON document instead of text
    #[arg(long)]
    pub(crate) json: bool,
    /// Print no progress and no notes
    #[arg(long, short)]
    pub(crate) quiet: bool,
    /// End as usual where the input is poor (nearly one account or prompt, an account a request, much set aside), instead of with
    /// exit code 4
    #[arg(long)]
    pub(crate) allow_poor_input: bool,
}
