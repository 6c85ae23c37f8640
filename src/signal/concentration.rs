//! Concentration: who works or lives in a template puts more of its traffic there than a turn of phrase would take.

use super::axis::{Reading, Signal, reading};
use super::band::Band::{self, Between};
use super::band::Effect;
use super::facts::Facts;
use super::hypothesis::Hypothesis;
use crate::decimals::decimals;
use crate::observe::concentration;

/// What the mean may err by.
const ERROR: f64 = 0.2;

pub(super) struct Concentration;

impl Signal for Concentration {
    fn name(&self) -> &'static str {
        "concentration"
    }

    fn measure(&self, facts: &Facts<'_>) -> Reading {
        let value = concentration(facts.traffic, facts.group, facts.rate);
        reading(Some(Effect { value, error_dealt: ERROR, error_people: ERROR }), "", bands)
    }

    fn meaning(&self, value: f64) -> String {
        let like = if value > 1.5 { "no coincidence" } else { "perhaps a coincidence" };
        let value = decimals(value, 1);
        format!("its accounts put it into their traffic {value} times (in logarithms) beyond chance: {like}")
    }

    fn clears(&self) -> &'static str {
        "accounts that use the template now and then"
    }
}

fn bands(hypothesis: Hypothesis) -> &'static [Band] {
    match hypothesis {
        Hypothesis::Crowd => &[Between(1.0, 0.0, 5.0)],
        Hypothesis::Coincidence => &[Between(0.65, 0.0, 1.6), Between(0.35, 1.5, 3.0)],
        _ => &[Between(0.9, 1.0, 5.0), Between(0.1, 0.0, 1.0)],
    }
}
