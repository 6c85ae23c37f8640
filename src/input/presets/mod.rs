//! The fields of known kinds of log, as tables. Where a field has several paths, the first that leads to a value counts.

mod gateways;
mod providers;
mod table;
mod tracing;

use crate::request::Attributes;

pub(super) use gateways::{CLOUDFLARE, HELICONE, KONG, LITELLM, OPENWEBUI, PORTKEY};
pub(super) use providers::{ANTHROPIC, AZURE, BEDROCK, OPENAI, VERTEX};
pub(super) use table::Table;
use table::USUAL;
pub(super) use tracing::{LANGFUSE, LANGSMITH, OPENTELEMETRY, OPENTELEMETRY_EVENTS};

/// Our own form.
pub(in crate::input) static PLAIN: Table = Table {
    name: "plain",
    time: &["ts", "time", "timestamp"],
    account: &["account"],
    prompt: &["prompt"],
    prompt_may_be_json: false,
    attributes: &[
        (Attributes::SESSION, &["session"]),
        (Attributes::NETWORK, &["ip", "network"]),
        (Attributes::PAYMENT, &["payment"]),
        (Attributes::ORGANISATION, &["org", "organisation", "organization"]),
    ],
    ..USUAL
};
