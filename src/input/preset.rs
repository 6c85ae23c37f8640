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
    /// Spans of OpenTelemetry with the conventions for generative AI, in the JSON form of OTLP or one flat span a record.
    OpenTelemetry,
    /// Invocation logs of Amazon Bedrock.
    Bedrock,
}

/// A name that no preset has.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected one of the presets {known}, got {got:?}", known = Preset::ALL.map(Preset::name).join(", "), got = .0)]
pub struct PresetError(String);

impl Preset {
    /// Every preset.
    pub const ALL: [Self; 7] = [
        Self::Plain,
        Self::OpenAi,
        Self::LiteLlm,
        Self::Helicone,
        Self::Langfuse,
        Self::OpenTelemetry,
        Self::Bedrock,
    ];

    fn table(self) -> &'static Table {
        match self {
            Self::Plain => &presets::PLAIN,
            Self::OpenAi => &presets::OPENAI,
            Self::LiteLlm => &presets::LITELLM,
            Self::Helicone => &presets::HELICONE,
            Self::Langfuse => &presets::LANGFUSE,
            Self::OpenTelemetry => &presets::OPENTELEMETRY,
            Self::Bedrock => &presets::BEDROCK,
        }
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
            "expected one of the presets plain, openai, litellm, helicone, langfuse, otel, bedrock, got \"csv\""
        );
    }

    #[test]
    fn bodies_are_tried_place_by_place() {
        let prompt = FieldMap::preset(Preset::OpenAi).prompt;
        let shown: Vec<String> = prompt.iter().take(4).map(ToString::to_string).collect();
        assert_eq!(shown, ["messages", "input", "prompt", "request.messages"]);
    }
}
