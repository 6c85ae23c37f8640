//! A score for a person.

use crate::campaigns::CampaignScore;
use crate::list::{List, figure};
use crate::roles::RoleScore;
use crate::score::Score;
use crate::template_table::templates;

/// The score as text: the single figures, then what became of roles, campaigns and templates. Each list begins with what
/// is worst and shows so many `rows`, and how many more there are.
pub fn table(score: &Score, rows: usize) -> String {
    let figures = score.figures().into_iter();
    let lines = figures.map(|(name, value)| format!("{name:28} {:>10}\n", figure(name, value)));
    let mut text: String = lines.collect();
    text += &roles(score).text(rows);
    text += &campaigns(score).text(rows);
    score.templates.iter().flat_map(templates).for_each(|list| text += &list.text(rows));
    text
}

fn roles(score: &Score) -> List {
    let head = format!("{:>9} {:>9} {:>9} {:>11}", "ACCOUNTS", "FLAGGED", "SHARE", "MEAN SCORE");
    let mut roles: Vec<&RoleScore> = score.roles.iter().collect();
    roles.sort_by_key(|role| std::cmp::Reverse(role.flagged));
    let cells = |role: &RoleScore| {
        let (share, mean) = (role.flagged_share(), role.mean_score);
        format!("{:>9} {:>9} {share:>9.4} {mean:>11.4}", role.accounts, role.flagged)
    };
    List::new("ROLE", &head, roles.into_iter().map(|role| (role.role.clone(), cells(role))))
}

fn campaigns(score: &Score) -> List {
    let mut campaigns: Vec<&CampaignScore> = score.campaigns.iter().collect();
    let quality = |campaign: &CampaignScore| campaign.in_one_group * campaign.group_purity;
    campaigns.sort_by(|a, b| a.found.cmp(&b.found).then(quality(a).total_cmp(&quality(b))));
    let rows = campaigns.into_iter().map(|campaign| {
        let kinds: Vec<String> =
            campaign.kinds.iter().map(|(kind, count)| format!("{kind} {count}")).collect();
        (campaign.name.clone(), format!("{}  {}", campaign_cells(campaign), kinds.join(", ")))
    });
    List::new("CAMPAIGN", &format!("{}  KINDS OF REQUESTS", campaign_head()), rows)
}

/// The heads of [`campaign_cells`].
pub(crate) fn campaign_head() -> String {
    let [accounts, requests, flagged, in_one] = ["ACCOUNTS", "REQUESTS", "FLAGGED", "IN ONE"];
    format!("{accounts:>9} {requests:>9} {flagged:>9} {in_one:>9} {:>7} {:>6}", "PURITY", "FOUND")
}

pub(crate) fn campaign_cells(campaign: &CampaignScore) -> String {
    format!(
        "{:>9} {:>9} {:>9.3} {:>9.3} {:>7.3} {:>6}",
        campaign.accounts,
        campaign.requests,
        campaign.flagged_share,
        campaign.in_one_group,
        campaign.group_purity,
        if campaign.found { "yes" } else { "NO" },
    )
}
