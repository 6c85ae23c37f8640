//! The summary of a page: what was read, what was found, how sure that is, and what is missing.

use std::collections::BTreeMap;

use serde::Serialize;

use super::certainty::{missing, sure};
use super::member::standing;
use super::number::{count, counted, decimal};
use super::record::{Aside, Record};
use crate::finding::{CampaignFinding, Findings, Standing, UnjudgedGroup};
use crate::report::moment::minute;

/// Groups that could not be judged, and templates of one, that are listed at most.
const UNJUDGED: usize = 10;

/// An axis that could not tell, in how many campaigns, and why.
#[derive(Serialize)]
pub(super) struct SilentAxis {
    pub name: String,
    pub campaigns: String,
    pub whys: Vec<String>,
}

/// A summary.
#[derive(Serialize)]
pub(super) struct Summary {
    /// Figures: the number, what it counts, and of how many.
    pub figures: Vec<(String, &'static str, String)>,
    pub aside: Vec<Aside>,
    pub notes: Vec<String>,
    pub doubts: Vec<(bool, String)>,
    pub sure: Vec<String>,
    pub missing: Vec<String>,
    pub standings: Vec<(&'static str, String)>,
    pub silent: Vec<SilentAxis>,
    pub of: String,
    /// Groups that could not be judged: accounts, those that sent nothing else, requests, templates.
    pub unjudged: Vec<[String; 4]>,
}

impl Summary {
    pub(super) fn new(findings: &Findings, record: Record<'_>, may_name: bool, has_text: bool) -> Self {
        let campaigns: Vec<&CampaignFinding> = findings.campaigns.iter().chain(&findings.operators).collect();
        Self {
            figures: figures(findings, record),
            aside: record.set_aside(may_name),
            notes: record.notes(),
            doubts: record.doubts(),
            sure: sure(findings, record),
            missing: missing(findings, record, has_text),
            standings: standings(findings),
            silent: silent(&campaigns),
            of: count(campaigns.len()),
            unjudged: findings.unjudged.iter().take(UNJUDGED).map(unjudged).collect(),
        }
    }
}

fn unjudged(group: &UnjudgedGroup) -> [String; 4] {
    let mut templates = group.templates.iter().take(UNJUDGED).cloned().collect::<Vec<_>>().join(", ");
    if group.templates.len() > UNJUDGED {
        templates += " and others";
    }
    [count(group.accounts), count(group.only_here), count(group.requests), templates]
}

fn figures(findings: &Findings, record: Record<'_>) -> Vec<(String, &'static str, String)> {
    let accounts = findings.accounts.len();
    let flagged = findings.accounts.iter().filter(|account| account.flagged).count();
    let read = record.count("/input/read");
    let first = findings.accounts.iter().map(|account| account.first_seen).min();
    let last = findings.accounts.iter().map(|account| account.last_seen).max();
    let span = match first.zip(last) {
        Some((first, last)) => format!("from {} to {} (UTC)", minute(first), minute(last)),
        None => String::new(),
    };
    let share = |part: usize, whole: usize| decimal(100.0 * part as f64 / whole.max(1) as f64, 1);
    vec![
        (
            count(findings.campaigns.len()),
            if findings.campaigns.len() == 1 { "campaign" } else { "campaigns" },
            format!("and {} shown apart", count(findings.operators.len())),
        ),
        (
            count(flagged),
            "accounts flagged",
            format!("of {}, {}%", count(accounts), share(flagged, accounts)),
        ),
        (count(record.count("/input/accepted")), "requests read", span),
        (
            count(read - record.count("/input/accepted").min(read)),
            "records set aside",
            format!("of {}", count(read)),
        ),
        (
            count(findings.placements.len()),
            "requests in a template",
            format!("{}% of all", share(findings.placements.len(), record.count("/input/accepted"))),
        ),
    ]
}

fn standings(findings: &Findings) -> Vec<(&'static str, String)> {
    let all =
        [Standing::Flagged, Standing::Apart, Standing::Bystander, Standing::Ordinary, Standing::Ungrouped];
    let number = |wanted| findings.accounts.iter().filter(|account| account.verdict == wanted).count();
    all.into_iter().map(|wanted| (standing(wanted), count(number(wanted)))).collect()
}

fn silent(campaigns: &[&CampaignFinding]) -> Vec<SilentAxis> {
    let mut axes: BTreeMap<&str, BTreeMap<&str, usize>> = BTreeMap::new();
    for (axis, why) in campaigns.iter().flat_map(|campaign| &campaign.silent) {
        *axes.entry(axis).or_default().entry(why).or_default() += 1;
    }
    let mut axes: Vec<_> = axes.into_iter().collect();
    axes.sort_by_key(|(axis, whys)| (std::cmp::Reverse(whys.values().sum::<usize>()), *axis));
    let why = |(why, number): (&str, usize)| format!("{why} ({})", counted(number, "time", "times"));
    axes.into_iter()
        .map(|(axis, whys)| SilentAxis {
            name: axis.to_owned(),
            campaigns: count(whys.values().sum()),
            whys: whys.into_iter().map(why).collect(),
        })
        .collect()
}
