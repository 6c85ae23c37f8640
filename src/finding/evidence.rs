//! Evidence: numbers with what they mean.

use std::borrow::Cow;
use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Words of the program's own; read back from a report they are owned.
pub type Text = Cow<'static, str>;

/// One signal's value with its meaning in words, as printed beside a finding.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[cfg_attr(not(feature = "internals"), non_exhaustive)]
pub struct EvidenceValue {
    /// The number; its unit and range are part of `meaning`.
    pub value: f64,
    /// Its standard error, at least 0; none where it is a count or a probability.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<f64>,
    /// What it adds to the log-odds, in nats: of a campaign those that somebody deals out work, of an account those that it is a worker.
    pub weight: f64,
    /// What the number says, in one sentence for a person.
    pub meaning: Text,
    /// What would speak for the accounts along this axis, in one sentence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clears: Option<Text>,
}

/// Signal name to value.
pub type EvidenceMap = BTreeMap<Text, EvidenceValue>;
