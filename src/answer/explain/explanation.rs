//! What an explanation holds.

use serde::Serialize;

use crate::finding::{Standing, TemplateFinding, Text};
use crate::request::Timestamp;

use super::waterfall::{Clearing, Rival, Waterfall};

/// Why something stands where it does in a report.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Explanation {
    /// An account.
    Account(Box<AccountExplained>),
    /// A campaign, or what is shown apart.
    Campaign(Box<CampaignExplained>),
    /// A template.
    Template(Box<TemplateExplained>),
    /// A request, by the template in which it lies and the account that sent it.
    Request {
        /// The request.
        id: String,
        /// Its template.
        template: Box<TemplateExplained>,
        /// Its account.
        account: Option<Box<AccountExplained>>,
    },
    /// An ordinary group.
    Group(GroupExplained),
}

/// One number that speaks for or against an account.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Reason {
    /// Its name, such as `sessions`.
    pub name: Text,
    /// The number.
    pub value: f64,
    /// Its standard error, where it has one.
    pub error: Option<f64>,
    /// What it adds to the log-odds that the account is a worker, in nats.
    pub weight: f64,
    /// What it says.
    pub meaning: String,
    /// What would speak for the account along it.
    pub clears: Option<Text>,
}

/// What makes a score: the lesser of two probabilities, and what is taken off it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Score {
    /// The probability that its group is a campaign, 0 to 1.
    pub group: f64,
    /// The probability that the account belongs to the group and is not there by chance, 0 to 1.
    pub own: f64,
    /// The part of the lesser that is kept, 0 to 1: less than 1 where the account has one request there alone, or openly one operator with
    /// the others.
    pub kept: f64,
}

/// A template that an account uses.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TemplateUse {
    /// The template.
    pub id: String,
    /// Requests of the account in it.
    pub requests: usize,
    /// Campaigns, and what is shown apart, that it belongs to.
    pub campaigns: Vec<String>,
    /// Its shared text; none where it belongs to no campaign, since a report holds no other.
    pub skeleton: Option<String>,
}

/// Another member of the campaign, and what both have in common there.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Fellow {
    /// The account.
    pub account: String,
    /// Its score, 0 to 1.
    pub score: f64,
    /// Hours in which both have requests.
    pub hours: usize,
    /// The first of these hours.
    pub first_hour: Option<Timestamp>,
    /// Templates that both use.
    pub templates: Vec<String>,
}

/// What an account does in its campaign.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Part {
    /// Its requests in the campaign's templates.
    pub requests: usize,
    /// The first of them.
    pub first_seen: Timestamp,
    /// The last of them.
    pub last_seen: Timestamp,
    /// Hours that have any of them.
    pub hours: usize,
    /// All other members.
    pub others: usize,
    /// Those of them that have most hours and templates in common with it, the most first.
    pub fellows: Vec<Fellow>,
}

/// Why an account stands where it does.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AccountExplained {
    /// The account.
    pub account: String,
    /// Where it stands.
    pub verdict: Standing,
    /// Its score, 0 to 1.
    pub score: f64,
    /// What makes the score; none where it is in no group.
    pub made_of: Option<Score>,
    /// What its group is, in words.
    pub hypothesis: Option<Text>,
    /// All of its requests.
    pub requests: usize,
    /// Those in templates.
    pub templated: usize,
    /// Its first request.
    pub first_seen: Timestamp,
    /// Its last request.
    pub last_seen: Timestamp,
    /// What speaks for or against it, the most first.
    pub reasons: Vec<Reason>,
    /// The templates and repeated texts that it uses, the most used first.
    pub templates: Vec<TemplateUse>,
    /// What it does in its campaign; none where it is in none.
    pub part: Option<Part>,
    /// Its campaign.
    pub campaign: Option<CampaignExplained>,
}

/// Why a group of accounts is a campaign.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CampaignExplained {
    /// Its name.
    pub id: String,
    /// What it is, in words.
    pub hypothesis: Text,
    /// The attribute by which its accounts openly have one operator.
    pub operator: Option<String>,
    /// Strength, 0 to 1.
    pub strength: f64,
    /// The least rate of false ones among those called at which it is called, 0 to 1.
    pub false_discovery_rate: f64,
    /// First request.
    pub first_seen: Timestamp,
    /// Last request.
    pub last_seen: Timestamp,
    /// Requests in its templates.
    pub requests: usize,
    /// Its accounts, the highest score first, those with most requests first among equals.
    pub accounts: Vec<String>,
    /// Languages, as BCP 47 tags.
    pub languages: Vec<String>,
    /// Its templates.
    pub templates: Vec<TemplateFinding>,
    /// From the prior to the log-odds, axis by axis.
    pub waterfall: Waterfall,
    /// The story that comes next to the best.
    pub second: Option<Rival>,
    /// The best story in which nobody deals out anything.
    pub innocent: Option<Rival>,
    /// What would clear it.
    pub clearing: Clearing,
    /// An ordinary group of about the same size.
    pub beside: Option<String>,
}

/// One campaign's or one account's use of a template.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Use {
    /// The campaign or the account.
    pub id: String,
    /// Its requests in the template.
    pub requests: usize,
}

/// What a template is, and who uses it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TemplateExplained {
    /// Its name.
    pub id: String,
    /// Its shared text, where a campaign has it.
    pub skeleton: Option<String>,
    /// All requests in it.
    pub requests: usize,
    /// Campaigns that have it, with their requests.
    pub campaigns: Vec<Use>,
    /// Accounts that use it.
    pub accounts: usize,
    /// Those of them that are members of a campaign, or of what is shown apart.
    pub members: usize,
    /// Those of them that use it most, with their requests.
    pub most: Vec<Use>,
    /// Some of the requests, evenly spread from the first to the last.
    pub some: Vec<String>,
}

/// What an ordinary group is.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct GroupExplained {
    /// Its name.
    pub id: String,
    /// What it is, in words.
    pub hypothesis: Text,
    /// Its accounts.
    pub accounts: usize,
    /// Their requests in the templates that they share.
    pub requests: usize,
    /// The probability that it is a campaign, 0 to 1.
    pub strength: f64,
    /// The hour in which its first request lies.
    pub first_hour: Timestamp,
    /// The campaigns that it is held against.
    pub beside: Vec<String>,
}
