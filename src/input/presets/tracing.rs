//! Traces and their exports.

use crate::request::Attributes;

use super::table::{Table, USUAL};

/// Field names: <https://langfuse.com/docs/api-and-data-platform/features/blob-storage-export-fields>; its times are UTC without
/// a zone. Calls of a model are observations of the type `GENERATION`; spans, events, tools and traces stand beside them and
/// hold the same input once more.
pub(in crate::input) static LANGFUSE: Table = Table {
    name: "langfuse",
    only: &[(&["type"], &["GENERATION"], false)],
    time: &["start_time", "startTime"],
    account: &["user_id", "userId"],
    prompt: &["input"],
    lacks: &[(
        "account",
        "observations of the legacy export name no user: export enriched observations, or join user_id of the traces by trace_id",
    )],
    attributes: &[
        ("trace_name", &["trace_name", "traceName"]),
        (Attributes::SESSION, &["session_id", "sessionId"]),
    ],
    ..USUAL
};

/// Fields of a run (<https://docs.langchain.com/langsmith/run-data-format>), as the bulk export writes them to Parquet, or JSON of its
/// interface; calls of a model have the type `llm`, and who asked is metadata that the application sets.
pub(in crate::input) static LANGSMITH: Table = Table {
    name: "langsmith",
    only: &[(&["run_type"], &["llm"], false)],
    time: &["start_time"],
    account: &[
        "extra.metadata.user_id",
        "extra.metadata.userId",
        "metadata.user_id",
        "extra.metadata.ls_user_id",
    ],
    prompt: &["inputs.messages", "inputs.prompts", "inputs.input", "inputs.prompt"],
    system: &["inputs.system", "inputs.instructions"],
    attributes: &[
        (
            Attributes::SESSION,
            &[
                "extra.metadata.session_id",
                "extra.metadata.thread_id",
                "extra.metadata.conversation_id",
                "thread_id",
            ],
        ),
        ("model", &["extra.metadata.ls_model_name"]),
        ("project", &["session_id"]),
    ],
    lacks: &[(
        "account",
        "runs name a user only where the application sets metadata user_id: map the entry that tells users apart",
    )],
    ..USUAL
};

/// What spans and events of the conventions for generative AI have in common.
const CALL: Table = Table {
    only: &[
        (
            &["attributes[key=gen_ai.operation.name].value", r"attributes.gen_ai\.operation\.name"],
            &["chat", "text_completion", "generate_content"],
            true,
        ),
        (OPENTELEMETRY_PROMPT, &[], false),
    ],
    id: &["spanId", "span_id", "context.span_id"],
    account: OPENTELEMETRY_USER,
    prompt: OPENTELEMETRY_PROMPT,
    system: &["attributes[key=gen_ai.system_instructions].value", r"attributes.gen_ai\.system_instructions"],
    attributes: &[
        (
            Attributes::SESSION,
            &[
                "attributes[key=gen_ai.conversation.id].value",
                r"attributes.gen_ai\.conversation\.id",
                "attributes[key=session.id].value",
                r"attributes.session\.id",
            ],
        ),
        (Attributes::NETWORK, &["attributes[key=client.address].value", r"attributes.client\.address"]),
        ("model", &["attributes[key=gen_ai.request.model].value", r"attributes.gen_ai\.request\.model"]),
        ("service", &["resource.attributes[key=service.name].value"]),
    ],
    lacks: &[
        (
            "account",
            "spans name a user only where the application sets user.id: map the attribute that tells users apart",
        ),
        ("prompt", "messages are recorded only where the instrumentation is told to capture content"),
    ],
    ..USUAL
};

/// Field names: the JSON form of OTLP (<https://opentelemetry.io/docs/specs/otlp/>) and the conventions for generative AI
/// (<https://opentelemetry.io/docs/specs/semconv/gen-ai/>); flat spans, as some exporters write them, hold their attributes as one
/// object. A span without a prompt, and one of a tool or an agent around the calls of a model, is no request.
pub(in crate::input) static OPENTELEMETRY: Table = Table {
    name: "otel",
    records: Some("resourceSpans[].scopeSpans[].spans[]"),
    time: &["startTimeUnixNano", "start_time_unix_nano", "start_time", "startTime"],
    ..CALL
};

/// Events of the conventions for generative AI, `gen_ai.client.inference.operation.details`
/// (<https://github.com/open-telemetry/semantic-conventions-genai/blob/v0.1.0/docs/gen-ai/client-inference.md>): log records in the
/// JSON form of OTLP, or one flat event a record. Other events beside them hold no prompt.
pub(in crate::input) static OPENTELEMETRY_EVENTS: Table = Table {
    name: "otel-events",
    records: Some("resourceLogs[].scopeLogs[].logRecords[]"),
    time: &["timeUnixNano", "observedTimeUnixNano", "time_unix_nano", "timestamp", "observed_timestamp"],
    ..CALL
};

const OPENTELEMETRY_USER: &[&str] = &[
    "attributes[key=user.id].value",
    "attributes[key=enduser.id].value",
    r"attributes.user\.id",
    r"attributes.enduser\.id",
    "resource.attributes[key=user.id].value",
    "resource.attributes[key=enduser.id].value",
];

const OPENTELEMETRY_PROMPT: &[&str] = &[
    "attributes[key=gen_ai.input.messages].value",
    "attributes[key=gen_ai.prompt].value",
    r"attributes.gen_ai\.input\.messages",
    r"attributes.gen_ai\.prompt",
];
