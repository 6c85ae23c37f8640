//! All that a page shows of one campaign.

use serde::Serialize;

use super::chart::{Chart, sampled};
use super::matrix::Matrix;
use super::member::{Accounts, Members};
use super::names::Names;
use super::number::{count, counted, decimal, probability, times};
use super::sample::Limits;
use super::template::Templates;
use super::waterfall::Waterfall;
use crate::finding::{AttributeFinding, CampaignFinding, OrdinaryGroup};
use crate::report::moment::minute;

/// What the views of all campaigns are made from.
pub(super) struct Ground<'a> {
    pub accounts: Accounts<'a>,
    pub ordinary: &'a [OrdinaryGroup],
    pub limits: Limits,
    pub names: Names<'a>,
    pub with_text: bool,
}

/// A story of how the requests came to be.
#[derive(Serialize)]
pub(super) struct Rival<'a> {
    pub meaning: &'a str,
    pub coordinated: bool,
    pub behind: String,
    pub times: String,
}

/// What the accounts have of an attribute.
#[derive(Serialize)]
pub(super) struct AttributeView<'a> {
    pub name: &'a str,
    pub values: String,
    pub most: Vec<(String, String)>,
}

/// A campaign on a page.
#[derive(Serialize)]
pub(super) struct CampaignView<'a> {
    pub id: &'a str,
    pub hypothesis: &'a str,
    pub apart: String,
    pub sentence: String,
    pub error: String,
    pub strength: String,
    pub strength_exact: f64,
    pub rate: String,
    pub rate_exact: f64,
    pub accounts: String,
    pub requests: String,
    pub templates_count: String,
    pub characters: String,
    pub tokens: String,
    pub first: String,
    pub last: String,
    pub languages: String,
    pub chart: Chart,
    pub waterfall: Waterfall,
    pub silent: Vec<(&'a str, &'a str)>,
    pub rivals: Vec<Rival<'a>>,
    pub templates: Templates<'a>,
    pub members: Members,
    pub matrix: Option<Matrix>,
    pub attributes: Vec<AttributeView<'a>>,
    pub capabilities: Vec<(&'a str, String)>,
}

impl<'a> CampaignView<'a> {
    pub(super) fn new(campaign: &'a CampaignFinding, ground: &Ground<'_>) -> Self {
        let (limits, names) = (ground.limits, ground.names);
        let rows = sampled(campaign, limits.rows);
        let rival = |story: &'a crate::finding::HypothesisFinding| Rival {
            meaning: &story.meaning,
            coordinated: story.coordinated,
            behind: decimal(story.behind, 2),
            times: times(story.behind),
        };
        let share = |(name, share): (&'a crate::finding::Text, &f64)| (&**name, decimal(100.0 * share, 0));
        Self {
            id: &campaign.id,
            hypothesis: &campaign.hypothesis,
            apart: apart(campaign),
            sentence: sentence(campaign),
            error: error(campaign),
            strength: probability(campaign.strength),
            strength_exact: campaign.strength,
            rate: probability(campaign.false_discovery_rate),
            rate_exact: campaign.false_discovery_rate,
            accounts: count(campaign.accounts.len()),
            requests: count(campaign.requests),
            templates_count: count(campaign.templates.len()),
            characters: count(campaign.characters),
            tokens: count(campaign.estimated_tokens),
            first: minute(campaign.first_seen),
            last: minute(campaign.last_seen),
            languages: campaign.languages.join(", "),
            chart: Chart::new(campaign, &rows, ground.ordinary, (limits, names)),
            waterfall: Waterfall::new(campaign),
            silent: campaign.silent.iter().map(|(axis, why)| (&**axis, &**why)).collect(),
            rivals: campaign.hypotheses.iter().map(rival).collect(),
            templates: Templates::new(&campaign.templates, ground.with_text, limits),
            members: Members::new(campaign, &ground.accounts, limits.members, names),
            matrix: Matrix::new(campaign, &rows, limits.templates, names),
            attributes: campaign.attributes.iter().map(|found| attribute(found, names)).collect(),
            capabilities: campaign.capabilities.iter().map(share).collect(),
        }
    }
}

fn attribute<'a>(found: &'a AttributeFinding, names: Names<'_>) -> AttributeView<'a> {
    let value = |(value, accounts): &(String, usize)| (names.value(&found.name, value), count(*accounts));
    AttributeView {
        name: &found.name,
        values: count(found.values),
        most: found.most.iter().map(value).collect(),
    }
}

/// Whether it is one whose list orders content to publish.
pub(super) fn is_farm(campaign: &CampaignFinding) -> bool {
    campaign.id.starts_with('f')
}

/// Why it is shown apart; empty where it is not.
fn apart(campaign: &CampaignFinding) -> String {
    match &campaign.operator {
        _ if !campaign.is_apart() => String::new(),
        _ if is_farm(campaign) => "Its list orders content to publish: nobody is flagged for it.".to_owned(),
        Some(by) => {
            format!("Its accounts openly have one operator, by their {by}: nobody is flagged for it.")
        }
        None => "Its accounts openly have one operator: nobody is flagged for it.".to_owned(),
    }
}

fn sentence(campaign: &CampaignFinding) -> String {
    format!(
        "{} sent {} in {}, from {} to {} (UTC).",
        counted(campaign.accounts.len(), "account", "accounts"),
        counted(campaign.requests, "request", "requests"),
        counted(campaign.templates.len(), "template", "templates"),
        minute(campaign.first_seen),
        minute(campaign.last_seen),
    )
}

/// How sure that is, in words.
fn error(campaign: &CampaignFinding) -> String {
    let rate = campaign.false_discovery_rate;
    let of = match rate {
        rate if rate <= 1e-9 => "hardly any".to_owned(),
        rate if rate < 0.01 => format!("about 1 in {}", count(two_digits(1.0 / rate))),
        rate => format!("about {} in 100", decimal(100.0 * rate, 0)),
    };
    format!(
        "Probability that somebody deals out this work: {}. Of groups called as readily as this one, {of} would be an ordinary one.",
        probability(campaign.strength)
    )
}

/// A number of at least 1, rounded to two digits.
fn two_digits(number: f64) -> usize {
    let unit = 10_f64.powf(number.log10().floor() - 1.0).max(1.0);
    ((number / unit).round() * unit) as usize
}
