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

use crate::phrase::Groups;

/// What the signals may look at: the traffic as numbers, without its text.
#[derive(Debug)]
pub struct Traffic {
    /// Milliseconds since 1970 of each request; requests are in order of time.
    pub times: Vec<i64>,
    /// The text of each request.
    pub text_of: Vec<u32>,
    /// The requests of each actor, in order of time.
    pub requests_of: Groups,
}

impl Traffic {
    /// The requests among some of one actor, in order of time, that begin something of their own: what time, load and slots
    /// are measured between.
    pub fn openings<'a>(&'a self, requests: &'a [u32]) -> impl Iterator<Item = u32> + 'a {
        requests.iter().copied()
    }

    /// Number of requests of an actor.
    pub fn activity(&self, actor: u32) -> usize {
        self.requests_of.of(actor).len()
    }
}
