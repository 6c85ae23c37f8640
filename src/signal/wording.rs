//! Wording: which of a group's templates, and so of its languages, an account uses. A list in several wordings is dealt in all of
//! them; a person has one language and a favourite.

use super::agreement::{Rows, agreement};
use super::axis::{Reading, Signal, reading};
use super::band::Band::{self, About, Between};
use super::facts::Facts;
use super::hypothesis::Hypothesis;
use crate::decimals::decimals;

/// Templates told apart at most; further ones share a place.
const MOST: usize = 64;

pub(super) struct Wording;

impl Signal for Wording {
    fn name(&self) -> &'static str {
        "wording"
    }

    fn measure(&self, facts: &Facts<'_>) -> Reading {
        let templates = &facts.group.templates;
        let Some(template_of) = facts.template_of.filter(|_| templates.len() > 1) else {
            return Reading::Silent("there is one template");
        };
        let dimension = templates.len().min(MOST);
        let (mut owners, mut values): (Vec<u32>, Vec<f32>) = (Vec::new(), Vec::new());
        for (place, request) in facts.openings() {
            let place_of = |template| templates.binary_search(&template).ok();
            let Some(used) = template_of[request as usize].and_then(place_of) else { continue };
            owners.push(place);
            let begin = values.len();
            values.resize(begin + dimension, 0.0);
            values[begin + used % dimension] = 1.0;
        }
        let rows = Rows { values: &values, dimension, owners: &owners };
        reading(agreement(&rows, facts.seed), "too few accounts came back", bands)
    }

    fn meaning(&self, value: f64) -> String {
        let like = if value < 0.1 { "all are dealt all of them" } else { "accounts keep to some" };
        let value = decimals(value, 2);
        format!("templates agree {value} within an account: {like}")
    }

    fn clears(&self) -> &'static str {
        "accounts that keep to a language and a wording of their own"
    }

    fn part(&self) -> f64 {
        0.5
    }
}

fn bands(hypothesis: Hypothesis) -> &'static [Band] {
    match hypothesis {
        Hypothesis::DealtByLot | Hypothesis::DealtByHours => {
            &[About(0.8, 0.0, 0.03), Between(0.2, -0.3, 1.02)]
        }
        Hypothesis::DealtInShards => &[About(0.4, 0.0, 0.03), Between(0.6, 0.0, 1.02)],
        Hypothesis::DealtInTurns | Hypothesis::DealtInSittings => {
            &[About(0.6, 0.0, 0.03), Between(0.4, -0.3, 1.02)]
        }
        Hypothesis::Timers => &[Between(1.0, 0.2, 1.02)],
        _ => &[About(0.35, 0.0, 0.05), Between(0.65, -0.3, 1.02)],
    }
}
