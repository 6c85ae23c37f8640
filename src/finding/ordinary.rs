//! Ordinary groups: what users of an application look like in the same log, to hold campaigns against.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::evidence::Text;
use super::member::HourCount;
use crate::request::Timestamp;

/// A group that is no campaign. It names no account: nobody in it is suspected.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[cfg_attr(not(feature = "internals"), non_exhaustive)]
pub struct OrdinaryGroup {
    /// Name within the run, such as `g2`.
    pub id: String,
    /// What it is, as far as the evidence tells, in words.
    pub hypothesis: Text,
    /// Its accounts.
    pub accounts: usize,
    /// Their requests in the templates that they share.
    pub requests: usize,
    /// The probability that it is a campaign, 0 to 1.
    pub strength: f64,
    /// The hour in which its first request lies.
    pub first_hour: Timestamp,
    /// Of some of its accounts (all, where they are few), in order of their first requests: the hours that have any requests.
    pub rows: Vec<Vec<HourCount>>,
}
