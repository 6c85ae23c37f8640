//! A score as one JSON object of figures.

use serde_json::{Map, Value, json};

use crate::labels::CAMPAIGN_ROLE;
use crate::score::{Score, is_count};

/// Figures that an object leaves out where there are none; others are null.
const OPTIONAL: [&str; 4] =
    ["template_b3_precision", "template_b3_recall", "template_b3_f1", "extracted_before_alert"];

impl Score {
    /// The figures as one JSON object: each of [`Score::figures`], `flagged_share_by_benign_role` (to four digits) and
    /// `per_campaign` (to three).
    pub fn to_json(&self) -> Value {
        let mut object = Map::new();
        for (name, value) in self.figures() {
            let value = match value {
                Some(value) if is_count(name) => json!(value as u64),
                None if OPTIONAL.contains(&name) => continue,
                value => json!(value),
            };
            object.insert(name.to_owned(), value);
        }
        let benign = self.roles.iter().filter(|role| role.role != CAMPAIGN_ROLE);
        let shares: Map<String, Value> =
            benign.map(|role| (role.role.clone(), json!(rounded(role.flagged_share(), 4)))).collect();
        object.insert("flagged_share_by_benign_role".to_owned(), shares.into());
        let campaigns = self.campaigns.iter().map(|campaign| {
            let figures = json!({
                "accounts_flagged": rounded(campaign.flagged_share, 3),
                "in_one_group": rounded(campaign.in_one_group, 3),
                "group_purity": rounded(campaign.group_purity, 3),
                "found": campaign.found,
            });
            (campaign.name.clone(), figures)
        });
        object.insert("per_campaign".to_owned(), campaigns.collect::<Map<_, _>>().into());
        object.into()
    }
}

/// A number to so many digits behind the point; halves go to the even digit.
fn rounded(number: f64, digits: usize) -> f64 {
    format!("{number:.digits$}").parse().unwrap_or(number)
}

#[cfg(test)]
mod tests {
    use super::rounded;

    #[test]
    fn halves_go_to_the_even_digit() {
        let halves = [0.0625, 0.1875, 0.3125, 0.4375].map(|half| rounded(half, 3));
        assert_eq!(halves, [0.062, 0.188, 0.312, 0.438]);
        assert_eq!(rounded(2.0 / 3.0, 4), 0.6667);
    }
}
