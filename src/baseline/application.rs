//! Application: a template of ordinary traffic, and how its users behaved.

use serde::{Deserialize, Serialize};

use super::sketch::Sketch;

/// Log-odds below which the users of a template are evidently people.
const PEOPLE: f64 = -1.0;
/// What is thought less of such an application's users being a list, as odds in logarithms: of applications hardly one in twenty turns
/// into one, and what hides among its users is looked for apart.
pub const KNOWN: f64 = 3.0;
/// The same of one that a person said is ordinary, however dealt it looks.
const ACCEPTED: f64 = 12.0;

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

    /// What is thought less of its users being a list, at least 0, where it has so many accounts now: only as far as it had them then, so
    /// that a few people who use a list's prompts early excuse no list.
    pub fn less(&self, accounts: usize) -> f64 {
        let less = match (self.accepted, self.is_ordinary()) {
            (true, _) => ACCEPTED,
            (false, true) => KNOWN,
            (false, false) => 0.0,
        };
        less * (self.accounts as f64 / accounts.max(1) as f64).min(1.0)
    }
}
