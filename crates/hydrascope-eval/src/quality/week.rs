//! What the page says of a week.

use crate::ablation::Ablation;
use crate::ablation_table::ablation_table;
use crate::campaigns::CampaignScore;
use crate::labels::CAMPAIGN_ROLE;
use crate::markdown::{share, table_or};
use crate::roles::RoleScore;
use crate::score::Score;
use crate::templates::PartScore;

/// Rows of lists that show the worst alone.
const WORST: usize = 10;

const WORST_FIRST: &str =
    "Those that lose most come first, ten at most; others are placed without a fault or lose less.";

/// The week's sections.
pub(super) fn sections(name: &str, ablation: &Ablation) -> String {
    let score = &ablation.default;
    let mut text = format!("\n## Week {name}\n\n### Innocent accounts flagged, by role\n\n");
    text += &roles(score);
    text += "\n### Campaigns missed\n\n";
    text += &missed(score);
    text += "\n### What each part is worth\n\n";
    text += &ablation_table(ablation);
    if let Some(templates) = &score.templates {
        text += &format!("\n### Templates of roles, by B-cubed\n\n{WORST_FIRST}\n\n");
        text += &parts(&templates.by_role);
        text += &format!("\n### Templates of campaigns, by B-cubed\n\n{WORST_FIRST}\n\n");
        text += &parts(&templates.by_campaign);
    }
    text
}

fn roles(score: &Score) -> String {
    let benign = score.roles.iter().filter(|role| role.role != CAMPAIGN_ROLE);
    let (mut flagged, spared): (Vec<&RoleScore>, Vec<&RoleScore>) = benign.partition(|role| role.flagged > 0);
    flagged.sort_by(|a, b| b.flagged_share().total_cmp(&a.flagged_share()));
    let rows: Vec<Vec<String>> = flagged
        .into_iter()
        .map(|role| {
            let counts = [role.accounts.to_string(), role.flagged.to_string()];
            [vec![role.role.clone()], counts.into(), vec![share(Some(role.flagged_share()))]].concat()
        })
        .collect();
    let table = table_or(&["role", "accounts", "flagged", "share"], &rows, "None.");
    if rows.is_empty() || spared.is_empty() {
        return table;
    }
    let spared: Vec<&str> = spared.iter().map(|role| &*role.role).collect();
    format!("{table}\nNone of {}.\n", spared.join(", "))
}

fn missed(score: &Score) -> String {
    let heads =
        ["campaign", "accounts", "requests", "share flagged", "share in one group", "purity of that group"];
    let row = |campaign: &CampaignScore| {
        let shares = [campaign.flagged_share, campaign.in_one_group, campaign.group_purity];
        let mut cells =
            vec![campaign.name.clone(), campaign.accounts.to_string(), campaign.requests.to_string()];
        cells.extend(shares.map(|value| share(Some(value))));
        cells
    };
    let rows: Vec<_> = score.campaigns.iter().filter(|campaign| !campaign.found).map(row).collect();
    let all = format!("None of {}.", score.campaigns.len());
    table_or(&heads, &rows, &all)
}

/// Those that cost most F1.
fn parts(parts: &[PartScore]) -> String {
    let mut parts: Vec<&PartScore> = parts.iter().filter(|part| part.lost() > 0.0).collect();
    parts.sort_by(|a, b| b.lost().total_cmp(&a.lost()));
    let row = |part: &&PartScore| {
        let shares = [part.b_cubed.precision, part.b_cubed.recall, part.b_cubed.f1()];
        let mut cells = vec![part.name.clone(), part.requests.to_string()];
        cells.extend(shares.map(|value| share(Some(value))));
        cells
    };
    let rows: Vec<_> = parts.iter().take(WORST).map(row).collect();
    table_or(&["", "requests", "precision", "recall", "F1"], &rows, "None loses any.")
}
