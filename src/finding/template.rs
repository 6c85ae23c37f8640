//! Findings on templates.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::evidence::Text;

/// What a template says in one part of a chat. No `Debug`: it is text of prompts.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[cfg_attr(not(feature = "internals"), non_exhaustive)]
pub struct PartFinding {
    /// Who speaks: `system`, `user`, `assistant` or `tool`.
    pub role: Text,
    /// The shared text with its slots, numbered through all parts.
    pub text: String,
}

/// What a template shares with other templates: the framework, application or habit within which it stands. No `Debug`: it is text
/// of prompts.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[cfg_attr(not(feature = "internals"), non_exhaustive)]
pub struct WithinFinding {
    /// The shared text, all else as numbers in braces.
    pub text: String,
    /// Other templates that say most of it.
    pub templates: usize,
}

/// A template that many requests share: fixed text with numbered slots. `Debug` shows neither.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[cfg_attr(not(feature = "internals"), non_exhaustive)]
pub struct TemplateFinding {
    /// Name within the run, such as `t12`.
    pub id: String,
    /// The shared text with its slots as `{1}`, `{2}`; words that slots hold never appear here.
    pub skeleton: String,
    /// Requests placed in it.
    pub requests: usize,
    /// Actors that sent them.
    pub actors: usize,
    /// The skeleton by the parts of a chat, in order; none where it is plain text.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<PartFinding>,
    /// What it shares with other templates; none where that is not much, or is not known to be anybody else's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub within: Option<WithinFinding>,
    /// A few values of each slot, one list a slot. They are prompt text: a report has them only where a person asked for it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub slot_examples: Vec<Vec<String>>,
}

impl fmt::Debug for TemplateFinding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { id, requests, actors, .. } = self;
        write!(f, "TemplateFinding({id}, {requests} requests, {actors} actors)")
    }
}
