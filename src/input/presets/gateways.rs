//! Logs of gateways and proxies.

use crate::request::Attributes;

use super::table::{Table, USUAL};

/// Field names: <https://docs.litellm.ai/docs/proxy/logging_spec>; those of the spend logs (`request_id`, `api_key`,
/// `organization_id`, `session_id`, `proxy_server_request`) from the proxy's database schema, schema.prisma. Spend logs hold
/// `{}` as `messages` and, where prompts are stored (<https://docs.litellm.ai/docs/proxy/ui_logs>), the request's body as
/// `proxy_server_request`; columns of JSON come as text from many exports.
pub(in crate::input) static LITELLM: Table = Table {
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
        (Attributes::SESSION, &["session_id", "trace_id"]),
        (Attributes::NETWORK, &["requester_ip_address", "metadata.requester_ip_address"]),
        (Attributes::ORGANISATION, &["metadata.user_api_key_org_id", "organization_id"]),
        ("team", &["metadata.user_api_key_team_id", "team_id"]),
        ("end_user", &["end_user"]),
        ("model", &["model"]),
    ],
    ..USUAL
};

/// Field names: type `HeliconeRequest` of <https://github.com/Helicone/helicone>, which the export of
/// <https://docs.helicone.ai/tools/export> writes with `--include-body`; its sessions are properties of a request.
pub(in crate::input) static HELICONE: Table = Table {
    name: "helicone",
    id: &["request_id"],
    time: &["request_created_at"],
    account: &["request_user_id", "helicone_user"],
    prompt: &["request_body.messages", "request_body.input", "request_body.prompt"],
    system: &["request_body.system", "request_body.instructions"],
    attributes: &[
        (Attributes::SESSION, &["request_properties.Helicone-Session-Id"]),
        ("country", &["country_code"]),
        ("model", &["request_model"]),
        ("path", &["request_path"]),
    ],
    ..USUAL
};

/// Columns of <https://portkey.ai/docs/product/observability/logs-export>, whose `request` is an object or JSON as text, or stands as
/// `request.body` in one column; who asked is `_user` of the metadata (<https://portkey.ai/docs/product/observability/metadata>).
pub(in crate::input) static PORTKEY: Table = Table {
    name: "portkey",
    bodies: &["request.body.", "request.", r"request\.body."],
    id: &["id"],
    time: &["created_at"],
    account: &[
        "metadata._user",
        r"metadata\._user",
        "request.body.user",
        "request.user",
        r"request\.body.user",
    ],
    prompt: &["@messages", "@input", "@prompt"],
    system: &["@system", "@instructions"],
    attributes: &[
        (Attributes::ORGANISATION, &["metadata._organisation", "metadata._organization"]),
        (Attributes::SESSION, &["trace_id"]),
        ("model", &["ai_model"]),
        ("virtual_key", &["virtual_key"]),
    ],
    lacks: &[(
        "account",
        "Portkey knows users only where requests bring them as _user of their metadata: map another entry",
    )],
    ..USUAL
};

/// Fields of the data set ai_gateway_events
/// (<https://developers.cloudflare.com/logs/logpush/logpush-job/datasets/account/ai_gateway_events/>), with bodies decrypted as
/// <https://developers.cloudflare.com/ai-gateway/observability/logging/logpush/> shows, and of the gateway's list of logs with the
/// request's body beside them; who asked is custom metadata.
pub(in crate::input) static CLOUDFLARE: Table = Table {
    name: "cloudflare",
    bodies: &["RequestBody.", "request."],
    id: &["id", "RayID"],
    time: &["Timestamp", "created_at"],
    account: &[
        "Metadata.user_id",
        "Metadata.user",
        "Metadata.userId",
        "metadata.user_id",
        "metadata.user",
        "metadata.userId",
        "RequestBody.user",
        "request.user",
    ],
    prompt: &["@messages", "@input", "@prompt"],
    system: &["@system", "@instructions"],
    attributes: &[
        ("model", &["Model", "model"]),
        ("gateway", &["Gateway"]),
        ("team", &["Metadata.team", "metadata.team"]),
    ],
    lacks: &[
        (
            "account",
            "Cloudflare knows users only where requests bring custom metadata: map the entry that tells them apart",
        ),
        ("prompt", "bodies come encrypted: decrypt them with the key of the Logpush job first"),
    ],
    ..USUAL
};

/// Entries of a logging plugin (<https://developer.konghq.com/plugins/file-log/>) with the AI plugins' part
/// (<https://developer.konghq.com/ai-gateway/ai-audit-log-reference/>): `ai.proxy.payload.request`, before version 3.9
/// `ai.payload.request` or under the plugin's name.
pub(in crate::input) static KONG: Table = Table {
    name: "kong",
    bodies: &[
        "ai.proxy.payload.request.",
        "ai.payload.request.",
        "ai.ai-proxy.payload.request.",
        "ai.ai-proxy-advanced.payload.request.",
    ],
    id: &["request.id", "request.headers.x-kong-request-id"],
    time: &["started_at"],
    account: &["consumer.id", "consumer.custom_id", "consumer.username", "authenticated_entity.id"],
    prompt: &["@messages", "@input", "@prompt"],
    system: &["@system", "@instructions"],
    attributes: &[
        (Attributes::NETWORK, &["client_ip"]),
        ("model", &["ai.proxy.meta.request_model", "ai.ai-proxy.meta.request_model"]),
        ("credential", &["authenticated_entity.id"]),
    ],
    lacks: &[
        (
            "account",
            "Kong knows a consumer only behind a plugin that authenticates: map a header that tells users apart",
        ),
        ("prompt", "Kong logs prompts only with log_payloads of the AI plugin: turn that on"),
    ],
    ..USUAL
};

/// The export of all chats: an array of chats as the database holds them (`user_id`, `created_at`, `chat`), each with its messages
/// (<https://docs.openwebui.com/tutorials/maintenance/database/>). What a user says is a request; a chat is a conversation.
pub(in crate::input) static OPENWEBUI: Table = Table {
    name: "openwebui",
    records: Some("chat.messages[]"),
    only: &[(&["role"], &["user"], false)],
    time: &["timestamp"],
    account: &["user_id"],
    prompt: &["content"],
    prompt_may_be_json: false,
    attributes: &[
        (Attributes::SESSION, &["chat.id", "created_at"]),
        ("model", &["models[0]", "chat.models[0]"]),
    ],
    lacks: &[(
        "account",
        "chats that users export themselves name nobody: export all chats as an administrator",
    )],
    ..USUAL
};
