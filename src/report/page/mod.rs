//! `report.html`: one page that a person can judge by, without a network and without scripts.
//!
//! All of it is made from what the files of a report hold. Templates escape whatever they are given (`engine.rs`); a policy lets our own
//! script and style run alone (`policy.rs`); what a large report shows less of follows rules that the page tells (`sample.rs`).

mod axis;
mod campaign;
mod certainty;
mod chart;
mod data;
mod engine;
mod filter;
mod heatmap;
mod likeness;
mod matrix;
mod member;
mod names;
mod number;
mod policy;
mod pseudonym;
mod record;
mod sample;
mod skeleton;
mod summary;
mod template;
mod waterfall;

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;

pub use pseudonym::{KeyError, Pseudonyms};

use self::campaign::{CampaignView, Ground, is_farm};
use self::engine::{Own, render};
use self::filter::{Filters, Has};
use self::names::Names;
use self::record::Record;
use self::sample::Limits;
use self::summary::Summary;
use super::error::ReportError;
use crate::finding::{CampaignFinding, Findings};

const SCRIPT: &str = include_str!("script.js");
const STYLE: &str = include_str!("style.css");

/// How a page is made.
#[derive(Clone, Debug, Default)]
pub struct PageSettings {
    /// Whether values of slots, which are text of prompts, are shown where the findings hold any.
    pub with_text: bool,
    /// Shows pseudonyms in place of accounts and of attributes' values other than models; none shows them as they are.
    pub pseudonyms: Option<Pseudonyms>,
}

/// Campaigns of one kind: a part of the page of its own.
#[derive(Serialize)]
struct Part<'a> {
    id: &'static str,
    title: &'static str,
    lead: &'static str,
    none: &'static str,
    filters: Filters,
    campaigns: Vec<CampaignView<'a>>,
}

#[derive(Serialize)]
struct Content<'a> {
    version: &'a str,
    inputs: String,
    is_keyed: bool,
    summary: Summary,
    parts: Vec<Part<'a>>,
    legend: Vec<(usize, String)>,
    baseline: Vec<(&'static str, String)>,
    applications: Vec<[String; 5]>,
    facts: Vec<(String, String)>,
    rows: usize,
    columns: usize,
    members: usize,
}

/// Names, words and what stands where nothing is, of each part.
const PARTS: [[&str; 4]; 3] = [
    [
        "campaigns",
        "Campaigns",
        "Groups of accounts that work off one list, the strongest first.",
        "No campaign was found.",
    ],
    [
        "operators",
        "One operator",
        "What would be campaigns if their accounts did not openly have one operator, such as a company's fleet. For a person to decide; nobody is flagged.",
        "No group openly has one operator.",
    ],
    [
        "farms",
        "Farms",
        "Lists that order content to publish, such as reviews. For a person to decide; nobody is flagged.",
        "No list orders content to publish.",
    ],
];

/// The page of a report: HTML in one file, from its findings and the record of its run (`files` in it is not used).
///
/// # Errors
/// Where a template does not fit its content, which is a defect of this version.
pub fn page(findings: &Findings, run: &Value, settings: &PageSettings) -> Result<String, ReportError> {
    let all = findings.campaigns.len() + findings.operators.len();
    let names = Names(settings.pseudonyms.as_ref());
    let limits = Limits::of(all);
    let record = Record(run);
    let ground = Ground {
        accounts: findings.accounts.iter().map(|account| (&*account.account, account)).collect(),
        ordinary: &findings.ordinary,
        limits,
        names,
        with_text: settings.with_text,
    };
    let campaigns = || findings.campaigns.iter().chain(&findings.operators);
    let has_text =
        settings.with_text && campaigns().flat_map(|c| &c.templates).any(|t| !t.slot_examples.is_empty());
    let (farms, operators) = findings.operators.iter().partition(|campaign| is_farm(campaign));
    let kinds: [Vec<&CampaignFinding>; 3] = [findings.campaigns.iter().collect(), operators, farms];
    let mut has: BTreeMap<&str, Has> = BTreeMap::new();
    let parts = PARTS.iter().zip(kinds).map(|(words, kind)| part(words, &kind, &ground, &mut has)).collect();
    let may_name = settings.pseudonyms.is_none();
    let content = Content {
        version: run["version"].as_str().unwrap_or_default(),
        inputs: record
            .facts(true)
            .into_iter()
            .find(|(name, _)| name == "inputs")
            .map(|(_, v)| v)
            .unwrap_or_default(),
        is_keyed: !may_name,
        summary: Summary::new(findings, record, may_name, has_text),
        parts,
        legend: heatmap::legend(),
        baseline: record.baseline(),
        applications: record.applications(),
        facts: record.facts(may_name),
        rows: limits.rows,
        columns: limits.columns,
        members: limits.members,
    };
    let own = Own {
        script: SCRIPT,
        style: STYLE,
        data: &data::block(&has),
        policy: &policy::policy(SCRIPT, STYLE),
    };
    render(&own, &content).map_err(|source| ReportError::Page { source })
}

fn part<'a>(
    [id, title, lead, none]: &[&'static str; 4],
    campaigns: &[&'a CampaignFinding],
    ground: &Ground<'_>,
    has: &mut BTreeMap<&'a str, Has>,
) -> Part<'a> {
    let filters = Filters::of(campaigns, ground.names);
    has.extend(campaigns.iter().map(|campaign| (&*campaign.id, filters.has(campaign, ground.names))));
    let campaigns = campaigns.iter().map(|campaign| CampaignView::new(campaign, ground)).collect();
    Part { id, title, lead, none, filters, campaigns }
}
