//! The waterfall of a campaign: from the prior over each axis' weight to the log-odds, and from there to the strength.

use serde::Serialize;

use super::number::{fine, signed};
use crate::finding::CampaignFinding;

/// Units of the scale that bars are drawn on.
const WIDTH: f64 = 1_000.0;
/// The least width of a bar.
const LEAST: f64 = 3.0;
/// Nats from which on the strength is not the logistic of the log-odds.
const OTHER: f64 = 1e-6;
/// Bounds of a strength whose log-odds are finite.
const SURE: f64 = 1e-12;

/// What a bar stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum BarKind {
    /// What holds before anything is measured.
    Prior,
    /// It speaks for a campaign.
    For,
    /// It speaks against one.
    Against,
    /// A sum.
    Sum,
}

/// One line of a waterfall.
#[derive(Serialize)]
pub(super) struct Bar {
    /// The axis.
    pub name: String,
    pub kind: BarKind,
    /// Left end and width, in thousandths of the scale.
    pub from: i64,
    pub width: i64,
    /// What it adds, in nats.
    pub weight: String,
    pub exact: f64,
    /// What it says.
    pub meaning: String,
    /// What was measured, with its error.
    pub value: String,
    /// What would clear the accounts along this axis.
    pub clears: String,
}

/// A waterfall.
#[derive(Serialize)]
pub(super) struct Waterfall {
    /// Where 0 lies, in thousandths of the scale.
    pub zero: i64,
    pub bars: Vec<Bar>,
}

impl Waterfall {
    /// The waterfall of a campaign, the axes that add most first.
    pub(super) fn new(campaign: &CampaignFinding) -> Self {
        let steps = steps(campaign);
        let ends = steps.iter().flat_map(|step| [step.from, step.to]);
        let (low, high) = ends.fold((0.0_f64, 0.0_f64), |(low, high), end| (low.min(end), high.max(end)));
        let scale = WIDTH / (high - low).max(f64::MIN_POSITIVE);
        let at = |nats: f64| ((nats - low) * scale).round();
        let bar = |step: Step| {
            let (from, to) = (at(step.from.min(step.to)), at(step.from.max(step.to)));
            let width = (to - from).max(LEAST);
            Bar { from: from.min(WIDTH - width) as i64, width: width as i64, ..step.bar }
        };
        Self { zero: at(0.0) as i64, bars: steps.into_iter().map(bar).collect() }
    }
}

/// A bar with its ends in nats.
struct Step {
    from: f64,
    to: f64,
    bar: Bar,
}

impl Step {
    fn new((name, kind): (&str, BarKind), (from, to): (f64, f64), meaning: String) -> Self {
        let (weight, exact) = (signed(to - from), to - from);
        let (value, clears) = (String::new(), String::new());
        let bar =
            Bar { name: name.to_owned(), kind, from: 0, width: 0, weight, exact, meaning, value, clears };
        Self { from, to, bar }
    }
}

fn steps(campaign: &CampaignFinding) -> Vec<Step> {
    let mut steps = vec![Step::new(
        ("prior", BarKind::Prior),
        (0.0, campaign.prior),
        "before anything is measured: few groups of accounts that share a template are campaigns".to_owned(),
    )];
    let mut evidence: Vec<_> = campaign.evidence.iter().collect();
    evidence.sort_by(|a, b| b.1.weight.total_cmp(&a.1.weight));
    let mut sum = campaign.prior;
    for (name, found) in evidence {
        let kind = if found.weight < 0.0 { BarKind::Against } else { BarKind::For };
        let mut step = Step::new((name, kind), (sum, sum + found.weight), found.meaning.to_string());
        step.bar.exact = found.weight;
        step.bar.value = match found.error {
            Some(error) => format!("{} \u{b1} {}", fine(found.value), fine(error)),
            None => fine(found.value),
        };
        step.bar.clears = found.clears.as_deref().unwrap_or_default().to_owned();
        steps.push(step);
        sum += found.weight;
    }
    let whole = "the prior and all weights together, in nats".to_owned();
    steps.push(Step::new(("log-odds", BarKind::Sum), (0.0, campaign.log_odds), whole));
    let strength = campaign.strength.clamp(SURE, 1.0 - SURE);
    let strength = (strength / (1.0 - strength)).ln();
    if (strength - campaign.log_odds).abs() > OTHER.max(campaign.log_odds.abs() * OTHER)
        && campaign.log_odds.abs() < -SURE.ln()
    {
        let kind = if strength < campaign.log_odds { BarKind::Against } else { BarKind::For };
        let meaning = "the signals leave this open; a fitted likeness to simulated campaigns moves the strength, and nothing else".to_owned();
        steps.push(Step::new(("hint", kind), (campaign.log_odds, strength), meaning));
    }
    let meaning = format!("the same as a probability, 1 / (1 + e^{})", super::number::decimal(-strength, 2));
    let mut last = Step::new(("strength", BarKind::Sum), (0.0, strength), meaning);
    last.bar.weight = super::number::probability(campaign.strength);
    last.bar.exact = campaign.strength;
    steps.push(last);
    steps
}
