//! Diff: what has changed between two reports.

mod matching;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use self::matching::{Match, alike};
pub use self::words::diff_words;
use super::error::AnswerError;
use crate::finding::{AccountFinding, CampaignFinding, Catalog, Standing};
use crate::report::Report;

/// What became of campaigns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// There is none like it in the old report.
    Opened,
    /// It has more accounts than it had.
    Grown,
    /// It has fewer accounts than it had.
    Shrunk,
    /// As many accounts as before.
    Kept,
    /// Several of the old report are one.
    Merged,
    /// One of the old report is several.
    Split,
    /// Several of the old report are several others.
    Mixed,
    /// There is none like it in the new report.
    Gone,
}

/// What became of one campaign, or of some that have to do with each other.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CampaignChange {
    /// What it is.
    pub change: Change,
    /// Its names in the old report.
    pub old: Vec<String>,
    /// Its names in the new report.
    pub new: Vec<String>,
    /// Accounts in the old report, and in the new one.
    pub accounts: (usize, usize),
    /// Requests in the old report, and in the new one.
    pub requests: (usize, usize),
    /// Accounts of the new report alone, sorted.
    pub accounts_in: Vec<String>,
    /// Accounts of the old report alone, sorted.
    pub accounts_out: Vec<String>,
    /// Templates of the old and the new report that are the same.
    pub templates: Vec<(String, String)>,
}

/// What became of an account that was flagged, or is.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AccountChange {
    /// The account.
    pub account: String,
    /// Where it stood; none where the old log has no request of it.
    pub old: Option<Standing>,
    /// Where it stands; none where the new log has no request of it.
    pub new: Option<Standing>,
    /// Its campaign in the old report.
    pub old_campaign: Option<String>,
    /// Its campaign in the new report.
    pub new_campaign: Option<String>,
}

/// What has changed between two reports.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Diff {
    /// What became of campaigns and of what is shown apart, in the order of the new report; what is gone comes last.
    pub campaigns: Vec<CampaignChange>,
    /// Accounts that are flagged now and were not, sorted.
    pub flagged: Vec<AccountChange>,
    /// Accounts that were flagged and are not now, sorted.
    pub cleared: Vec<AccountChange>,
    /// Whether templates were compared: not where the reports were made with two hash keys.
    pub templates_compared: bool,
}

/// What one report has to be compared.
struct Side {
    campaigns: Vec<CampaignFinding>,
    catalog: Catalog,
    accounts: Vec<AccountFinding>,
}

impl Side {
    fn read(report: &Report) -> Result<Self, AnswerError> {
        Ok(Self { campaigns: report.campaigns()?, catalog: report.catalog()?, accounts: report.accounts()? })
    }
}

/// Says what has changed from one report to another. Campaigns are the same by their accounts and templates, templates by their words.
///
/// # Errors
/// Where a report cannot be read.
pub fn diff(old: &Report, new: &Report) -> Result<Diff, AnswerError> {
    let (old, new) = rayon::join(|| Side::read(old), || Side::read(new));
    let (old, new) = (old?, new?);
    let templates_compared = old.catalog.key_id == new.catalog.key_id;
    let matches = alike((&old.campaigns, &old.catalog), (&new.campaigns, &new.catalog), templates_compared);
    let campaigns = matches.iter().map(|m| change(m, &old.campaigns, &new.campaigns)).collect();
    let (flagged, cleared) = accounts(&old.accounts, &new.accounts);
    Ok(Diff { campaigns, flagged, cleared, templates_compared })
}

/// What became of campaigns, each time given with the catalog that their templates stand in; those that have to do with each other together.
pub(crate) fn changes(
    (old, before): (&[CampaignFinding], &Catalog),
    (new, after): (&[CampaignFinding], &Catalog),
) -> Vec<CampaignChange> {
    let with_templates = before.key_id == after.key_id;
    alike((old, before), (new, after), with_templates).iter().map(|found| change(found, old, new)).collect()
}

fn change(
    Match { old, new, templates }: &Match,
    from: &[CampaignFinding],
    to: &[CampaignFinding],
) -> CampaignChange {
    let ids = |places: &[usize], of: &[CampaignFinding]| places.iter().map(|&p| of[p].id.clone()).collect();
    let requests = |places: &[usize], of: &[CampaignFinding]| places.iter().map(|&p| of[p].requests).sum();
    let before = members(old, from);
    let after = members(new, to);
    let change = match (old.len(), new.len(), after.len().cmp(&before.len())) {
        (0, _, _) => Change::Opened,
        (_, 0, _) => Change::Gone,
        (1, 1, std::cmp::Ordering::Greater) => Change::Grown,
        (1, 1, std::cmp::Ordering::Less) => Change::Shrunk,
        (1, 1, std::cmp::Ordering::Equal) => Change::Kept,
        (_, 1, _) => Change::Merged,
        (1, _, _) => Change::Split,
        _ => Change::Mixed,
    };
    let owned = |accounts: std::collections::btree_set::Difference<'_, &str>| {
        accounts.map(|account| (*account).to_owned()).collect()
    };
    CampaignChange {
        change,
        old: ids(old, from),
        new: ids(new, to),
        accounts: (before.len(), after.len()),
        requests: (requests(old, from), requests(new, to)),
        accounts_in: owned(after.difference(&before)),
        accounts_out: owned(before.difference(&after)),
        templates: templates.clone(),
    }
}

fn members<'c>(places: &[usize], of: &'c [CampaignFinding]) -> BTreeSet<&'c str> {
    places.iter().flat_map(|&place| &of[place].accounts).map(String::as_str).collect()
}

/// Accounts that are flagged in one report alone.
fn accounts(old: &[AccountFinding], new: &[AccountFinding]) -> (Vec<AccountChange>, Vec<AccountChange>) {
    let by_name = |accounts: &'_ [AccountFinding]| -> BTreeMap<String, usize> {
        accounts.iter().zip(0..).map(|(account, place)| (account.account.clone(), place)).collect()
    };
    let (before, after) = (by_name(old), by_name(new));
    let changed = |account: &AccountFinding| {
        let was = before.get(&account.account).map(|&place| &old[place]);
        let is = after.get(&account.account).map(|&place| &new[place]);
        AccountChange {
            account: account.account.clone(),
            old: was.map(|was| was.verdict),
            new: is.map(|is| is.verdict),
            old_campaign: was.and_then(|was| was.campaign.clone()),
            new_campaign: is.and_then(|is| is.campaign.clone()),
        }
    };
    let flagged = |accounts: &[AccountFinding],
                   (other, places): (&[AccountFinding], &BTreeMap<String, usize>)| {
        let is_flagged_there = |a: &AccountFinding| places.get(&a.account).is_some_and(|&p| other[p].flagged);
        let here = accounts.iter().filter(|a| a.flagged && !is_flagged_there(a));
        here.map(changed).collect::<Vec<_>>()
    };
    (flagged(new, (old, &before)), flagged(old, (new, &after)))
}
