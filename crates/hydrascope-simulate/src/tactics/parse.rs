//! Tactics as text.

use super::Tactics;
use super::habit::{HoursTactic, LoadTactic};

/// A tactic that is none.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("expected NAME=VALUE of {TACTICS}, got {0}; correct it")]
pub struct TacticError(String);

const TACTICS: &str = "accounts=N, each=N, cover=SHARE, load=even|queue|skewed|lopsided, \
    hours=uniform|duty|waves|habit|sessions, zones=N, topics=own, order=shuffled, pairing=app, fillers=SHARE, \
    letters=SHARE, decoys=N or bots=N";

/// Most accounts of a kind, and most items of one.
const MOST: u32 = 1_000_000;

impl Tactics {
    /// Takes one tactic, as `NAME=VALUE`; the last of a name counts.
    ///
    /// # Errors
    /// Where there is none of that name, or the value is none of its.
    pub fn set(&mut self, tactic: &str) -> Result<(), TacticError> {
        let wrong = || TacticError(tactic.to_owned());
        let (name, value) = tactic.split_once('=').ok_or_else(wrong)?;
        let share =
            |most: f64| value.parse().ok().filter(|n: &f64| (0.0..=most).contains(n)).ok_or_else(wrong);
        let whole = |least: u32, most: u32| {
            value.parse().ok().filter(|n| (least..=most).contains(n)).ok_or_else(wrong)
        };
        match (name, value) {
            ("accounts", _) => self.accounts = Some(whole(1, MOST)?),
            ("each", _) => self.each = Some(whole(1, MOST)?),
            ("cover", _) => self.cover = Some(share(0.98)?),
            ("load", _) => self.load = Some(load(value).ok_or_else(wrong)?),
            ("hours", _) => self.hours = Some(hours(value).ok_or_else(wrong)?),
            ("zones", _) => self.zones = Some(whole(1, 24)?),
            ("topics", "own") => self.topics = true,
            ("order", "shuffled") => self.order = true,
            ("pairing", "app") => self.pairing = true,
            ("fillers", _) => self.fillers = share(1.0)?,
            ("letters", _) => self.letters = share(1.0)?,
            ("decoys", _) => self.decoys = whole(0, MOST)?,
            ("bots", _) => self.bots = whole(0, MOST)?,
            _ => return Err(wrong()),
        }
        Ok(())
    }
}

fn load(value: &str) -> Option<LoadTactic> {
    Some(match value {
        "even" => LoadTactic::Even,
        "queue" => LoadTactic::Queue,
        "skewed" => LoadTactic::Skewed,
        "lopsided" => LoadTactic::Lopsided,
        _ => return None,
    })
}

fn hours(value: &str) -> Option<HoursTactic> {
    Some(match value {
        "uniform" => HoursTactic::Uniform,
        "duty" => HoursTactic::Duty,
        "waves" => HoursTactic::Waves,
        "habit" => HoursTactic::Habit,
        "sessions" => HoursTactic::Sessions,
        _ => return None,
    })
}
