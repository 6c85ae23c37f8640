//! Explain: why an account, a campaign, a template or a request stands where it does.

mod account;
mod campaign;
mod explanation;
mod template;
mod waterfall;
mod words;

pub use explanation::{
    AccountExplained, CampaignExplained, Explanation, Fellow, GroupExplained, Part, Reason, Score,
    TemplateExplained, TemplateUse, Use,
};
pub use waterfall::{Clearing, Clears, Rival, Step, Waterfall};
pub use words::words;

use super::error::AnswerError;
use super::kind::Kind;
use crate::finding::{AccountFinding, CampaignFinding, OrdinaryGroup, Placement};
use crate::report::Report;

/// What has the name that was asked for.
#[derive(Default)]
struct Found {
    account: Option<AccountFinding>,
    campaign: Option<CampaignFinding>,
    template: Vec<Placement>,
    request: Option<Placement>,
    group: Option<OrdinaryGroup>,
}

/// Explains what has a name in a report; of a kind, where one is said.
///
/// # Errors
/// Where the report cannot be read, and where nothing or several things have the name.
pub fn explain(report: &Report, id: &str, kind: Option<Kind>) -> Result<Explanation, AnswerError> {
    let sought: Vec<Kind> = kind.map_or_else(|| Kind::ALL.to_vec(), |kind| vec![kind]);
    let is_sought = |kind: Kind| sought.contains(&kind);
    let campaigns = report.campaigns()?;
    let mut found = Found::default();
    if is_sought(Kind::Account) {
        found.account = report.account(id)?;
    }
    if is_sought(Kind::Campaign) {
        found.campaign = campaigns.iter().find(|campaign| campaign.id == id).cloned();
    }
    if is_sought(Kind::Template) {
        found.template = report.placements_in(id)?;
    }
    if is_sought(Kind::Request) {
        found.request = report.placement(id)?;
    }
    if is_sought(Kind::Group) {
        found.group = report.ordinary()?.into_iter().find(|group| group.id == id);
    }
    let kinds = found.kinds();
    match kinds[..] {
        [] => Err(AnswerError::Unknown { id: id.to_owned(), sought }),
        [_] => found.explained(report, &campaigns),
        _ => Err(AnswerError::Several { id: id.to_owned(), found: kinds }),
    }
}

impl Found {
    fn kinds(&self) -> Vec<Kind> {
        let is_found = [
            self.account.is_some(),
            self.campaign.is_some(),
            !self.template.is_empty(),
            self.request.is_some(),
            self.group.is_some(),
        ];
        Kind::ALL.into_iter().zip(is_found).filter(|(_, is_found)| *is_found).map(|(kind, _)| kind).collect()
    }

    /// Explains the one thing that was found.
    fn explained(self, report: &Report, campaigns: &[CampaignFinding]) -> Result<Explanation, AnswerError> {
        let account = |finding: AccountFinding| -> Result<_, AnswerError> {
            Ok(Box::new(account::explained(&finding, &report.placements_of(&finding.account)?, campaigns)))
        };
        if let Some(found) = self.account {
            return Ok(Explanation::Account(account(found)?));
        }
        if let Some(found) = self.campaign {
            return Ok(Explanation::Campaign(Box::new(campaign::explained(&found))));
        }
        if let Some(Placement { id, account: sender, template }) = self.request {
            let placed = report.placements_in(&template)?;
            return Ok(Explanation::Request {
                id,
                template: Box::new(template::explained(&template, &placed, campaigns)),
                account: report.account(&sender)?.map(account).transpose()?,
            });
        }
        if let Some(OrdinaryGroup { id, hypothesis, accounts, requests, strength, first_hour, rows: _ }) =
            self.group
        {
            let beside = campaigns.iter().filter(|campaign| campaign.beside.as_deref() == Some(&id));
            let beside = beside.map(|campaign| campaign.id.clone()).collect();
            return Ok(Explanation::Group(GroupExplained {
                id,
                hypothesis,
                accounts,
                requests,
                strength,
                first_hour,
                beside,
            }));
        }
        let id = self.template.first().map_or("", |placement| &placement.template);
        Ok(Explanation::Template(Box::new(template::explained(id, &self.template, campaigns))))
    }
}
