//! Durability: when what was written has to be on the disk.

use std::time::Duration;

/// When a batch counts as taken in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Durability {
    /// When it is on the disk: it survives a loss of power.
    #[default]
    EachBatch,
    /// When the system has it; all is brought to the disk with the first batch after so long: it survives the end of the process, and all but
    /// that time survives a loss of power.
    Every(Duration),
    /// When the system has it: it survives the end of the process.
    Never,
}
