//! What a red team changes of a campaign.

use crate::campaign::{Load, Plan, Timing};

/// Habits of campaigns that stand in place of those of their kind; what is not named stays as it is.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Tactics {
    /// Accounts of a campaign, 1 to 1,000,000.
    pub accounts: Option<u32>,
    /// Items of its list an account, 1 to 1,000,000.
    pub each: Option<u32>,
    /// The share of cover in what its accounts send, 0 to 0.98.
    pub cover: Option<f64>,
    /// How its items are spread over accounts.
    pub load: Option<LoadTactic>,
    /// When its accounts work.
    pub hours: Option<HoursTactic>,
    /// Whether each account keeps to topics of its own.
    pub topics: bool,
}

/// How items are spread over accounts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LoadTactic {
    /// The same number each.
    Even,
    /// As chance has it.
    Queue,
    /// A heavy tail.
    Skewed,
    /// A tail heavier than people's.
    Lopsided,
}

/// When accounts work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HoursTactic {
    /// Around the clock.
    Uniform,
    /// A daily window of hours that all share.
    Duty,
    /// Short waves.
    Waves,
    /// Hours of a person's day, each request at a moment of its own.
    Habit,
    /// People's hours and days, in sessions.
    Sessions,
}

/// A tactic that is none.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("expected NAME=VALUE of {TACTICS}, got {0}; correct it")]
pub struct TacticError(String);

const TACTICS: &str = "accounts=N, each=N, cover=SHARE, load=even|queue|skewed|lopsided, \
    hours=uniform|duty|waves|habit|sessions or topics=own";

impl Tactics {
    /// Takes one tactic, as `NAME=VALUE`; the last of a name counts.
    ///
    /// # Errors
    /// Where there is none of that name, or the value is none of its.
    pub fn set(&mut self, tactic: &str) -> Result<(), TacticError> {
        let wrong = || TacticError(tactic.to_owned());
        let (name, value) = tactic.split_once('=').ok_or_else(wrong)?;
        let number =
            |most: f64| value.parse().ok().filter(|n: &f64| (0.0..=most).contains(n)).ok_or_else(wrong);
        let whole = || value.parse().ok().filter(|n| (1..=1_000_000).contains(n)).ok_or_else(wrong);
        match (name, value) {
            ("accounts", _) => self.accounts = Some(whole()?),
            ("each", _) => self.each = Some(whole()?),
            ("cover", _) => self.cover = Some(number(0.98)?),
            ("load", "even") => self.load = Some(LoadTactic::Even),
            ("load", "queue") => self.load = Some(LoadTactic::Queue),
            ("load", "skewed") => self.load = Some(LoadTactic::Skewed),
            ("load", "lopsided") => self.load = Some(LoadTactic::Lopsided),
            ("hours", "uniform") => self.hours = Some(HoursTactic::Uniform),
            ("hours", "duty") => self.hours = Some(HoursTactic::Duty),
            ("hours", "waves") => self.hours = Some(HoursTactic::Waves),
            ("hours", "habit") => self.hours = Some(HoursTactic::Habit),
            ("hours", "sessions") => self.hours = Some(HoursTactic::Sessions),
            ("topics", "own") => self.topics = true,
            _ => return Err(wrong()),
        }
        Ok(())
    }

    /// The plan of a campaign with these habits.
    pub(crate) fn applied(&self, plan: Plan) -> Plan {
        let load = self.load.map_or(plan.load, |load| match load {
            LoadTactic::Even => Load::Even,
            LoadTactic::Queue => Load::Queue,
            LoadTactic::Skewed => Load::Skewed,
            LoadTactic::Lopsided => Load::Lopsided,
        });
        let timing = self.hours.map_or(plan.timing, |hours| match hours {
            HoursTactic::Uniform => Timing::Uniform,
            HoursTactic::Duty => Timing::Duty,
            HoursTactic::Waves => Timing::Waves,
            HoursTactic::Habit => Timing::Habit,
            HoursTactic::Sessions => Timing::Human,
        });
        Plan {
            accounts: self.accounts.unwrap_or(plan.accounts),
            each: self.each.unwrap_or(plan.each),
            cover: self.cover.unwrap_or(plan.cover),
            sessions: self.hours.map_or(plan.sessions, |hours| Some(hours == HoursTactic::Sessions)),
            topics: plan.topics || self.topics,
            load,
            timing,
            ..plan
        }
    }
}
