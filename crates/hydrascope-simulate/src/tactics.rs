//! What an attack changes of a campaign.

mod habit;
mod parse;

pub use habit::{HoursTactic, LoadTactic};
pub use parse::TacticError;

use crate::campaign::{Disguise, Load, Plan, Timing};

/// Habits of campaigns that stand in place of those of their kind; what is not named stays as it is.
///
/// A tactic changes what it names and nothing else: all other accounts send what they send without it, and what changes the text of
/// a campaign's requests alone leaves their senders and moments.
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
    /// Time zones, 1 to 24 and evenly spread round the globe, whose people's hours its accounts keep, each those of one. They take
    /// the place of `hours`, of which sessions alone stay.
    pub zones: Option<u32>,
    /// Whether each account keeps to topics of its own.
    pub topics: bool,
    /// Whether each request has the clauses of its template (sentences and lines) in an order of its own.
    pub order: bool,
    /// Whether each request goes on with its item once more, in the template of a benign app that others use (or in the public one
    /// that its kind copies).
    pub pairing: bool,
    /// The share of requests, 0 to 1, with a polite sentence before or after what they ask.
    pub fillers: f64,
    /// The share of letters, 0 to 1, in whose place stands a character that Unicode calls confusable with it, drawn from all of these.
    pub letters: f64,
    /// Accounts of strangers, 0 to 1,000,000, that send one request each in a template of the campaign. They are labelled as decoys
    /// and no part of it: they belong to the attacker, but work off nothing.
    pub decoys: u32,
    /// Accounts, 0 to 1,000,000, that each send all prompts of one ordinary account twice, with other endings, so that it may be
    /// taken for one of them. They are labelled as decoys too.
    pub bots: u32,
}

impl Tactics {
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
        let hours_named = self.hours.is_some() || self.zones.is_some();
        Plan {
            accounts: self.accounts.unwrap_or(plan.accounts),
            each: self.each.unwrap_or(plan.each),
            cover: self.cover.unwrap_or(plan.cover),
            sessions: if hours_named {
                Some(self.hours == Some(HoursTactic::Sessions))
            } else {
                plan.sessions
            },
            topics: plan.topics || self.topics,
            load,
            timing: if self.zones.is_some() { Timing::Human } else { timing },
            zones: self.zones,
            disguise: Disguise {
                order: self.order,
                pairing: self.pairing,
                fillers: self.fillers,
                letters: self.letters,
            },
            decoys: self.decoys,
            bots: self.bots,
            ..plan
        }
    }

    /// Whether they say how many requests there are.
    pub(crate) fn is_sized(&self) -> bool {
        let named = self.accounts.is_some() || self.each.is_some() || self.cover.is_some();
        named || self.decoys > 0 || self.bots > 0
    }
}
