//! What a tool says of a log at one setting.

use crate::report::Report;

/// A tool's report at one setting.
#[derive(Clone, Debug)]
pub struct PeerReport {
    /// The tool.
    pub tool: String,
    /// What it was set to.
    pub setting: String,
    /// Whom it accuses, and where it puts requests if it knows templates.
    pub report: Report,
}
