//! A request as the detector sees it: who asked what, and when.

mod attribute;
mod boundary;
mod budget;
mod flattened;
mod key;
mod key_file;
mod opening;
mod part;
mod prefix;
mod prompt;
mod role;
mod time;

pub use attribute::Attributes;
pub use boundary::Boundary;
pub use key::HashKey;
pub use key_file::KeyError;
pub(crate) use opening::opening_of;
pub use opening::{Messages, opening};
pub use part::Part;
pub use prefix::Prefixes;
pub use prompt::Prompt;
pub use role::Role;
pub(crate) use time::{DAY_MILLIS, HOUR_MILLIS};
pub use time::{TimeError, Timestamp};

/// One request of the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// The log's own name of the request, unique within a run.
    pub id: Box<str>,
    /// When the request arrived.
    pub time: Timestamp,
    /// The account (API key, user) that sent it.
    pub account: Box<str>,
    /// What was asked.
    pub prompt: Prompt,
    /// Whatever else the log says about the sender.
    pub attributes: Attributes,
}
