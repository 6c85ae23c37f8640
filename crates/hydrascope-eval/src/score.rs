//! The score of a report.

use std::collections::HashSet;

use serde::Serialize;

use crate::alert::extracted_before_alert;
use crate::campaigns::{CampaignScore, campaigns};
use crate::error::EvalError;
use crate::labels::{CAMPAIGN_ROLE, Week};
use crate::ranking::{average_precision, recall_at_fpr};
use crate::report::Report;
use crate::roles::{RoleScore, roles};
use crate::templates::{TemplateScore, templates};

/// Single figures that count something; others are shares.
const COUNTS: [&str; 3] = ["flagged", "campaigns_found", "campaigns"];

/// Whether a single figure counts something.
pub(crate) fn is_count(figure: &str) -> bool {
    COUNTS.contains(&figure)
}

/// How well a report tells a week's campaigns from everybody else. What has no meaning on a week (a recall where there is
/// no campaign) is none.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Score {
    /// Average precision of the accounts' scores.
    pub account_ap: Option<f64>,
    /// Recall of accounts at one false positive in a thousand.
    pub recall_at_fpr_1e3: Option<f64>,
    /// Flagged accounts.
    pub flagged: usize,
    /// Share of flagged accounts that belong to a campaign; 0 where none is flagged.
    pub precision: f64,
    /// Share of campaigns' accounts that is flagged.
    pub recall: Option<f64>,
    /// Share of other accounts that is flagged.
    pub fpr: Option<f64>,
    /// What the precision would be if one account in a hundred belonged to a campaign.
    pub precision_at_1pct: Option<f64>,
    /// The harmonic mean of precision and recall.
    pub f1: f64,
    /// What became of each role, by name.
    pub roles: Vec<RoleScore>,
    /// Whether each campaign was found, by name.
    pub campaigns: Vec<CampaignScore>,
    /// How requests were put into templates; none where the report does not place requests.
    pub templates: Option<TemplateScore>,
    /// Share of campaigns' requests sent before their account was flagged; none where the report does not say when.
    pub extracted_before_alert: Option<f64>,
}

/// Scores a report on the week that it was made from.
///
/// # Errors
/// Where the report knows accounts that the labels do not, or the traffic lacks a labelled request.
pub fn score(week: &Week, report: &Report) -> Result<Score, EvalError> {
    refuse_unknown(week, report)?;
    let positive = |role: &str| role == CAMPAIGN_ROLE;
    let ranked: Vec<(f64, bool)> =
        week.accounts.iter().map(|label| (report.score(&label.account), positive(&label.role))).collect();
    let roles = roles(week, report);
    let count = |wanted: bool, of: fn(&RoleScore) -> usize| {
        roles.iter().filter(|role| positive(&role.role) == wanted).map(of).sum::<usize>()
    };
    let share = |part: usize, whole: usize| (whole > 0).then(|| part as f64 / whole as f64);
    let (hits, alarms) = (count(true, |role| role.flagged), count(false, |role| role.flagged));
    let precision = share(hits, hits + alarms).unwrap_or(0.0);
    let recall = share(hits, count(true, |role| role.accounts));
    let fpr = share(alarms, count(false, |role| role.accounts));
    Ok(Score {
        account_ap: average_precision(&ranked),
        recall_at_fpr_1e3: recall_at_fpr(&ranked, 1e-3),
        flagged: hits + alarms,
        precision,
        recall,
        fpr,
        precision_at_1pct: if hits + alarms == 0 { Some(0.0) } else { at_one_percent(recall, fpr) },
        f1: recall.filter(|_| hits > 0).map_or(0.0, |recall| 2.0 * precision * recall / (precision + recall)),
        roles,
        campaigns: campaigns(week, report),
        templates: report.templates.as_ref().map(|placed| templates(week, placed)),
        extracted_before_alert: extracted_before_alert(week, report)?,
    })
}

fn refuse_unknown(week: &Week, report: &Report) -> Result<(), EvalError> {
    let known: HashSet<&str> = week.accounts.iter().map(|label| &*label.account).collect();
    let unknown = || report.accounts.keys().filter(|account| !known.contains(&***account));
    match unknown().min() {
        Some(example) => {
            Err(EvalError::UnknownAccounts { count: unknown().count(), example: example.clone() })
        }
        None => Ok(()),
    }
}

fn at_one_percent(recall: Option<f64>, fpr: Option<f64>) -> Option<f64> {
    let (hits, alarms) = (0.01 * recall?, 0.99 * fpr?);
    Some(hits / (hits + alarms))
}

impl Score {
    /// How many campaigns were found.
    pub fn campaigns_found(&self) -> usize {
        self.campaigns.iter().filter(|campaign| campaign.found).count()
    }

    /// How many accounts outside campaigns are flagged.
    pub fn innocents_flagged(&self) -> usize {
        self.roles.iter().filter(|role| role.role != CAMPAIGN_ROLE).map(|role| role.flagged).sum()
    }

    /// Each single figure with its name, as in [`Score::to_json`].
    pub fn figures(&self) -> Vec<(&'static str, Option<f64>)> {
        let templates = self.templates.as_ref().and_then(|templates| templates.b_cubed);
        vec![
            ("account_ap", self.account_ap),
            ("recall_at_fpr_1e3", self.recall_at_fpr_1e3),
            ("flagged", Some(self.flagged as f64)),
            ("precision", Some(self.precision)),
            ("recall", self.recall),
            ("fpr", self.fpr),
            ("precision_at_1pct", self.precision_at_1pct),
            ("f1", Some(self.f1)),
            ("campaigns_found", Some(self.campaigns_found() as f64)),
            ("campaigns", Some(self.campaigns.len() as f64)),
            ("template_b3_precision", templates.map(|b_cubed| b_cubed.precision)),
            ("template_b3_recall", templates.map(|b_cubed| b_cubed.recall)),
            ("template_b3_f1", templates.map(|b_cubed| b_cubed.f1())),
            ("extracted_before_alert", self.extracted_before_alert),
        ]
    }
}
