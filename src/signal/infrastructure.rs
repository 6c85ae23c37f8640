//! Infrastructure: networks, clients and marks of payment that accounts share beyond their base rate. Senders choose them, so
//! sharing nothing clears nobody, and sharing much speaks for one operator, not for a list.

use super::axis::{Reading, Signal, reading};
use super::band::Band::{self, Between};
use super::band::Effect;
use super::facts::Facts;
use super::hypothesis::Hypothesis;
use crate::observe::most_shared;

/// Logarithm of the base rate's multiple from which on sharing counts.
const NOTABLE: f64 = 0.7;

pub(super) struct Infrastructure;

impl Signal for Infrastructure {
    fn name(&self) -> &'static str {
        "infrastructure"
    }

    fn measure(&self, facts: &Facts<'_>) -> Reading {
        let value = most_shared(facts.attributes, facts.group);
        let effect = (value > NOTABLE).then_some(Effect { value, error_dealt: 0.3, error_people: 0.3 });
        reading(effect, "the accounts share no mark beyond its base rate", bands)
    }

    fn meaning(&self, value: f64) -> String {
        format!("a mark of the senders is shared {:.0} times its base rate", value.exp())
    }

    fn clears(&self) -> &'static str {
        "nothing: the sender chooses it"
    }
}

fn bands(hypothesis: Hypothesis) -> &'static [Band] {
    if hypothesis.is_coordinated() { &[Between(0.5, 0.0, 8.0)] } else { &[Between(0.3, 0.0, 8.0)] }
}
