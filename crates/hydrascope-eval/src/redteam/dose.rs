//! Dose and response: one habit at a time.

use hydrascope::embed::Embedder;
use hydrascope_simulate::{CampaignKind, HoursTactic, LoadTactic, Tactics};
use serde::Serialize;

use super::trial::{RedTeamError, Trial, TrialOutcome, dealt};

/// One dose of one habit, and what came of it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DoseRow {
    /// The habit.
    pub habit: &'static str,
    /// How much of it.
    pub dose: String,
    /// An outcome a seed.
    pub outcomes: Vec<TrialOutcome>,
}

/// Accounts of a campaign, and items of each, where these are not what is varied.
const USUAL: (u32, u32) = (60, 12);

/// Every dose on every seed, beside so many ordinary accounts; `tell` is told of each row as it is done.
///
/// # Errors
/// Where a trial fails.
pub fn dose_response(
    accounts: u32,
    seeds: &[u64],
    embedder: &Embedder,
    tell: &mut dyn FnMut(&DoseRow),
) -> Result<Vec<DoseRow>, RedTeamError> {
    let mut rows = Vec::new();
    for (habit, dose, kind, tactics) in doses() {
        let trial = Trial { kind, tactics, accounts };
        let outcomes = seeds.iter().map(|&seed| trial.run(seed, embedder)).collect::<Result<_, _>>()?;
        let row = DoseRow { habit, dose, outcomes };
        tell(&row);
        rows.push(row);
    }
    Ok(rows)
}

/// How items are spread over accounts.
const LOADS: [(&str, LoadTactic); 4] = [
    ("even", LoadTactic::Even),
    ("queue", LoadTactic::Queue),
    ("skewed", LoadTactic::Skewed),
    ("lopsided", LoadTactic::Lopsided),
];

/// When accounts work.
const HOURS: [(&str, HoursTactic); 4] = [
    ("all share a window", HoursTactic::Duty),
    ("waves", HoursTactic::Waves),
    ("own hours", HoursTactic::Habit),
    ("own hours, in sessions", HoursTactic::Sessions),
];

/// Kinds of campaigns, each with its own way of hiding.
const HIDDEN: [CampaignKind; 12] = [
    CampaignKind::Paraphrased,
    CampaignKind::Noised,
    CampaignKind::ShortSuffix,
    CampaignKind::Multilingual,
    CampaignKind::Numeric,
    CampaignKind::Rotating,
    CampaignKind::Framing,
    CampaignKind::SharedApp,
    CampaignKind::Adaptive,
    CampaignKind::Churn,
    CampaignKind::HandOver,
    CampaignKind::SpacedWaves,
];

fn doses() -> Vec<(&'static str, String, CampaignKind, Tactics)> {
    use CampaignKind::Plain;
    let usual = dealt(USUAL.0, USUAL.1);
    let mut doses = Vec::new();
    for cover in [0.0, 0.25, 0.5, 0.75, 0.9, 0.95] {
        doses.push(("cover", cover.to_string(), Plain, Tactics { cover: Some(cover), ..usual }));
    }
    for (accounts, each) in [(12, 60), (24, 30), (60, 12), (120, 6), (240, 3), (720, 1), (2_000, 1)] {
        doses.push(("accounts x requests", format!("{accounts} x {each}"), Plain, dealt(accounts, each)));
    }
    for (name, load) in LOADS {
        doses.push(("load", name.to_owned(), Plain, Tactics { load: Some(load), ..usual }));
    }
    for (name, hours) in HOURS {
        doses.push(("hours", name.to_owned(), Plain, Tactics { hours: Some(hours), ..usual }));
    }
    doses.push(("topics", "own".to_owned(), Plain, Tactics { topics: true, ..usual }));
    for kind in HIDDEN {
        // Load and hours are the kind's own.
        let tactics = Tactics { load: None, hours: None, ..usual };
        doses.push(("way of hiding", kind.name().to_owned(), kind, tactics));
    }
    let human = Tactics {
        load: Some(LoadTactic::Lopsided),
        hours: Some(HoursTactic::Sessions),
        topics: true,
        ..usual
    };
    doses.push(("all at once", "own hours, sessions and topics, lopsided load".to_owned(), Plain, human));
    doses
}
