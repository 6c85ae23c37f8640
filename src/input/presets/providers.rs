//! Requests and logs of those who serve models.

use crate::request::Attributes;

use super::table::{Table, USUAL};

/// Field names of request and response bodies: <https://platform.openai.com/docs/api-reference/chat>
/// (`messages`, `created`, `user`, `safety_identifier`), `input`, `instructions` and `conversation` of the responses form
/// (<https://platform.openai.com/docs/api-reference/responses/create>), `system` of <https://docs.anthropic.com/en/api/messages>,
/// and the `custom_id` and `body` of a batch file.
pub(in crate::input) static OPENAI: Table = Table {
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
        "request.safety_identifier",
        "body.safety_identifier",
        "request.body.safety_identifier",
    ],
    prompt: &["@messages", "@input", "@prompt"],
    system: &["@system", "@instructions"],
    attributes: &[
        (Attributes::NETWORK, &["ip", "client_ip"]),
        (Attributes::ORGANISATION, &["organization", "org"]),
        (Attributes::SESSION, &["@conversation.id", "@conversation"]),
        ("model", &["@model"]),
    ],
    lacks: &[
        ("time", "a file of a batch holds no time: map that of the batch as a constant"),
        (
            "account",
            "a request or a batch names an account only where its body does (user, safety_identifier): map another field",
        ),
    ],
    ..USUAL
};

/// Bodies of requests (<https://docs.anthropic.com/en/api/messages>: `messages`, `system`, `metadata.user_id`) and of batches
/// (<https://docs.anthropic.com/en/api/creating-message-batches>: `requests`, each with a `custom_id` and its body as `params`).
pub(in crate::input) static ANTHROPIC: Table = Table {
    name: "anthropic",
    records: Some("requests[]"),
    bodies: &["params.", "", "request.", "body."],
    id: &["custom_id", "id", "request_id"],
    time: &["created_at", "timestamp", "ts", "time"],
    account: &[
        "params.metadata.user_id",
        "metadata.user_id",
        "request.metadata.user_id",
        "body.metadata.user_id",
        "api_key_id",
        "user_id",
    ],
    prompt: &["@messages", "@prompt"],
    system: &["@system"],
    attributes: &[("model", &["@model"]), ("workspace", &["workspace_id"])],
    lacks: &[
        ("time", "a batch holds no time: map that of the batch as a constant"),
        (
            "account",
            "a request or a batch names an account only as metadata.user_id of its body: map another field",
        ),
    ],
    ..USUAL
};

/// Field names: <https://docs.aws.amazon.com/bedrock/latest/userguide/model-invocation-logging.html>; the bodies are those of the
/// models' own forms (messages, Titan's `inputText`, Cohere's `message`, `prompt` of the older ones).
pub(in crate::input) static BEDROCK: Table = Table {
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

/// Columns of ApiManagementGatewayLogs and ApiManagementGatewayLlmLog
/// (<https://learn.microsoft.com/azure/azure-monitor/reference/tables/apimanagementgatewayllmlog>), as tables and as the records of
/// diagnostic settings. The log of models alone knows no caller
/// (<https://learn.microsoft.com/azure/api-management/api-management-howto-llm-logs> joins both by `CorrelationId`).
pub(in crate::input) static AZURE: Table = Table {
    name: "azure",
    records: Some("records[]"),
    bodies: &[
        "RequestBody.",
        "BackendRequestBody.",
        "properties.requestBody.",
        "properties.backendRequestBody.",
    ],
    id: &["CorrelationId", "correlationId", "properties.correlationId"],
    time: &["TimeGenerated", "time"],
    account: &[
        "ApimSubscriptionId",
        "properties.apimSubscriptionId",
        "UserId",
        "properties.userId",
        "RequestBody.user",
        "BackendRequestBody.user",
    ],
    prompt: &["RequestMessages", "properties.requestMessages", "@messages", "@input", "@prompt"],
    system: &["@instructions"],
    attributes: &[
        (Attributes::NETWORK, &["CallerIpAddress", "callerIpAddress", "properties.callerIpAddress"]),
        ("model", &["ModelName", "properties.modelName", "DeploymentName", "properties.deploymentName"]),
        ("product", &["ProductId", "properties.productId"]),
    ],
    lacks: &[
        (
            "account",
            "the log of models knows no caller: join ApimSubscriptionId of the gateway's log by CorrelationId, then export both",
        ),
        (
            "prompt",
            "Azure logs prompts only where API Management does (messages of models, or bodies): turn that on",
        ),
    ],
    ..USUAL
};

/// Columns of the table of <https://cloud.google.com/vertex-ai/generative-ai/docs/multimodal/request-response-logging>, exported as
/// JSON; `full_request` is the body of Gemini (`contents`, `systemInstruction`, `labels`) or of Claude (`messages`, `system`,
/// `metadata.user_id`), and `request_payload` that of other models, as text.
pub(in crate::input) static VERTEX: Table = Table {
    name: "vertex",
    bodies: &["full_request.", "request_payload[0]."],
    id: &["request_id"],
    time: &["logging_time"],
    account: &[
        "full_request.labels.user_id",
        "full_request.labels.user",
        "full_request.metadata.user_id",
        "request_payload[0].labels.user_id",
        "request_payload[0].labels.user",
    ],
    prompt: &["@contents", "@messages", "@instances"],
    system: &["@systemInstruction", "@system_instruction", "@system"],
    attributes: &[("model", &["model", "deployed_model_id"]), ("method", &["api_method"])],
    lacks: &[(
        "account",
        "Vertex logs no account: have requests bring a label user_id, or map the label that tells users apart",
    )],
    ..USUAL
};
