//! The fields of known kinds of log, as tables. Where a field has several paths, the first that leads to a value counts.

use crate::attribute::name::{NETWORK, ORGANISATION, PAYMENT, SESSION};

/// The fields of a kind of log.
pub(super) struct Table {
    pub(super) name: &'static str,
    /// The array that holds the records; a line without it is one.
    pub(super) records: Option<&'static str>,
    /// Paths, values of which a record has to hold one there (none: any), and whether one that holds nothing there counts.
    pub(super) only: &'static [(&'static [&'static str], &'static [&'static str], bool)],
    /// Where a request's body may lie, for paths that begin with `@`.
    pub(super) bodies: &'static [&'static str],
    pub(super) id: &'static [&'static str],
    pub(super) time: &'static [&'static str],
    pub(super) account: &'static [&'static str],
    pub(super) prompt: &'static [&'static str],
    pub(super) system: &'static [&'static str],
    /// Whether text of a prompt may be JSON of messages.
    pub(super) prompt_may_be_json: bool,
    pub(super) attributes: &'static [(&'static str, &'static [&'static str])],
}

/// What most tables have in common.
const USUAL: Table = Table {
    name: "",
    records: None,
    only: &[],
    bodies: &[""],
    id: &["id"],
    time: &[],
    account: &[],
    prompt: &[],
    system: &[],
    prompt_may_be_json: true,
    attributes: &[],
};

pub(super) static PLAIN: Table = Table {
    name: "plain",
    time: &["ts", "time", "timestamp"],
    account: &["account"],
    prompt: &["prompt"],
    prompt_may_be_json: false,
    attributes: &[
        (SESSION, &["session"]),
        (NETWORK, &["ip", "network"]),
        (PAYMENT, &["payment"]),
        (ORGANISATION, &["org", "organisation", "organization"]),
    ],
    ..USUAL
};

/// Field names of request and response bodies: <https://platform.openai.com/docs/api-reference/chat>
/// (`messages`, `created`, `user`, `safety_identifier`), `input`, `instructions` and `conversation` of the responses form
/// (<https://platform.openai.com/docs/api-reference/responses/create>), `system` of <https://docs.anthropic.com/en/api/messages>,
/// and the `custom_id` and `body` of a batch file.
pub(super) static OPENAI: Table = Table {
    name: "openai",
    bodies: &["", "request.", "body.", "request.body."],
    id: &["id", "request_id", "custom_id", "response.id"],
    time: &["created", "created_at", "timestamp", "ts", "time", "response.created", "response.created_at"],
    account: &[
        "account",
        "api_key_id",
        "user_id",
        "user",
        "safety_identifier",
        "request.user",
        "body.user",
        "request.body.user",
    ],
    prompt: &["@messages", "@input", "@prompt"],
    system: &["@system", "@instructions"],
    attributes: &[
        (NETWORK, &["ip", "client_ip"]),
        (ORGANISATION, &["organization", "org"]),
        (SESSION, &["@conversation.id", "@conversation"]),
        ("model", &["@model"]),
    ],
    ..USUAL
};

/// Field names: <https://docs.litellm.ai/docs/proxy/logging_spec>; those of the spend logs (`request_id`, `api_key`,
/// `organization_id`, `session_id`, `proxy_server_request`) from the proxy's database schema, schema.prisma. Spend logs hold
/// `{}` as `messages` and, where prompts are stored (<https://docs.litellm.ai/docs/proxy/ui_logs>), the request's body as
/// `proxy_server_request`; columns of JSON come as text from many exports.
pub(super) static LITELLM: Table = Table {
    name: "litellm",
    id: &["id", "request_id"],
    time: &["startTime"],
    account: &["metadata.user_api_key_hash", "api_key", "metadata.user_api_key_user_id"],
    prompt: &[
        "messages",
        "proxy_server_request.messages",
        "proxy_server_request.input",
        "proxy_server_request.prompt",
        "proxy_server_request.body.messages",
        "proxy_server_request.body.input",
        "proxy_server_request.body.prompt",
    ],
    system: &[
        "proxy_server_request.system",
        "proxy_server_request.instructions",
        "proxy_server_request.body.system",
        "proxy_server_request.body.instructions",
    ],
    attributes: &[
        (SESSION, &["session_id", "trace_id"]),
        (NETWORK, &["requester_ip_address", "metadata.requester_ip_address"]),
        (ORGANISATION, &["metadata.user_api_key_org_id", "organization_id"]),
        ("team", &["metadata.user_api_key_team_id", "team_id"]),
        ("end_user", &["end_user"]),
        ("model", &["model"]),
    ],
    ..USUAL
};

/// Field names: type `HeliconeRequest` of <https://github.com/Helicone/helicone>, which the export of
/// <https://docs.helicone.ai/tools/export> writes with `--include-body`; its sessions are properties of a request.
pub(super) static HELICONE: Table = Table {
    name: "helicone",
    id: &["request_id"],
    time: &["request_created_at"],
    account: &["request_user_id", "helicone_user"],
    prompt: &["request_body.messages", "request_body.input", "request_body.prompt"],
    system: &["request_body.system", "request_body.instructions"],
    attributes: &[
        (SESSION, &["request_properties.Helicone-Session-Id"]),
        ("country", &["country_code"]),
        ("model", &["request_model"]),
        ("path", &["request_path"]),
    ],
    ..USUAL
};

/// Field names: <https://langfuse.com/docs/api-and-data-platform/features/blob-storage-export-fields>; its times are UTC without
/// a zone. Calls of a model are observations of the type `GENERATION`; spans, events, tools and traces stand beside them and
/// hold the same input once more.
pub(super) static LANGFUSE: Table = Table {
    name: "langfuse",
    only: &[(&["type"], &["GENERATION"], false)],
    time: &["start_time", "startTime"],
    account: &["user_id", "userId"],
    prompt: &["input"],
    attributes: &[("trace_name", &["trace_name", "traceName"]), (SESSION, &["session_id", "sessionId"])],
    ..USUAL
};

/// Field names: the JSON form of OTLP (<https://opentelemetry.io/docs/specs/otlp/>) and the conventions for generative AI
/// (<https://opentelemetry.io/docs/specs/semconv/gen-ai/>); flat spans, as some exporters write them, hold their attributes as one
/// object. A span without a prompt, and one of a tool or an agent around the calls of a model, is no request.
pub(super) static OPENTELEMETRY: Table = Table {
    name: "otel",
    records: Some("resourceSpans[].scopeSpans[].spans[]"),
    only: &[
        (
            &["attributes[key=gen_ai.operation.name].value", r"attributes.gen_ai\.operation\.name"],
            &["chat", "text_completion", "generate_content"],
            true,
        ),
        (OPENTELEMETRY_PROMPT, &[], false),
    ],
    id: &["spanId", "span_id", "context.span_id"],
    time: &["startTimeUnixNano", "start_time_unix_nano", "start_time", "startTime"],
    account: &[
        "attributes[key=user.id].value",
        "attributes[key=enduser.id].value",
        r"attributes.user\.id",
        r"attributes.enduser\.id",
        "resource.attributes[key=user.id].value",
        "resource.attributes[key=enduser.id].value",
    ],
    prompt: OPENTELEMETRY_PROMPT,
    system: &["attributes[key=gen_ai.system_instructions].value", r"attributes.gen_ai\.system_instructions"],
    attributes: &[
        (
            SESSION,
            &[
                "attributes[key=gen_ai.conversation.id].value",
                r"attributes.gen_ai\.conversation\.id",
                "attributes[key=session.id].value",
                r"attributes.session\.id",
            ],
        ),
        (NETWORK, &["attributes[key=client.address].value", r"attributes.client\.address"]),
        ("model", &["attributes[key=gen_ai.request.model].value", r"attributes.gen_ai\.request\.model"]),
        ("service", &["resource.attributes[key=service.name].value"]),
    ],
    ..USUAL
};

const OPENTELEMETRY_PROMPT: &[&str] = &[
    "attributes[key=gen_ai.input.messages].value",
    "attributes[key=gen_ai.prompt].value",
    r"attributes.gen_ai\.input\.messages",
    r"attributes.gen_ai\.prompt",
];

/// Field names: <https://docs.aws.amazon.com/bedrock/latest/userguide/model-invocation-logging.html>; the bodies are those of the
/// models' own forms (messages, Titan's `inputText`, Cohere's `message`, `prompt` of the older ones).
pub(super) static BEDROCK: Table = Table {
    name: "bedrock",
    id: &["requestId"],
    time: &["timestamp"],
    account: &["identity.arn", "accountId"],
    prompt: &[
        "input.inputBodyJson.messages",
        "input.inputBodyJson.inputText",
        "input.inputBodyJson.message",
        "input.inputBodyJson.prompt",
    ],
    system: &["input.inputBodyJson.system", "input.inputBodyJson.preamble"],
    attributes: &[("model", &["modelId"]), ("region", &["region"])],
    ..USUAL
};
