//! Red team: what it costs to hide a campaign from detection.
//!
//! [`dose_response`] varies one habit at a time, [`adaptive`] plays an attacker that sees whom detection flags and changes what is
//! cheapest first. Both simulate a week for each trial, so that nothing is tried twice on the same traffic.

mod adaptive;
mod dose;
mod page;
mod trial;

pub use adaptive::{AdaptiveAttack, Move, adaptive};
pub use dose::{DoseRow, dose_response};
pub use page::red_team_page;
pub use trial::{RedTeamError, Trial, TrialOutcome};
