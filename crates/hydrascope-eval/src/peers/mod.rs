//! Public tools beside hydrascope: how well they put the same requests into templates, and whom they would accuse.

mod embedding;
mod error;
mod exact;
mod glasswally;
mod grouping;
mod mmd;
mod peer_report;
mod row;
mod score;
mod script;
mod section;
mod table;

pub use embedding::whole_prompts;
pub use error::PeerError;
pub use exact::exact_match;
pub use glasswally::{GLASSWALLY_SILENT, Glasswally, GlasswallyAccount, GlasswallyReading, GlasswallySignal};
pub use grouping::{Grouping, LEAST_ACCOUNTS};
pub use mmd::{BenignReference, GaussianKernel, WindowRows, discrepant_windows, quiet_reference};
pub use peer_report::PeerReport;
pub use row::PeerRow;
pub use score::PeerScore;
pub use script::PeerScript;
pub(crate) use section::section;
pub use table::{PeerTable, peer_table};
