//! A difference in words.

use std::fmt::Write;

use super::{AccountChange, CampaignChange, Change, Diff};
use crate::answer::shown::{count, more, name};

/// Accounts that are named.
const NAMED: usize = 10;

/// What has changed, as text for a person.
pub fn diff_words(diff: &Diff) -> String {
    let mut text = String::new();
    if diff.campaigns.is_empty() {
        text += "No campaign in either report.\n";
    }
    diff.campaigns.iter().for_each(|change| text += &campaign(change));
    text += &accounts("flagged now, and not before", &diff.flagged);
    text += &accounts("flagged before, and not now", &diff.cleared);
    if !diff.templates_compared {
        text += "Templates were not compared: the reports were made with two hash keys.\n";
    }
    text
}

fn campaign(found: &CampaignChange) -> String {
    let CampaignChange { change, old, new, accounts, requests, accounts_in, accounts_out, templates } = found;
    let (before, after) = (old.join(", "), new.join(", "));
    let what = match change {
        Change::Opened => format!("opened: {after}"),
        Change::Gone => format!("gone: {before}"),
        Change::Grown => format!("grown: {before} is {after}"),
        Change::Shrunk => format!("shrunk: {before} is {after}"),
        Change::Kept => format!("as large as before: {before} is {after}"),
        Change::Merged => format!("merged: {before} are {after}"),
        Change::Split => format!("split: {before} is {after}"),
        Change::Mixed => format!("mixed: {before} are {after}"),
    };
    let numbers = match change {
        Change::Opened => format!("{}, {}", count(accounts.1, "account"), count(requests.1, "request")),
        Change::Gone => format!("{}, {}", count(accounts.0, "account"), count(requests.0, "request")),
        _ => format!(
            "accounts {} to {} ({} in, {} out), requests {} to {}, {} the same",
            accounts.0,
            accounts.1,
            accounts_in.len(),
            accounts_out.len(),
            requests.0,
            requests.1,
            count(templates.len(), "template")
        ),
    };
    format!("{what}; {numbers}\n")
}

fn accounts(what: &str, changed: &[AccountChange]) -> String {
    let mut text = format!("{} {what}\n", count(changed.len(), "account"));
    for AccountChange { account, old_campaign, new_campaign, .. } in changed.iter().take(NAMED) {
        let of = new_campaign.as_ref().or(old_campaign.as_ref());
        let of = of.map(|campaign| format!(" ({campaign})")).unwrap_or_default();
        let _ = writeln!(text, "  {}{of}", name(account));
    }
    text + &more(changed.len(), NAMED)
}
