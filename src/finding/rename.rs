//! Rename: campaigns and templates get other names, everywhere.

use std::collections::BTreeMap;

use super::campaign::CampaignFinding;
use super::findings::Findings;

/// Other names by name; what is not in it keeps its own.
#[derive(Clone, Debug, Default)]
pub(crate) struct Names {
    pub(crate) templates: BTreeMap<String, String>,
    pub(crate) campaigns: BTreeMap<String, String>,
}

impl Findings {
    /// Gives campaigns, what is shown apart and templates other names.
    pub(crate) fn rename(&mut self, names: &Names) {
        let all = self.campaigns.iter_mut().chain(&mut self.operators);
        all.for_each(|campaign| campaign.rename(names));
        let accounts = self.accounts.iter_mut().filter_map(|account| account.campaign.as_mut());
        accounts.for_each(|campaign| to(campaign, &names.campaigns));
        for template in &mut self.catalog.templates {
            to(&mut template.id, &names.templates);
            template.campaigns.iter_mut().for_each(|campaign| to(campaign, &names.campaigns));
        }
        let unjudged = self.unjudged.iter_mut().flat_map(|group| &mut group.templates);
        unjudged.for_each(|template| to(template, &names.templates));
        self.placements.rename(&names.templates);
    }

    /// Whether the log has requests of an account.
    pub(crate) fn holds(&self, account: &str) -> bool {
        self.accounts.binary_search_by(|finding| finding.account.as_str().cmp(account)).is_ok()
    }
}

impl CampaignFinding {
    fn rename(&mut self, names: &Names) {
        to(&mut self.id, &names.campaigns);
        self.templates.iter_mut().for_each(|template| to(&mut template.id, &names.templates));
    }
}

fn to(name: &mut String, names: &BTreeMap<String, String>) {
    if let Some(other) = names.get(name.as_str()) {
        name.clone_from(other);
    }
}
