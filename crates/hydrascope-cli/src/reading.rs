//! How requests are read: what commands that take logs share.

use std::ffi::OsString;
use std::num::NonZeroUsize;
use std::str::FromStr;

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use hydrascope::input::{
    DEFAULT_MAX_PROMPT_BYTES, FieldMap, FieldMapError, Input, InputError, Preset, PromptFrom, ReadSettings,
};

/// How to read requests.
#[derive(Args)]
pub(crate) struct ReadOptions {
    /// Kind of log that the inputs are
    #[arg(long, default_value = Preset::Plain.name(), value_parser = preset())]
    preset: Preset,
    /// Where records hold a field (id, time, account, prompt, system: instructions beside the prompt, session: the log's name of a
    /// conversation, network, payment, organisation); repeatable. A path has keys and places (body.messages[0].content), elements
    /// by a field of theirs (attributes[key=user.id].value), goes on through text that holds JSON, and may have alternatives
    /// (user.id|api_key) and a constant (const:house)
    #[arg(long = "field", value_name = "FIELD=PATH")]
    fields: Vec<FieldArgument>,
    /// A further attribute of senders, such as tls=client.ja3; repeatable
    #[arg(long = "attribute", value_name = "NAME=PATH")]
    attributes: Vec<AttributeArgument>,
    /// The array that holds the records, such as records[] or resourceSpans[].scopeSpans[].spans[]; fields are looked up in the
    /// innermost record first, then in what lies around it
    #[arg(long, value_name = "PATH")]
    records: Option<RecordsArgument>,
    /// Take records for requests only where a field has one of these values, such as type=GENERATION; repeatable
    #[arg(long, value_name = "PATH=VALUE|...")]
    only: Vec<OnlyArgument>,
    /// Which messages of a chat are the prompt
    #[arg(long, default_value = PromptFrom::All.name(), value_parser = prompt_from())]
    prompt_from: PromptFrom,
    /// An account that is meant although its name reads like a placeholder (anonymous, unknown, default_user_id, none, -);
    /// requests of others like it are set aside; repeatable
    #[arg(long, value_name = "ACCOUNT")]
    keep_account: Vec<String>,
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
        if let Some(RecordsArgument(path)) = &self.records {
            fields.set_records(path)?;
        }
        for OnlyArgument(path, values) in &self.only {
            fields.keep_only(path, &values.split('|').collect::<Vec<_>>())?;
        }
        self.keep_account.iter().for_each(|account| fields.keep_account(account));
        let prompt_from = self.prompt_from;
        let max_prompt_bytes = self.max_prompt_bytes.get();
        Ok(ReadSettings { strict: self.strict, max_prompt_bytes, prompt_from, ..ReadSettings::new(fields) })
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
            "records": self.records.as_ref().map(|RecordsArgument(path)| path),
            "only": pairs(&mut self.only.iter().map(|OnlyArgument(path, values)| (path, values))),
            "prompt_from": self.prompt_from.name(),
            "keep_accounts": self.keep_account,
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

/// `PATH=VALUE|...`, checked.
#[derive(Clone)]
struct OnlyArgument(String, String);

impl FromStr for OnlyArgument {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        // A path may hold the sign within brackets.
        let (path, values) = text.rsplit_once('=').ok_or("expected PATH=VALUE, such as type=GENERATION")?;
        FieldMap::preset(Preset::Plain).keep_only(path, &[values]).map_err(|error| error.to_string())?;
        Ok(Self(path.to_owned(), values.to_owned()))
    }
}

/// A path of records, checked.
#[derive(Clone)]
struct RecordsArgument(String);

impl FromStr for RecordsArgument {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        FieldMap::preset(Preset::Plain).set_records(text).map_err(|error| error.to_string())?;
        Ok(Self(text.to_owned()))
    }
}

fn pair(text: &str) -> Result<(String, String), String> {
    let split = text.split_once('=').map(|(name, path)| (name.to_owned(), path.to_owned()));
    split.ok_or_else(|| "expected NAME=PATH, such as prompt=body.input".to_owned())
}

fn preset() -> impl TypedValueParser<Value = Preset> {
    PossibleValuesParser::new(Preset::ALL.map(Preset::name)).try_map(|name| name.parse::<Preset>())
}

fn prompt_from() -> impl TypedValueParser<Value = PromptFrom> {
    let named = |name: String| PromptFrom::ALL.into_iter().find(|from| from.name() == name);
    PossibleValuesParser::new(PromptFrom::ALL.map(PromptFrom::name))
        .try_map(move |name| named(name).ok_or("expected which messages are the prompt"))
}

/// The inputs that arguments name: files, all files of folders, what fits patterns, standard input.
pub(crate) fn inputs(arguments: &[OsString]) -> Result<Vec<Input>, InputError> {
    let inputs = arguments.iter().map(|argument| Input::expand(argument));
    Ok(inputs.collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect())
}
