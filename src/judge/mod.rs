//! Judgement: what the signals of a group say together, under named hypotheses, and what that says of each member.

mod capability;
mod discoveries;
mod farm;
mod hints;
mod judged;
mod kinds;
mod language;
mod large;
mod meaning;
mod mixture;
mod own;
mod reference;
mod verdict;

pub use capability::{Capabilities, Capability, CapabilityShare};
pub use discoveries::false_discovery_rates;
pub use farm::orders_content;
pub use hints::Hints;
pub use judged::{EVEN, Judged, Part};
pub use language::languages;
pub use meaning::{account_evidence, hypotheses, meanings, silent};
pub use mixture::{Mixture, memberships, part};
pub use own::{Conduct, OwnReading, OwnReadings};
pub use reference::Reference;
pub use verdict::{Verdict, signals};
