//! Mine: what many actors share of their prompts.
//!
//! [`Corpus`] collapses equal texts, and the turns of a conversation, [`Shingles`] counts who shares which words, [`Phrases`] joins what goes
//! on into each other.
//!
//! Texts and actors go by their numbers. A number of a text that a corpus does not hold panics, as slices do.

mod bigram;
mod build;
mod collapse;
mod conversation;
mod corpus;
mod follow;
mod grow;
mod join;
mod marks;
mod mixed;
mod numbering;
mod numbers;
mod said;
mod setting;
mod settings;
mod shingle;
mod source;
mod units;
mod weight;

pub use bigram::bigrams;
pub(crate) use bigram::{ALONE, Bigram};
pub use conversation::Conversations;
pub use corpus::Corpus;
pub(crate) use grow::{Reach, grow};
pub use join::{JoinParams, Phrases};
pub(crate) use marks::Marks;
pub(crate) use numbering::Which;
pub use shingle::{Shingles, Support};
pub(crate) use source::Sent;
pub use source::Source;
pub(crate) use weight::weight;
