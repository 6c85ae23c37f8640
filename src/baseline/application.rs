//! Application: a template of ordinary traffic, and how its users behaved.

use serde::{Deserialize, Serialize};

use super::sketch::Sketch;

/// Log-odds below which the users of a template are evidently people.
const PEOPLE: f64 = -1.0;

/// A template of ordinary traffic.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Application {
    /// Its words, as hashes.
    pub sketch: Sketch,
    /// Its accounts and requests.
    pub accounts: usize,
    /// Its requests.
    pub requests: usize,
    /// Log-odds that its users were dealt to, the highest of the groups that it was judged in; none where they were too few to judge.
    pub log_odds: Option<f64>,
    /// Whether a person said that it is ordinary, though it did not look so.
    pub accepted: bool,
}

impl Application {
    /// Whether its users are known to be people.
    pub fn is_ordinary(&self) -> bool {
        self.accepted || self.log_odds.is_some_and(|log_odds| log_odds < PEOPLE)
    }
}
