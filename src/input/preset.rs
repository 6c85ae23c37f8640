//! The fields of known kinds of log.

use std::fmt;
use std::str::FromStr;

use crate::attribute::name;

use super::fields::FieldMap;
use super::path::Path;

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
    /// Observations as Langfuse exports them to blob storage, enriched with fields of their trace.
    Langfuse,
}

/// A name that no preset has.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected one of the presets plain, openai, litellm, helicone, langfuse, got {0:?}")]
pub struct PresetError(String);

impl Preset {
    /// Every preset.
    pub const ALL: [Self; 5] = [Self::Plain, Self::OpenAi, Self::LiteLlm, Self::Helicone, Self::Langfuse];

    /// Its name, as [`FromStr`] takes it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::OpenAi => "openai",
            Self::LiteLlm => "litellm",
            Self::Helicone => "helicone",
            Self::Langfuse => "langfuse",
        }
    }
}

impl FieldMap {
    /// The fields of a known kind of log.
    pub fn preset(preset: Preset) -> Self {
        match preset {
            Preset::Plain => plain(),
            Preset::OpenAi => openai(),
            Preset::LiteLlm => litellm(),
            Preset::Helicone => helicone(),
            Preset::Langfuse => langfuse(),
        }
    }
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

fn plain() -> FieldMap {
    FieldMap {
        id: paths(&["id"]),
        time: paths(&["ts", "time", "timestamp"]),
        account: paths(&["account"]),
        prompt: paths(&["prompt"]),
        system: Vec::new(),
        prompt_may_be_json: false,
        attributes: attributes(&[
            (name::SESSION, &["session"]),
            (name::NETWORK, &["ip", "network"]),
            (name::PAYMENT, &["payment"]),
            (name::ORGANISATION, &["org", "organisation", "organization"]),
        ]),
    }
}

/// Field names of request and response bodies: <https://platform.openai.com/docs/api-reference/chat>
/// (`messages`, `created`, `user`, `safety_identifier`), `input`, `instructions` and `conversation` of the responses form
/// (<https://platform.openai.com/docs/api-reference/responses/create>), `system` of <https://docs.anthropic.com/en/api/messages>,
/// and the `custom_id` and `body` of a batch file.
fn openai() -> FieldMap {
    let anywhere = |keys: &[&str]| -> Vec<Path> {
        let places = ["", "request.", "body.", "request.body."].into_iter();
        places
            .flat_map(|under| paths(&keys.iter().map(|key| format!("{under}{key}")).collect::<Vec<_>>()))
            .collect()
    };
    FieldMap {
        id: paths(&["id", "request_id", "custom_id", "response.id"]),
        time: paths(&[
            "created",
            "created_at",
            "timestamp",
            "ts",
            "time",
            "response.created",
            "response.created_at",
        ]),
        account: paths(&[
            "account",
            "api_key_id",
            "user_id",
            "user",
            "safety_identifier",
            "request.user",
            "body.user",
            "request.body.user",
        ]),
        prompt: anywhere(&["messages", "input", "prompt"]),
        system: anywhere(&["system", "instructions"]),
        prompt_may_be_json: true,
        attributes: vec![
            (name::NETWORK.into(), paths(&["ip", "client_ip"])),
            (name::ORGANISATION.into(), paths(&["organization", "org"])),
            (name::SESSION.into(), anywhere(&["conversation.id", "conversation"])),
            ("model".into(), anywhere(&["model"])),
        ],
    }
}

/// Field names: <https://docs.litellm.ai/docs/proxy/logging_spec>; those of the spend logs
/// (`request_id`, `api_key`, `organization_id`, `session_id`) from the proxy's database schema, schema.prisma.
fn litellm() -> FieldMap {
    FieldMap {
        id: paths(&["id", "request_id"]),
        time: paths(&["startTime"]),
        account: paths(&["metadata.user_api_key_hash", "api_key", "metadata.user_api_key_user_id"]),
        prompt: paths(&["messages"]),
        system: Vec::new(),
        prompt_may_be_json: true,
        attributes: attributes(&[
            (name::SESSION, &["session_id", "trace_id"]),
            (name::NETWORK, &["requester_ip_address", "metadata.requester_ip_address"]),
            (name::ORGANISATION, &["metadata.user_api_key_org_id", "organization_id"]),
            ("team", &["metadata.user_api_key_team_id", "team_id"]),
            ("end_user", &["end_user"]),
            ("model", &["model"]),
        ]),
    }
}

/// Field names: type `HeliconeRequest` of <https://github.com/Helicone/helicone>, which the export of
/// <https://docs.helicone.ai/tools/export> writes with `--include-body`; its sessions are properties of a request.
fn helicone() -> FieldMap {
    FieldMap {
        id: paths(&["request_id"]),
        time: paths(&["request_created_at"]),
        account: paths(&["request_user_id", "helicone_user"]),
        prompt: paths(&["request_body.messages", "request_body.input", "request_body.prompt"]),
        system: paths(&["request_body.system", "request_body.instructions"]),
        prompt_may_be_json: true,
        attributes: attributes(&[
            (name::SESSION, &["request_properties.Helicone-Session-Id"]),
            ("country", &["country_code"]),
            ("model", &["request_model"]),
            ("path", &["request_path"]),
        ]),
    }
}

/// Field names: <https://langfuse.com/docs/api-and-data-platform/features/blob-storage-export-fields>;
/// its times are UTC without a zone.
fn langfuse() -> FieldMap {
    FieldMap {
        id: paths(&["id"]),
        time: paths(&["start_time"]),
        account: paths(&["user_id"]),
        prompt: paths(&["input"]),
        system: Vec::new(),
        prompt_may_be_json: true,
        attributes: attributes(&[("trace_name", &["trace_name"]), (name::SESSION, &["session_id"])]),
    }
}

fn attributes(pairs: &[(&str, &[&str])]) -> Vec<(Box<str>, Vec<Path>)> {
    pairs.iter().map(|(name, texts)| ((*name).into(), paths(texts))).collect()
}

/// The paths of texts that are written in this file; the test below reads each of them.
fn paths(texts: &[impl AsRef<str>]) -> Vec<Path> {
    texts.iter().filter_map(|text| text.as_ref().parse().ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::{FieldMap, Preset};

    #[test]
    fn every_preset_maps_what_a_request_needs() {
        for preset in Preset::ALL {
            let fields = FieldMap::preset(preset);
            for paths in [&fields.id, &fields.time, &fields.account, &fields.prompt] {
                assert!(!paths.is_empty(), "{preset}");
            }
            assert!(fields.attributes.iter().all(|(_, paths)| !paths.is_empty()), "{preset}");
            assert_eq!(preset.name().parse(), Ok(preset));
        }
        assert_eq!(
            "csv".parse::<Preset>().unwrap_err().to_string(),
            "expected one of the presets plain, openai, litellm, helicone, langfuse, got \"csv\""
        );
    }
}
