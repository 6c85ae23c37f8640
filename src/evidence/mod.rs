//! The facts that signals are measured on: groups of actors over the templates that they share, their traffic, their attributes.

mod group;
mod infrastructure;
mod portfolio;
mod rhythm;
mod spread;

pub use group::{Group, Member};
pub use infrastructure::{Attribute, common_value, infrastructure};
pub use portfolio::portfolios;
pub use rhythm::{Gaps, HumanRhythm};
pub use spread::{expected, surprise};

use rustc_hash::FxHashSet;

use crate::phrase::Groups;

/// What the signals may look at: the traffic as numbers, without its text.
#[derive(Debug)]
pub struct Traffic {
    /// Milliseconds since 1970 of each request; requests are in order of time.
    pub times: Vec<i64>,
    /// The text of each request.
    pub text_of: Vec<u32>,
    /// The conversation of each request: the turns of a chat, the steps of an agent's loop.
    pub conversation_of: Vec<u32>,
    /// The requests of each actor, in order of time.
    pub requests_of: Groups,
}

impl Traffic {
    /// The requests among some of one actor, in order of time, that begin a conversation: what time, load and slots are measured
    /// between.
    pub fn openings<'a>(&'a self, requests: &'a [u32]) -> impl Iterator<Item = u32> + 'a {
        let mut begun = FxHashSet::default();
        requests.iter().copied().filter(move |&request| begun.insert(self.conversation(request)))
    }

    /// The conversation of a request: the request itself where conversations are not known.
    pub fn conversation(&self, request: u32) -> u32 {
        self.conversation_of.get(request as usize).copied().unwrap_or(request)
    }

    /// Number of requests of an actor.
    pub fn activity(&self, actor: u32) -> usize {
        self.requests_of.of(actor).len()
    }
}
