//! Known kinds of log.

use std::fmt;
use std::str::FromStr;

use super::fields::FieldMap;
use super::lookup::{Lookup, alternatives};
use super::only::Only;
use super::presets::{self, Table};
use super::records::Records;

/// A known kind of log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(not(feature = "internals"), non_exhaustive)]
pub enum Preset {
    /// Our own plain form: `id`, `ts`, `account`, `prompt`, and where known `ip`, `payment`, `org`.
    Plain,
    /// Lines that hold the body of an OpenAI-style request (`messages`, `input` or `prompt`), at the top
    /// or under `request` or `body`, with `created` times.
    OpenAi,
    /// The standard logging payload of the LiteLLM proxy, and its table of spend logs.
    LiteLlm,
    /// Requests as Helicone exports them, with bodies.
    Helicone,
    /// Observations as Langfuse exports them to blob storage, enriched with fields of their trace; generations are requests.
    Langfuse,
    /// Runs as LangSmith exports them; those of a model are requests.
    LangSmith,
    /// Spans of OpenTelemetry with the conventions for generative AI, in the JSON form of OTLP or one flat span a record.
    OpenTelemetry,
    /// Events of OpenTelemetry with the same conventions, in the JSON form of OTLP or one flat event a record.
    OpenTelemetryEvents,
    /// Invocation logs of Amazon Bedrock.
    Bedrock,
    /// Bodies and batches of Anthropic's interface.
    Anthropic,
    /// Gateway logs of Azure API Management, with bodies or messages of models.
    Azure,
    /// Tables of Vertex AI's request-response logging.
    Vertex,
    /// Logs that Portkey exports.
    Portkey,
    /// Logs of Cloudflare's AI Gateway, with bodies decrypted.
    Cloudflare,
    /// Entries of Kong's logging plugins, with payloads.
    Kong,
    /// All chats as Open WebUI exports them; what users say are requests.
    OpenWebUi,
}

/// A name that no preset has.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected one of the presets {known}, got {got:?}", known = Preset::ALL.map(Preset::name).join(", "), got = .0)]
pub struct PresetError(String);

impl Preset {
    /// Every preset.
    pub const ALL: [Self; 16] = [
        Self::Plain,
        Self::OpenAi,
        Self::Anthropic,
        Self::LiteLlm,
        Self::Helicone,
        Self::Portkey,
        Self::Cloudflare,
        Self::Kong,
        Self::OpenWebUi,
        Self::Langfuse,
        Self::LangSmith,
        Self::OpenTelemetry,
        Self::OpenTelemetryEvents,
        Self::Bedrock,
        Self::Azure,
        Self::Vertex,
    ];

    fn table(self) -> &'static Table {
        match self {
            Self::Plain => &presets::PLAIN,
            Self::OpenAi => &presets::OPENAI,
            Self::Anthropic => &presets::ANTHROPIC,
            Self::LiteLlm => &presets::LITELLM,
            Self::Helicone => &presets::HELICONE,
            Self::Portkey => &presets::PORTKEY,
            Self::Cloudflare => &presets::CLOUDFLARE,
            Self::Kong => &presets::KONG,
            Self::OpenWebUi => &presets::OPENWEBUI,
            Self::Langfuse => &presets::LANGFUSE,
            Self::LangSmith => &presets::LANGSMITH,
            Self::OpenTelemetry => &presets::OPENTELEMETRY,
            Self::OpenTelemetryEvents => &presets::OPENTELEMETRY_EVENTS,
            Self::Bedrock => &presets::BEDROCK,
            Self::Azure => &presets::AZURE,
            Self::Vertex => &presets::VERTEX,
        }
    }

    /// What to do where such a log does not hold a field (`account`, `time`, `prompt`), as some do not; none where nothing is known.
    pub fn lacks(self, field: &str) -> Option<&'static str> {
        self.table().lacks.iter().find(|(lacking, _)| *lacking == field).map(|(_, words)| *words)
    }

    /// Its name, as [`FromStr`] takes it.
    pub fn name(self) -> &'static str {
        self.table().name
    }
}

impl FieldMap {
    /// The fields of a known kind of log.
    pub fn preset(preset: Preset) -> Self {
        let table = preset.table();
        let lookups = |paths: &[&str]| lookups(paths, table.bodies);
        let only = |(paths, values, or_silent): &(&[&str], &[&str], bool)| {
            Only::new(lookups(paths), values, *or_silent)
        };
        Self {
            records: table.records.and_then(|path| Records::parse(path, true).ok()),
            only: table.only.iter().map(only).collect(),
            id: lookups(table.id),
            time: lookups(table.time),
            account: lookups(table.account),
            meant_accounts: Vec::new(),
            prompt: lookups(table.prompt),
            system: lookups(table.system),
            prompt_may_be_json: table.prompt_may_be_json,
            lacks: table.lacks,
            attributes: table
                .attributes
                .iter()
                .map(|(name, paths)| ((*name).into(), lookups(paths)))
                .collect(),
        }
    }
}

/// The alternatives of a table's paths; the test below reads each of them. Those that begin with `@` are tried in each place of
/// a request's body, place by place.
fn lookups(paths: &[&str], bodies: &[&str]) -> Vec<Lookup> {
    let has_bodies = paths.iter().any(|path| path.starts_with('@'));
    let places: &[&str] = if has_bodies { bodies } else { &[""] };
    let texts = places.iter().flat_map(|place| {
        paths.iter().map(move |path| match path.strip_prefix('@') {
            Some(path) => format!("{place}{path}"),
            None => (*path).to_owned(),
        })
    });
    texts.filter_map(|text| alternatives(&text).ok()).flatten().collect()
}

impl fmt::Display for Preset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Preset {
    type Err = PresetError;

    fn from_str(text: &str) -> Result<Self, PresetError> {
        Self::ALL.into_iter().find(|preset| preset.name() == text).ok_or_else(|| PresetError(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::{FieldMap, Preset, alternatives};

    #[test]
    fn every_preset_maps_what_a_request_needs() {
        for preset in Preset::ALL {
            let (fields, table) = (FieldMap::preset(preset), preset.table());
            for lookups in [&fields.id, &fields.time, &fields.account, &fields.prompt] {
                assert!(!lookups.is_empty(), "{preset}");
            }
            let attributes = table.attributes.iter().flat_map(|(_, paths)| *paths);
            let only = table.only.iter().flat_map(|(paths, ..)| *paths);
            let fields_of = [table.id, table.time, table.account, table.prompt, table.system];
            for path in fields_of.into_iter().flatten().chain(attributes).chain(only) {
                assert!(alternatives(path.trim_start_matches('@')).is_ok(), "{preset}: {path}");
            }
            assert_eq!(fields.records.is_some(), table.records.is_some(), "{preset}");
            assert_eq!(preset.name().parse(), Ok(preset));
        }
        assert_eq!(
            "csv".parse::<Preset>().unwrap_err().to_string(),
            "expected one of the presets plain, openai, anthropic, litellm, helicone, portkey, cloudflare, \
             kong, openwebui, langfuse, langsmith, otel, otel-events, bedrock, azure, vertex, got \"csv\""
        );
    }

    #[test]
    fn bodies_are_tried_place_by_place() {
        let prompt = FieldMap::preset(Preset::OpenAi).prompt;
        let shown: Vec<String> = prompt.iter().take(4).map(ToString::to_string).collect();
        assert_eq!(shown, ["messages", "input", "prompt", "request.messages"]);
    }
}
