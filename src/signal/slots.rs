//! Slots: people fill a template with interests of their own; of a dealt list, any account gets any item.

use super::agreement::{Rows, agreement};
use super::axis::{Reading, Signal, reading};
use super::band::Band::{self, About, Between, Scale};
use super::facts::Facts;
use super::hypothesis::Hypothesis;
use crate::decimals::decimals;

pub(super) struct Slots;

impl Signal for Slots {
    fn name(&self) -> &'static str {
        "slots"
    }

    fn measure(&self, facts: &Facts<'_>) -> Reading {
        let Some(rows) = facts.slots.filter(|rows| !rows.owners.is_empty()) else {
            return Reading::Silent("nothing was embedded");
        };
        let values = centred(&rows.vectors, rows.dimension, &rows.templates);
        let rows = Rows { values: &values, dimension: rows.dimension, owners: &rows.owners };
        reading(agreement(&rows, facts.seed), "too few accounts filled in two different texts", bands)
    }

    fn meaning(&self, value: f64) -> String {
        let like = if value < 0.015 {
            "any account fills in anything"
        } else {
            "accounts have interests of their own"
        };
        let value = decimals(value, 3);
        format!("fillings agree {value} within an account (0 by lot, 1 where all are one): {like}")
    }

    fn clears(&self) -> &'static str {
        "accounts whose fillings keep to topics of their own"
    }
}

/// The rows less the mean of their template: an account's choice of templates is not its choice of fillings.
fn centred(vectors: &[f32], dimension: usize, templates: &[u32]) -> Vec<f32> {
    let most = templates.iter().copied().max().map_or(0, |t| t as usize + 1);
    let (mut sums, mut counts) = (vec![0.0f64; most * dimension], vec![0.0f64; most]);
    for (row, &template) in vectors.chunks_exact(dimension).zip(templates) {
        let sum = &mut sums[template as usize * dimension..][..dimension];
        sum.iter_mut().zip(row).for_each(|(s, &x)| *s += f64::from(x));
        counts[template as usize] += 1.0;
    }
    let mut centred = vectors.to_vec();
    for (row, &template) in centred.chunks_exact_mut(dimension).zip(templates) {
        let sum = &sums[template as usize * dimension..][..dimension];
        row.iter_mut().zip(sum).for_each(|(x, s)| *x -= (s / counts[template as usize]) as f32);
    }
    centred
}

fn bands(hypothesis: Hypothesis) -> &'static [Band] {
    match hypothesis {
        Hypothesis::DealtByLot | Hypothesis::DealtByHours | Hypothesis::DealtInTurns => {
            &[About(0.93, 0.0, 0.005), Scale(0.07, 0.005, 0.3)]
        }
        // A topic holds more than one filling: an account that always fills in the same set its application up.
        Hypothesis::DealtInShards => &[Scale(1.0, 0.02, 0.8)],
        Hypothesis::DealtInSittings => &[About(0.6, 0.0, 0.005), Scale(0.4, 0.005, 0.3)],
        Hypothesis::Users => &[About(0.15, 0.0, 0.006), Scale(0.85, 0.008, 1.02)],
        Hypothesis::Askers => &[About(0.5, 0.0, 0.006), Scale(0.5, 0.005, 0.4)],
        Hypothesis::Timers => &[About(0.2, 0.0, 0.006), Scale(0.8, 0.008, 1.02)],
        Hypothesis::OneSitting => &[About(0.5, -0.01, 0.02), Scale(0.5, 0.005, 1.02)],
        Hypothesis::Crowd => &[About(0.5, 0.0, 0.02), Between(0.2, -0.6, 0.0), Scale(0.3, 0.005, 1.02)],
        Hypothesis::Coincidence => &[About(0.3, 0.0, 0.01), Scale(0.7, 0.005, 1.02)],
    }
}
