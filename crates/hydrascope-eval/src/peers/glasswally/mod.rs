//! Glasswally: sixteen weighted signals of single accounts, and clusters of accounts that share what a log shows of them.

mod bursts;
mod clusters;
mod elicitation;
mod facts;
mod habits;
mod history;
mod likeness;
mod payments;
mod prompts;
mod signal;
mod spread;
mod switches;
mod velocity;
mod watch;
mod weigh;
mod words;

pub use signal::{GLASSWALLY_SILENT, GlasswallyReading, GlasswallySignal};
pub(crate) use watch::MODEL;
pub use weigh::{Glasswally, GlasswallyAccount};
