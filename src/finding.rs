//! What a run finds: the plain data that every report is written from.

use std::collections::BTreeMap;
use std::fmt;

use serde::Serialize;

use crate::time::Timestamp;

/// One signal's value with its meaning in words, as printed beside a finding.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct EvidenceValue {
    /// The number; its unit and range are part of `meaning`.
    pub value: f64,
    /// What it adds to the log-odds of a campaign; 0 where it is shown for information.
    pub weight: f64,
    /// What the number says, in one sentence for a person.
    pub meaning: String,
}

/// Signal name to value.
pub type EvidenceMap = BTreeMap<&'static str, EvidenceValue>;

/// What is known of one account.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AccountFinding {
    /// The account, as the log names it.
    pub account: String,
    /// How strongly the account takes part in coordinated extraction, 0 to 1.
    pub score: f64,
    /// Whether the account stands above the threshold of the run.
    pub flagged: bool,
    /// The campaign it belongs to, where it belongs to one.
    pub campaign: Option<String>,
    /// What its group is, as far as the evidence tells, in words; none where it is in no group.
    pub hypothesis: Option<&'static str>,
    /// The evidence for it.
    pub evidence: EvidenceMap,
}

/// What a template says in one part of a chat. No `Debug`: it is text of prompts.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct PartFinding {
    /// Who speaks: `system`, `user`, `assistant` or `tool`.
    pub role: &'static str,
    /// The shared text with its slots, numbered through all parts.
    pub text: String,
}

/// What a template shares with other templates: the framework, application or habit within which it stands. No `Debug`: it is text
/// of prompts.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct WithinFinding {
    /// The shared text, all else as numbers in braces.
    pub text: String,
    /// Other templates that say most of it.
    pub templates: usize,
}

/// A template that many requests share: fixed text with numbered slots. `Debug` shows neither.
#[derive(Clone, PartialEq, Serialize)]
pub struct TemplateFinding {
    /// Name within the run, such as `t12`.
    pub id: String,
    /// The shared text with its slots as `{1}`, `{2}`; words that slots hold never appear here.
    pub skeleton: String,
    /// The same by the parts of a chat, in order; none where it is plain text.
    pub parts: Vec<PartFinding>,
    /// What it shares with other templates; none where that is not much, or is not known to be anybody else's.
    pub within: Option<WithinFinding>,
    /// Requests placed in it.
    pub requests: usize,
    /// Actors that sent them.
    pub actors: usize,
    /// A few values of each slot, one list a slot. They are prompt text: write them only where a person asked for it.
    #[serde(skip)]
    pub slot_examples: Vec<Vec<String>>,
}

impl fmt::Debug for TemplateFinding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { id, requests, actors, .. } = self;
        write!(f, "TemplateFinding({id}, {requests} requests, {actors} actors)")
    }
}

/// A group of accounts that work together.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CampaignFinding {
    /// Name within the run, such as `c3`.
    pub id: String,
    /// Its accounts, sorted.
    pub accounts: Vec<String>,
    /// Its templates.
    pub templates: Vec<TemplateFinding>,
    /// Languages (by script and stop words) of its templates, as BCP 47 tags, most used first.
    pub languages: Vec<String>,
    /// First request of the campaign.
    pub first_seen: Timestamp,
    /// Last request of the campaign.
    pub last_seen: Timestamp,
    /// Requests of its accounts inside its templates.
    pub requests: usize,
    /// Characters of these requests.
    pub characters: usize,
    /// Tokens of these requests, by four bytes a token.
    pub estimated_tokens: usize,
    /// What it asks for (of [`crate::judge::Capability`]) with the share of each, 0 to 1, the largest first: a description, which moves no
    /// score. Empty where nothing was embedded.
    pub capabilities: Vec<(&'static str, f64)>,
    /// The evidence for it.
    pub evidence: EvidenceMap,
    /// The attribute by which all its accounts have one operator, such as `payment`; none where nothing says so.
    pub operator: Option<String>,
    /// How its requests came to be, as far as the evidence tells, in words.
    pub hypothesis: &'static str,
    /// Strength of the evidence, 0 to 1.
    pub strength: f64,
    /// The least share of false ones among the campaigns called at which it would be called, 0 to 1: an estimate from how ordinary
    /// groups look.
    pub false_discovery_rate: f64,
}

/// All that a run finds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Findings {
    /// Every account of the input, sorted by name.
    pub accounts: Vec<AccountFinding>,
    /// `(request id, template id)` for each request placed in a template, in input order.
    pub placements: Vec<(String, String)>,
    /// Campaigns, strongest first.
    pub campaigns: Vec<CampaignFinding>,
    /// What would be campaigns, if the accounts did not openly have one operator (a company's fleet, or one person's keys), or their
    /// list did not order content for publication. For a person to decide; nobody is flagged for it. Strongest first.
    pub operators: Vec<CampaignFinding>,
}
