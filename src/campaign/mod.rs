//! Campaigns: groups of accounts that work together, and how sure that is.

mod judge;
mod language;
mod meaning;
mod split;
mod weigh;
mod weights;

pub use judge::{Judged, false_discovery_rates};
pub use language::languages;
pub use meaning::{account_evidence, meanings};
pub use split::{Part, split};
pub use weigh::{Evidence, SIGNALS, Weigher};
pub use weights::{FEATURES, Feature};
