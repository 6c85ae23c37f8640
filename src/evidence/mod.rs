//! Evidence of coordination: one file a signal, each a number with a meaning, none of them proof alone.

mod clock;
mod exchange;
mod group;
mod infrastructure;
mod load;
mod portfolio;
mod rhythm;
mod spread;
mod sweep;

pub use clock::clock;
pub use exchange::{Slots, exchangeability};
pub use group::{Group, Member};
pub use infrastructure::{Attribute, infrastructure};
pub use load::load;
pub use portfolio::portfolios;
pub use rhythm::{Gaps, HumanRhythm};
pub use spread::{Spread, expected, spread, surprise};
pub use sweep::sweep;

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
    /// Number of requests of an actor.
    pub fn activity(&self, actor: u32) -> usize {
        self.requests_of.of(actor).len()
    }
}
