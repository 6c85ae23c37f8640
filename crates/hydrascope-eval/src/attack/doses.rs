//! Which doses of which habits are tried.

use hydrascope_simulate::{CampaignKind, HoursTactic, LoadTactic, Tactics};

/// One dose of one habit.
#[derive(Clone, Debug, PartialEq)]
pub struct Dose {
    /// The habit.
    pub habit: &'static str,
    /// How much of it.
    pub dose: String,
    /// The campaign's kind.
    pub kind: CampaignKind,
    /// Its habits.
    pub tactics: Tactics,
}

impl Dose {
    fn new(habit: &'static str, dose: impl ToString, tactics: Tactics) -> Self {
        Self { habit, dose: dose.to_string(), kind: CampaignKind::Plain, tactics }
    }
}

/// A list dealt evenly and around the clock, to so many accounts with so many items each.
pub(super) fn dealt(accounts: u32, each: u32) -> Tactics {
    Tactics {
        accounts: Some(accounts),
        each: Some(each),
        load: Some(LoadTactic::Even),
        hours: Some(HoursTactic::Uniform),
        ..Tactics::default()
    }
}

/// Accounts of a campaign and items of each where these are not what is varied.
fn usual() -> Tactics {
    dealt(60, 12)
}

/// All doses of all habits, those of a habit one behind the other.
pub fn doses() -> Vec<Dose> {
    [senders(), texts(), kinds(), strangers(), together()].concat()
}

/// Who sends and when.
fn senders() -> Vec<Dose> {
    let cover = [0.0, 0.25, 0.5, 0.75, 0.9, 0.95]
        .map(|cover| Dose::new("cover", cover, Tactics { cover: Some(cover), ..usual() }));
    let size =
        [(12, 60), (24, 30), (60, 12), (120, 6), (240, 3), (720, 1), (2_000, 1)].map(|(accounts, each)| {
            Dose::new("accounts x requests", format!("{accounts} x {each}"), dealt(accounts, each))
        });
    let load = [
        ("even", LoadTactic::Even),
        ("queue", LoadTactic::Queue),
        ("skewed", LoadTactic::Skewed),
        ("lopsided", LoadTactic::Lopsided),
    ]
    .map(|(name, load)| Dose::new("load", name, Tactics { load: Some(load), ..usual() }));
    let hours = [
        ("all share a window", HoursTactic::Duty),
        ("waves", HoursTactic::Waves),
        ("own hours", HoursTactic::Habit),
        ("own hours, in sessions", HoursTactic::Sessions),
    ]
    .map(|(name, hours)| Dose::new("hours", name, Tactics { hours: Some(hours), ..usual() }));
    let zones =
        [1, 3, 8, 24].map(|zones| Dose::new("time zones", zones, Tactics { zones: Some(zones), ..usual() }));
    let topics = [Dose::new("topics", "own", Tactics { topics: true, ..usual() })];
    [&cover[..], &size, &load, &hours, &zones, &topics].concat()
}

/// What requests say, whatever the campaign's kind.
fn texts() -> Vec<Dose> {
    let letters = [0.05, 0.2, 0.5, 1.0]
        .map(|share| Dose::new("look-alike letters", share, Tactics { letters: share, ..usual() }));
    let fillers =
        [0.25, 0.5, 1.0].map(|share| Dose::new("fillers", share, Tactics { fillers: share, ..usual() }));
    let order = [Dose::new("order", "clauses shuffled", Tactics { order: true, ..usual() })];
    let pairing = [Dose::new("pairing", "an app's template behind", Tactics { pairing: true, ..usual() })];
    [&letters[..], &fillers, &order, &pairing].concat()
}

/// Habits that are those of a kind of campaign; its load and its hours are its own.
const KINDS: [(&str, &str, CampaignKind); 13] = [
    ("paraphrase", "several wordings", CampaignKind::Paraphrased),
    ("paraphrase", "by request", CampaignKind::Adaptive),
    ("noise", "ids, letters, marks", CampaignKind::Noised),
    ("languages", "one other", CampaignKind::SingleLanguage),
    ("languages", "several", CampaignKind::Multilingual),
    ("slots", "numbers alone", CampaignKind::Numeric),
    ("template", "a short line", CampaignKind::ShortSuffix),
    ("template", "another each day", CampaignKind::Rotating),
    ("template", "that of an app", CampaignKind::Framing),
    ("template", "that of an app for single requests", CampaignKind::SharedApp),
    ("turnover", "accounts burnt", CampaignKind::Churn),
    ("turnover", "handed over", CampaignKind::HandOver),
    ("turnover", "waves days apart", CampaignKind::SpacedWaves),
];

fn kinds() -> Vec<Dose> {
    let tactics = Tactics { load: None, hours: None, ..usual() };
    KINDS
        .map(|(habit, dose, kind)| Dose { kind, ..Dose::new(habit, format!("{dose} ({kind})"), tactics) })
        .to_vec()
}

/// Accounts of the attacker's that extract nothing.
fn strangers() -> Vec<Dose> {
    let decoys =
        [0, 150, 300, 1_000].map(|decoys| Dose::new("decoys", decoys, Tactics { decoys, ..usual() }));
    let bots = [0, 10, 20].map(|bots| Dose::new("framing bots", bots, Tactics { bots, ..usual() }));
    [&decoys[..], &bots].concat()
}

fn together() -> Vec<Dose> {
    let human = Tactics {
        load: Some(LoadTactic::Lopsided),
        hours: Some(HoursTactic::Sessions),
        topics: true,
        ..usual()
    };
    vec![Dose::new("all at once", "own hours, sessions and topics, lopsided load", human)]
}
