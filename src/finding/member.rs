//! What each account did in a campaign, hour by hour.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::request::Timestamp;

/// An hour, counted from the one in which its campaign or group begins (UTC), and the requests in it, at least 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct HourCount(pub u32, pub u32);

/// One account's part in a campaign.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[cfg_attr(not(feature = "internals"), non_exhaustive)]
pub struct MemberFinding {
    /// The account.
    pub account: String,
    /// Its score, 0 to 1.
    pub score: f64,
    /// Its requests in the campaign's templates.
    pub requests: usize,
    /// The first of them.
    pub first_seen: Timestamp,
    /// The last of them.
    pub last_seen: Timestamp,
    /// The hours that have any of them, in order.
    pub hours: Vec<HourCount>,
    /// The campaign's templates that it uses, by their place in the campaign, and how many requests it has in each, at least 1.
    pub templates: Vec<(u32, u32)>,
}
