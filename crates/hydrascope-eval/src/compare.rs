//! Two reports on one week.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde::Serialize;
use serde_json::{Value, json};

use crate::b_cubed::{BCubed, Cluster, b_cubed};
use crate::campaigns::CampaignScore;
use crate::error::EvalError;
use crate::labelled::LabelledTemplate;
use crate::labels::Week;
use crate::report::Report;
use crate::score::{Score, score};
use crate::templates::cluster;

/// By how much a template's B-cubed F1 has to move for it to be named.
pub const TEMPLATE_MOVED: f64 = 0.01;

/// A report beside an earlier one, the baseline.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// The score of the baseline.
    pub baseline: Score,
    /// The score of the report.
    pub report: Score,
    /// Accounts that one of them flags, in the order of the labels.
    pub accounts: Vec<AccountChange>,
    /// Campaigns that one of them found, by name: as in the baseline and as in the report.
    pub campaigns: Vec<(CampaignScore, CampaignScore)>,
    /// The labels' templates whose F1 moved by [`TEMPLATE_MOVED`] or more, by name: as in the baseline and as in the
    /// report.
    pub templates: Vec<(LabelledTemplate, LabelledTemplate)>,
    /// How far the two agree on templates; none where one of them does not place requests.
    pub agreement: Option<Agreement>,
}

/// An account that one of two reports flags.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AccountChange {
    /// The account.
    pub account: String,
    /// Its role.
    pub role: String,
    /// Whether the report flags it, and the baseline does not.
    pub newly_flagged: bool,
}

/// How far two reports put the same requests together; the baseline counts as the truth.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Agreement {
    /// Requests that both put in a template.
    pub shared: usize,
    /// Requests that only the baseline does.
    pub only_baseline: usize,
    /// Requests that only the report does.
    pub only_report: usize,
    /// Over the shared requests alone; none where there are none.
    pub on_shared: Option<BCubed>,
    /// Over the requests of both, where one that a report leaves out stands alone in it.
    pub on_all: Option<BCubed>,
}

/// Compares a report with a baseline.
///
/// # Errors
/// Where one of them cannot be scored.
pub fn compare(week: &Week, baseline: &Report, report: &Report) -> Result<Comparison, EvalError> {
    let (before, after) = (score(week, baseline)?, score(week, report)?);
    let changed = week.accounts.iter().filter(|l| baseline.flags(&l.account) != report.flags(&l.account));
    let accounts = changed.map(|label| AccountChange {
        account: label.account.clone(),
        role: label.role.clone(),
        newly_flagged: report.flags(&label.account),
    });
    let campaigns = before.campaigns.iter().zip(&after.campaigns).filter(|(b, a)| b.found != a.found);
    let placed = baseline.templates.as_ref().zip(report.templates.as_ref());
    Ok(Comparison {
        accounts: accounts.collect(),
        campaigns: campaigns.map(|(b, a)| (b.clone(), a.clone())).collect(),
        templates: moved(&before, &after),
        agreement: placed.map(|(before, after)| agreement(before, after)),
        baseline: before,
        report: after,
    })
}

fn moved(before: &Score, after: &Score) -> Vec<(LabelledTemplate, LabelledTemplate)> {
    let labelled =
        |score: &Score| score.templates.clone().map(|templates| templates.labelled).unwrap_or_default();
    let pairs = labelled(before).into_iter().zip(labelled(after));
    pairs.filter(|(b, a)| (a.b_cubed.f1() - b.b_cubed.f1()).abs() >= TEMPLATE_MOVED).collect()
}

fn agreement(baseline: &HashMap<String, String>, report: &HashMap<String, String>) -> Agreement {
    let ids: BTreeSet<&str> = baseline.keys().chain(report.keys()).map(String::as_str).collect();
    let all: Vec<(Cluster<'_>, Cluster<'_>)> =
        ids.iter().map(|id| (cluster(baseline, id), cluster(report, id))).collect();
    let named = |cluster: &Cluster<'_>| matches!(cluster, Cluster::Named(_));
    let shared: Vec<_> = all.iter().copied().filter(|(b, a)| named(b) && named(a)).collect();
    Agreement {
        shared: shared.len(),
        only_baseline: baseline.len() - shared.len(),
        only_report: report.len() - shared.len(),
        on_shared: b_cubed(&shared, &HashMap::new()),
        on_all: b_cubed(&all, &HashMap::new()),
    }
}

impl Comparison {
    /// Accounts by role that are newly flagged, and that no longer are.
    pub fn accounts_by_role(&self) -> BTreeMap<&str, (usize, usize)> {
        let mut roles = BTreeMap::new();
        for change in &self.accounts {
            let (newly, no_longer) = roles.entry(&*change.role).or_insert((0, 0));
            *if change.newly_flagged { newly } else { no_longer } += 1;
        }
        roles
    }

    /// All of it as one JSON object; the two scores as in [`Score::to_json`].
    pub fn to_json(&self) -> Value {
        let pair = |(baseline, report): (Value, Value)| json!({ "baseline": baseline, "report": report });
        json!({
            "baseline": self.baseline.to_json(),
            "report": self.report.to_json(),
            "accounts": self.accounts,
            "campaigns": self.campaigns.iter().map(|(b, a)| pair((json!(b), json!(a)))).collect::<Value>(),
            "templates": self.templates.iter().map(|(b, a)| pair((json!(b), json!(a)))).collect::<Value>(),
            "agreement": self.agreement,
        })
    }
}
