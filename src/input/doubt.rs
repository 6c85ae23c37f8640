//! Doubts: what makes requests a poor ground for any answer.
//!
//! A log that was read wrongly holds no campaign, and an answer from it would be silent about that. So what reading gave is looked at as
//! a whole.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::report::{ReadReport, Reason};
use super::tally::Tally;
use crate::request::DAY_MILLIS;

/// Share of requests from which on one account, or one prompt, is nearly all of a log.
const NEARLY_ALL: f64 = 0.95;
/// Accounts for each request from which on they are no accounts, and requests below which they may well be.
const UNIQUE: f64 = 0.99;
const MANY: usize = 1_000;
/// Share of records set aside that makes a log poor, and from which on it is refused.
const A_FIFTH: f64 = 0.2;
const MOST: f64 = 0.8;
/// Requests from which on a span of time says something, and the spans in milliseconds beyond which it is odd.
const FEW: usize = 20;
const SHORT: i64 = DAY_MILLIS / 24;
const LONG: i64 = 1_000 * DAY_MILLIS;

/// What is doubtful about requests.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum DoubtKind {
    /// A fifth of the records or more was set aside.
    SetAside,
    /// Nearly all requests are of one account.
    OneAccount,
    /// Nearly all requests have one prompt.
    OnePrompt,
    /// Nearly each request has an account of its own.
    UniqueAccounts,
    /// All of it lies within an hour.
    ShortSpan,
    /// It spans years.
    LongSpan,
}

/// A doubt about what was read.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Doubt {
    /// What is doubtful.
    pub kind: DoubtKind,
    /// The share (0 to 1) of records or requests that it is about; of spans, days.
    pub value: f64,
    /// Whether an answer from such requests says little. Odd spans of time alone do not make one so.
    pub is_grave: bool,
}

impl fmt::Display for Doubt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let share = 100.0 * self.value;
        match self.kind {
            DoubtKind::SetAside => {
                write!(
                    f,
                    "{share:.0}% of the records were set aside: map fields so that more of them are read"
                )
            }
            DoubtKind::OneAccount => {
                write!(
                    f,
                    "{share:.0}% of the requests are of one account: map the field that tells accounts apart"
                )
            }
            DoubtKind::OnePrompt => {
                write!(
                    f,
                    "{share:.0}% of the requests have one prompt: map the field that holds what was asked"
                )
            }
            DoubtKind::UniqueAccounts => write!(
                f,
                "{share:.0}% of the requests have an account of their own: map the field of accounts, not of requests or sessions"
            ),
            DoubtKind::ShortSpan => write!(
                f,
                "all requests lie within {:.0} minutes: expected hours to weeks; see that the field of time is the right one",
                (self.value * 1_440.0).ceil()
            ),
            DoubtKind::LongSpan => write!(
                f,
                "the requests span {:.0} days: expected hours to months; see that the field of time is the right one",
                self.value
            ),
        }
    }
}

/// What is doubtful about requests and how they were read, the gravest kinds first; empty where there is nothing.
pub fn doubts(report: &ReadReport, tally: &Tally) -> Vec<Doubt> {
    let grave =
        |kind, value: f64, least: f64| (value >= least).then_some(Doubt { kind, value, is_grave: true });
    let unique = if tally.requests() >= MANY { tally.accounts_a_request() } else { 0.0 };
    let doubts = [
        grave(DoubtKind::SetAside, report.set_aside_share(), A_FIFTH),
        grave(DoubtKind::OneAccount, tally.largest_account(), NEARLY_ALL),
        grave(DoubtKind::OnePrompt, tally.commonest_prompt(), NEARLY_ALL),
        grave(DoubtKind::UniqueAccounts, unique, UNIQUE),
        span(tally),
    ];
    doubts.into_iter().flatten().collect()
}

/// An odd span of time.
fn span(tally: &Tally) -> Option<Doubt> {
    let (first, last) = tally.span()?;
    let millis = last.as_millis().saturating_sub(first.as_millis());
    let kind = match millis {
        m if m < SHORT => DoubtKind::ShortSpan,
        m if m > LONG => DoubtKind::LongSpan,
        _ => return None,
    };
    let doubt = Doubt { kind, value: millis as f64 / DAY_MILLIS as f64, is_grave: false };
    (tally.requests() >= FEW).then_some(doubt)
}

impl ReadReport {
    /// The share (0 to 1) of the records that were set aside, of those that could be requests; broken files are not counted.
    pub fn set_aside_share(&self) -> f64 {
        let of = |reason| self.set_aside.get(&reason).map_or(0, |aside| aside.count);
        let beside = of(Reason::NotARequest);
        let lost = self.set_aside_total() - beside - of(Reason::BrokenFile);
        lost as f64 / (self.read.saturating_sub(beside)).max(1) as f64
    }

    /// Whether so much was set aside that the rest is no log.
    pub fn is_mostly_set_aside(&self) -> bool {
        self.set_aside_share() >= MOST
    }
}
