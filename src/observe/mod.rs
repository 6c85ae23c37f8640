//! Observe: the facts that signals are measured on: groups of actors over the templates that they share, their traffic, their attributes.

mod columns;
mod group;
mod infrastructure;
mod portfolio;
mod random;
mod rhythm;
mod rising;
mod spread;
mod verbatim;

pub use columns::Columns;
pub use group::{Group, Member, members};
pub use infrastructure::{Attribute, common_value, infrastructure, most_shared};
pub use portfolio::portfolios;
pub(crate) use random::{GOLDEN, mixed};
pub use rhythm::{Gaps, HumanRhythm};
pub(crate) use rising::ln_rising;
pub use spread::{concentration, expected, surprise};
pub use verbatim::verbatim;

use rustc_hash::FxHashSet;

use crate::groups::Groups;

/// What begins at most this far behind the conversation before belongs to its session.
const SESSION_MILLIS: i64 = 1_800_000;

/// What the signals may look at: the traffic as numbers, without its text.
#[derive(Debug)]
pub struct Traffic {
    /// Milliseconds since 1970 of each request; requests are in order of time.
    pub times: Vec<i64>,
    /// The text of each request.
    pub text_of: Vec<u32>,
    /// A number of each request that looks drawn by lot and does not depend on what else is in the log: samples are taken by it. Empty
    /// where none are known: then requests are sampled by their numbers.
    pub lots: Vec<u64>,
    /// Bytes of each request's prompt; empty where they are not known.
    pub length_of: Vec<u32>,
    /// The conversation of each request: the turns of a chat, the steps of an agent's loop. Empty where none goes on from another.
    pub conversation_of: Vec<u32>,
    /// The requests of each actor, in order of time.
    pub requests_of: Groups,
}

impl Traffic {
    /// The requests among some of one actor, in order of time, that begin a conversation: what time, load and slots are measured
    /// between.
    pub fn openings<'a>(&'a self, requests: &'a [u32]) -> impl Iterator<Item = u32> + 'a {
        let (mut begun, has_turns) = (FxHashSet::default(), self.has_turns());
        requests.iter().copied().filter(move |&r| !has_turns || begun.insert(self.conversation(r)))
    }

    /// The moments (milliseconds since 1970) at which sessions of one actor began, of its conversations among some requests.
    pub fn sessions<'a>(&'a self, requests: &'a [u32]) -> impl Iterator<Item = i64> + 'a {
        let mut before: Option<i64> = None;
        let times = self.openings(requests).map(|request| self.times[request as usize]);
        times.filter(move |&time| before.replace(time).is_none_or(|before| time - before > SESSION_MILLIS))
    }

    /// The conversation of a request: the request itself where conversations are not known.
    pub fn conversation(&self, request: u32) -> u32 {
        self.conversation_of.get(request as usize).copied().unwrap_or(request)
    }

    /// The number by which a request is sampled.
    pub(crate) fn lot(&self, request: u32) -> u64 {
        self.lots.get(request as usize).copied().unwrap_or(u64::from(request))
    }

    /// Whether any request goes on from an earlier one.
    pub fn has_turns(&self) -> bool {
        !self.conversation_of.is_empty()
    }

    /// Number of requests of an actor.
    pub fn activity(&self, actor: u32) -> usize {
        self.requests_of.of(actor).len()
    }
}
