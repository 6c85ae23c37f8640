//! What comes out: requests and their labels.

use jiff::Timestamp;
use serde::{Serialize, Serializer};

/// A request as a log would hold it. The field names are those of the traffic file.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct Request {
    /// Unique within the traffic.
    pub id: String,
    /// When it was made, in milliseconds since 1970; written as RFC 3339 text.
    #[serde(rename = "ts", serialize_with = "rfc3339")]
    pub millis: i64,
    /// Who made it.
    pub account: String,
    /// What was asked.
    pub prompt: String,
    /// Where it came from: a network prefix.
    pub ip: String,
    /// An opaque mark of how the account pays, where known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payment: Option<String>,
    /// A verified organisation, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub org: Option<String>,
}

/// The truth about one request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct EventLabel {
    /// The request.
    pub id: String,
    /// The campaign that it belongs to; cover traffic of a campaign's account belongs to none.
    pub campaign: Option<String>,
    /// The template that it was made from, where there is one.
    pub template: Option<String>,
    /// What it is: a role's name, or `organic` also for what other roles ask beside.
    pub kind: &'static str,
}

/// The truth about one account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AccountLabel {
    /// The account.
    pub account: String,
    /// What it is.
    pub role: &'static str,
    /// The campaign that it works for.
    pub campaign: Option<String>,
}

/// The truth about one campaign, counted from what it sent.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CampaignLabel {
    /// Accounts that sent anything.
    pub accounts: u32,
    /// Requests made from its templates, cover left out.
    pub requests: u64,
    /// The share of ordinary requests that its accounts were told to add, 0 to 1.
    pub cover: f64,
    /// Whether its accounts share network prefixes and payment marks.
    pub careless: bool,
    /// When it works.
    pub timing: &'static str,
}

/// One request and the truth about it.
#[derive(Clone, PartialEq, Eq)]
pub struct Event {
    /// What a detector sees.
    pub request: Request,
    /// What it is to find out.
    pub label: EventLabel,
}

fn rfc3339<S: Serializer>(millis: &i64, serializer: S) -> Result<S::Ok, S::Error> {
    let time = Timestamp::from_millisecond(*millis).map_err(serde::ser::Error::custom)?;
    serializer.collect_str(&format_args!("{time:.3}"))
}
