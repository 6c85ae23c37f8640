//! A campaign that takes an application's template accuses few of its users.
#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]

use hydrascope::embed::{Embedder, Model, Runtime};
use hydrascope_eval::Trial;
use hydrascope_simulate::{CampaignKind, Tactics};

#[test]
fn users_who_ask_once_at_a_time_are_not_taken_with_the_workers_in_their_midst() {
    let embedder = Embedder::new(Model::embedded().unwrap(), Runtime::discover(None).unwrap()).unwrap();
    let tactics = Tactics { accounts: Some(60), each: Some(12), ..Tactics::default() };
    let trial = Trial { kind: Some(CampaignKind::SharedApp), tactics, accounts: 4_000 };
    // On this seed the group as a whole looks dealt, and 116 of 120 users stood accused once.
    let outcome = trial.run(4, &embedder).unwrap();
    assert!(outcome.workers.flagged > 50 && outcome.innocents_flagged.len() <= 12, "{outcome:?}");
}
