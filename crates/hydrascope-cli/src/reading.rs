//! How requests are read: what commands that take logs share.

use std::ffi::OsString;
use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueHint};
use hydrascope::input::{
    DEFAULT_MAX_PROMPT_BYTES, FieldMapError, Input, InputError, Preset, PromptFrom, ReadSettings,
};

use crate::arguments::{AttributeArgument, FieldArgument, OnlyArgument, RecordsArgument};
use crate::mapping::Mapping;
use crate::mapping_file::{self, MappingError};

/// How to read requests.
#[derive(Args)]
pub(crate) struct ReadOptions {
    /// File (TOML) of what these options say: preset, records, prompt_from, lists only and keep_account, tables fields and attributes;
    /// an option wins over the file, and check --write-mapping writes one
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    mapping: Option<PathBuf>,
    /// Kind of log that the inputs are; check guesses it [default: plain]
    #[arg(long, value_parser = preset())]
    preset: Option<Preset>,
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
    /// Which messages of a chat are the prompt [default: all]
    #[arg(long, value_parser = prompt_from())]
    prompt_from: Option<PromptFrom>,
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

/// How to read, as options and a mapping file say together.
pub(crate) struct Reading {
    /// Which field holds what.
    pub(crate) mapping: Mapping,
    file: Option<String>,
    strict: bool,
    max_prompt_bytes: usize,
}

impl ReadOptions {
    /// What these options and the mapping file say; options win.
    pub(crate) fn reading(&self) -> Result<Reading, MappingError> {
        let flags = Mapping {
            preset: self.preset,
            fields: self
                .fields
                .iter()
                .map(|FieldArgument(name, path)| (name.clone(), path.clone()))
                .collect(),
            attributes: self
                .attributes
                .iter()
                .map(|AttributeArgument(name, path)| (name.clone(), path.clone()))
                .collect(),
            records: self.records.as_ref().map(|RecordsArgument(path)| path.clone()),
            only: self.only.iter().map(|OnlyArgument(path, values)| (path.clone(), values.clone())).collect(),
            prompt_from: self.prompt_from,
            keep_account: self.keep_account.clone(),
        };
        let file = self.mapping.as_deref().map(mapping_file::read).transpose()?;
        Ok(Reading {
            mapping: flags.over(file.unwrap_or_default()),
            file: self.mapping.as_ref().map(|path| path.display().to_string()),
            strict: self.strict,
            max_prompt_bytes: self.max_prompt_bytes.get(),
        })
    }
}

impl Reading {
    /// The settings that this makes.
    pub(crate) fn settings(&self) -> Result<ReadSettings, FieldMapError> {
        self.settings_as(self.mapping.preset.unwrap_or(Preset::Plain))
    }

    /// The settings that this makes where the inputs are of this kind.
    pub(crate) fn settings_as(&self, preset: Preset) -> Result<ReadSettings, FieldMapError> {
        let fields = self.mapping.fields_of(preset)?;
        let prompt_from = self.mapping.prompt_from.unwrap_or_default();
        let Self { strict, max_prompt_bytes, .. } = *self;
        Ok(ReadSettings { strict, max_prompt_bytes, prompt_from, ..ReadSettings::new(fields) })
    }

    /// This as `run.json` shows it.
    pub(crate) fn record(&self) -> serde_json::Value {
        let mut record = self.mapping.record();
        record["mapping"] = serde_json::json!(self.file);
        record["strict"] = serde_json::json!(self.strict);
        record["max_prompt_bytes"] = serde_json::json!(self.max_prompt_bytes);
        record
    }
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
