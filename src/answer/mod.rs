//! Answers: what a finished report says to one question, from its files alone.
//!
//! [`explain`] says why something stands where it does, [`search`] which templates and campaigns a prompt belongs to, [`diff`] what has
//! changed since another report.

mod diff;
mod error;
mod explain;
mod finder;
mod kind;
mod search;
mod shown;

pub(crate) use diff::changes;
pub use diff::{AccountChange, CampaignChange, Change, Diff, diff, diff_words};
pub use error::AnswerError;
pub use explain::{
    AccountExplained, CampaignExplained, Clearing, Clears, Explanation, Fellow, GroupExplained, Part, Reason,
    Rival, Score, Step, TemplateExplained, TemplateUse, Use, Waterfall, explain, words,
};
pub(crate) use finder::Room;
pub use finder::{Finder, SAYS, Said};
pub use kind::Kind;
pub use search::{Near, near_words, search};
