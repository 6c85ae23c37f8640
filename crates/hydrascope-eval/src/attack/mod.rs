//! Attacks: what it costs to hide a campaign, and whom else an attack can harm.
//!
//! [`dose_response`] varies one habit at a time, [`adaptive`] plays an attacker that sees whom detection flags and changes what is
//! cheapest first. Both simulate a week for each trial, so that nothing is tried twice on the same traffic. An [`AttackedWeek`] is a
//! labelled week beside which the traffic of an [`AttackScript`] is laid.

mod adaptive;
mod adaptive_table;
mod beside;
mod dose;
mod dose_table;
mod doses;
mod error;
mod flagged;
mod interval;
mod kind;
mod outcome;
mod page;
mod script;
mod table;
mod trial;

pub use adaptive::{AdaptiveAttack, Move, adaptive};
pub use adaptive_table::{adaptive_head, adaptive_row};
pub use beside::beside;
pub use dose::{DoseRow, dose_response};
pub use dose_table::{dose_head, dose_row};
pub use doses::{Dose, doses};
pub use error::AttackError;
pub use flagged::Flagged;
pub use interval::Interval;
pub use kind::Attack;
pub use outcome::{AttackOutcome, AttackedWeek};
pub use page::attack_page;
pub use script::AttackScript;
pub use table::{attack_head, attack_row};
pub use trial::{Trial, TrialError, TrialOutcome};
