//! Options that commands share.

use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::str::FromStr;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueHint};
use hydrascope::device::DeviceKind;
use hydrascope::index::IndexKind;
use hydrascope::input::{DEFAULT_MAX_PROMPT_BYTES, FieldMap, FieldMapError, Preset, ReadSettings};
use hydrascope::judge::signals;
use hydrascope::params::Params;

/// How to read requests.
#[derive(Args)]
pub(crate) struct ReadOptions {
    /// Kind of log that the inputs are
    #[arg(long, default_value = Preset::Plain.name(), value_parser = preset())]
    preset: Preset,
    /// Where records hold a field (id, time, account, prompt, system: instructions beside the prompt, session: the log's name of a
    /// conversation, network, payment, organisation); repeatable
    #[arg(long = "field", value_name = "FIELD=PATH")]
    fields: Vec<FieldArgument>,
    /// A further attribute of senders, such as tls=client.ja3; repeatable
    #[arg(long = "attribute", value_name = "NAME=PATH")]
    attributes: Vec<AttributeArgument>,
    /// Stop at the first line that is no request, instead of setting it aside
    #[arg(long)]
    strict: bool,
    /// Bytes of a prompt that are kept, of a longer one head and tail
    #[arg(long, value_name = "BYTES", default_value = DEFAULT_LIMIT)]
    max_prompt_bytes: NonZeroUsize,
}

const DEFAULT_LIMIT: &str = "32768";
const _: () = assert!(DEFAULT_MAX_PROMPT_BYTES == 32_768, "the text above has to say the same");

impl ReadOptions {
    /// The settings that these options make.
    pub(crate) fn settings(&self) -> Result<ReadSettings, FieldMapError> {
        let mut fields = FieldMap::preset(self.preset);
        for FieldArgument(field, path) in &self.fields {
            fields.set(field, path)?;
        }
        for AttributeArgument(name, path) in &self.attributes {
            fields.set_attribute(name, path)?;
        }
        let max_prompt_bytes = self.max_prompt_bytes.get();
        Ok(ReadSettings { strict: self.strict, max_prompt_bytes, ..ReadSettings::new(fields) })
    }

    /// These options as `run.json` shows them.
    pub(crate) fn record(&self) -> serde_json::Value {
        let pairs = |pairs: &mut dyn Iterator<Item = (&String, &String)>| -> serde_json::Value {
            pairs.map(|(name, path)| serde_json::json!(format!("{name}={path}"))).collect()
        };
        serde_json::json!({
            "preset": self.preset.name(),
            "fields": pairs(&mut self.fields.iter().map(|FieldArgument(name, path)| (name, path))),
            "attributes": pairs(&mut self.attributes.iter().map(|AttributeArgument(name, path)| (name, path))),
            "strict": self.strict,
            "max_prompt_bytes": self.max_prompt_bytes.get(),
        })
    }
}

/// `FIELD=PATH`, checked.
#[derive(Clone)]
struct FieldArgument(String, String);

impl FromStr for FieldArgument {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (field, path) = pair(text)?;
        FieldMap::preset(Preset::Plain).set(&field, &path).map_err(|error| error.to_string())?;
        Ok(Self(field, path))
    }
}

/// `NAME=PATH`, checked.
#[derive(Clone)]
struct AttributeArgument(String, String);

impl FromStr for AttributeArgument {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (name, path) = pair(text)?;
        FieldMap::preset(Preset::Plain).set_attribute(&name, &path).map_err(|error| error.to_string())?;
        Ok(Self(name, path))
    }
}

fn pair(text: &str) -> Result<(String, String), String> {
    let split = text.split_once('=').map(|(name, path)| (name.to_owned(), path.to_owned()));
    split.ok_or_else(|| "expected NAME=PATH, such as prompt=body.input".to_owned())
}

fn preset() -> impl TypedValueParser<Value = Preset> {
    PossibleValuesParser::new(Preset::ALL.map(Preset::name)).try_map(|name| name.parse::<Preset>())
}

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
    #[arg(long, value_name = "Q", default_value_t = Params::default().fdr)]
    pub(crate) fdr: f64,
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
    /// Key of the hashes of words: keep it secret where people who send prompts could aim at a known one
    #[arg(long, default_value_t = 0, hide_default_value = true)]
    pub(crate) hash_key: u64,
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
    /// Print one JSON document instead of the table
    #[arg(long)]
    pub(crate) json: bool,
    /// Print no progress and no notes
    #[arg(long, short)]
    pub(crate) quiet: bool,
    /// End with exit code 3 where a campaign is found
    #[arg(long)]
    pub(crate) fail_on_campaign: bool,
}
