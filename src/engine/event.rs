//! Event: what became of campaigns from one epoch to the next.

use serde::Serialize;

use crate::answer::CampaignChange;
use crate::request::Timestamp;

/// What became of a campaign, or of some that have to do with each other. Names last: a campaign that grows keeps its own.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(not(feature = "internals"), non_exhaustive)]
pub struct Event {
    /// How late it was, by the requests.
    pub at: Timestamp,
    /// The epoch, from 1.
    pub epoch: u64,
    /// What became of it.
    #[serde(flatten)]
    pub change: CampaignChange,
}
