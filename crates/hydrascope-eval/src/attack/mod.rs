//! Attacks: traffic that a script makes, laid beside a labelled week, and what detection then says of both.

mod beside;
mod error;
mod kind;
mod outcome;
mod script;
mod table;

pub use beside::beside;
pub use error::AttackError;
pub use kind::Attack;
pub use outcome::{AttackOutcome, AttackedWeek, Flagged};
pub use script::AttackScript;
pub use table::{attack_head, attack_row};
