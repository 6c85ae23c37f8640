//! An attacker that sees whom detection flags, and changes what is cheapest first.

use hydrascope::embed::Embedder;
use hydrascope_simulate::{CampaignKind, HoursTactic, LoadTactic, Tactics};
use serde::Serialize;

use super::doses::dealt;
use super::trial::{Trial, TrialError};

/// Answers that it wants within the week.
const ANSWERS: u32 = 10_000;
/// Numbers of accounts with which it is tried.
const ACCOUNTS: [u32; 8] = [4, 5, 10, 20, 40, 100, 400, 1_000];
/// Share of its accounts flagged below which it is content.
const CONTENT: f64 = 0.1;

/// A change of habit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Move {
    /// None yet.
    None,
    /// Loads as unequal as people's; free.
    Load,
    /// Hours of its own for each account; free, but that answers wait for them.
    Hours,
    /// Sessions as people have them.
    Sessions,
    /// Topics of its own for each account: the list is parted.
    Topics,
    /// A wording made anew for each request: another model's work.
    Wordings,
    /// As much cover as work: twice the requests.
    Half,
    /// Three of four requests are cover: four times the requests.
    ThreeQuarters,
    /// Nine of ten: ten times.
    NineTenths,
}

impl Move {
    /// All of them, the cheapest first.
    pub const ALL: [Self; 9] = [
        Self::None,
        Self::Load,
        Self::Hours,
        Self::Sessions,
        Self::Topics,
        Self::Wordings,
        Self::Half,
        Self::ThreeQuarters,
        Self::NineTenths,
    ];

    /// What it is, in words.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::None => "nothing",
            Self::Load => "unequal loads",
            Self::Hours => "own hours",
            Self::Sessions => "sessions",
            Self::Topics => "own topics",
            Self::Wordings => "wordings made anew",
            Self::Half => "half cover",
            Self::ThreeQuarters => "three quarters cover",
            Self::NineTenths => "nine tenths cover",
        }
    }

    fn apply(self, trial: &mut Trial) {
        let tactics = &mut trial.tactics;
        match self {
            Self::None => {}
            Self::Load => tactics.load = Some(LoadTactic::Lopsided),
            Self::Hours => tactics.hours = Some(HoursTactic::Habit),
            Self::Sessions => tactics.hours = Some(HoursTactic::Sessions),
            Self::Topics => tactics.topics = true,
            Self::Wordings => trial.kind = Some(CampaignKind::Adaptive),
            Self::Half => tactics.cover = Some(0.5),
            Self::ThreeQuarters => tactics.cover = Some(0.75),
            Self::NineTenths => tactics.cover = Some(0.9),
        }
    }
}

/// What an attacker with so many accounts came to.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AdaptiveAttack {
    /// Its accounts.
    pub accounts: u32,
    /// The share (0 to 1) of them that was flagged after each move, all earlier ones kept: the mean over seeds.
    pub flagged: Vec<f64>,
    /// Answers and requests within the week at the end: means over seeds.
    pub answers: f64,
    /// All requests, cover among them.
    pub requests: f64,
    /// Whether less than a tenth of it was flagged at the end.
    pub hidden: bool,
}

/// Plays the attacker with more and more accounts, beside so many ordinary ones; `take` is given each as it is done.
///
/// # Errors
/// Where a trial fails, or `take` does.
pub fn adaptive<E: From<TrialError>>(
    accounts: u32,
    seeds: &[u64],
    embedder: &Embedder,
    take: &mut dyn FnMut(AdaptiveAttack) -> Result<(), E>,
) -> Result<(), E> {
    for own in ACCOUNTS {
        let tactics = Tactics { cover: Some(0.0), ..dealt(own, ANSWERS / own) };
        let mut trial = Trial { kind: Some(CampaignKind::Plain), tactics, accounts };
        let mut attack =
            AdaptiveAttack { accounts: own, flagged: Vec::new(), answers: 0.0, requests: 0.0, hidden: false };
        for change in Move::ALL {
            change.apply(&mut trial);
            attack.try_it(&trial, seeds, embedder)?;
            if attack.hidden {
                break;
            }
        }
        take(attack)?;
    }
    Ok(())
}

impl AdaptiveAttack {
    fn try_it(&mut self, trial: &Trial, seeds: &[u64], embedder: &Embedder) -> Result<(), TrialError> {
        let outcomes: Vec<_> =
            seeds.iter().map(|&seed| trial.run(seed, embedder)).collect::<Result<_, _>>()?;
        let mean = |of: &dyn Fn(usize) -> f64| {
            (0..outcomes.len()).map(of).sum::<f64>() / outcomes.len().max(1) as f64
        };
        let share = mean(&|at| outcomes[at].workers.share());
        self.flagged.push(share);
        self.answers = mean(&|at| outcomes[at].answers as f64);
        self.requests = mean(&|at| outcomes[at].requests as f64);
        self.hidden = share < CONTENT;
        Ok(())
    }

    /// The moves that it made, the first of which is none.
    pub fn moves(&self) -> &'static [Move] {
        &Move::ALL[..self.flagged.len()]
    }
}
