//! The summary of a page: what was read, what was found, how sure that is, and what is missing.

use std::collections::BTreeMap;

use serde::Serialize;

use super::member::standing;
use super::number::{count, counted, decimal, probability};
use super::record::{Aside, Record};
use crate::finding::{CampaignFinding, Findings, Standing};
use crate::report::moment::minute;

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
            missing: missing(&campaigns, record, has_text),
            standings: standings(findings),
            silent: silent(&campaigns),
            of: count(campaigns.len()),
        }
    }
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

fn sure(findings: &Findings, record: Record<'_>) -> Vec<String> {
    let mut sure = Vec::new();
    if let Some(rate) = record.rate() {
        sure.push(format!(
            "Of the campaigns called, at most {} in 100 are expected to be ordinary groups: the stated rate of false discoveries.",
            decimal(100.0 * rate, 1).trim_end_matches(".0")
        ));
    }
    let worst = findings.campaigns.iter().map(|c| c.false_discovery_rate).max_by(f64::total_cmp);
    if let Some(worst) = worst {
        sure.push(format!(
            "The one called least readily here would be called at a rate of {}.",
            probability(worst)
        ));
    }
    sure.push(if record.0["baseline"].is_null() {
        "That rests on how ordinary groups look in simulated weeks without a campaign; your traffic may differ.".to_owned()
    } else {
        "That rests on how ordinary groups look in simulated weeks without a campaign, and in your baseline.".to_owned()
    });
    sure.push(
        "A person decides: a flag says that accounts look dealt one list of work, not who deals it, or why."
            .to_owned(),
    );
    sure
}

fn missing(campaigns: &[&CampaignFinding], record: Record<'_>, has_text: bool) -> Vec<String> {
    let all = |lacks: &dyn Fn(&CampaignFinding) -> bool| campaigns.iter().all(|campaign| lacks(campaign));
    let without = record.without();
    let drifted = record.0.pointer("/baseline/drift/alarm").is_some_and(|alarm| *alarm == true);
    let unlike = record.0.pointer("/baseline/is_weighed_alike").is_some_and(|alike| *alike == false);
    let told = [
        (record.0["baseline"].is_null(), "No baseline: your own ordinary traffic is not known, and no application is.".to_owned()),
        (drifted, "The log's groups no longer look like the baseline's.".to_owned()),
        (unlike, "The baseline was weighed with another model or other signals, so that its groups do not compare.".to_owned()),
        (record.0["model"].is_null(), "Nothing was embedded: wordings are linked by words alone, and what campaigns ask for is not known.".to_owned()),
        (!campaigns.is_empty() && all(&|c| c.attributes.is_empty()), "No attribute of senders (network, means of payment, organisation) is known for any campaign.".to_owned()),
        (!without.is_empty(), format!("Left out by the settings: {}.", without.join(", "))),
        (!campaigns.is_empty() && all(&|c| c.beside.is_none()), "The log has no ordinary group of a size to hold campaigns against.".to_owned()),
        (!campaigns.is_empty() && !has_text, "What accounts filled into slots is text of prompts, and is not part of this report.".to_owned()),
    ];
    told.into_iter().filter(|(is_so, _)| *is_so).map(|(_, text)| text).collect()
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
