//! Phrases: what many actors share of their prompts, told from what they fill in.

mod corpus;
mod join;
mod shingle;

pub use corpus::{Corpus, Groups, Source};
pub use join::Phrases;
pub(crate) use join::count_pairs;
pub use shingle::{Shingles, Support};
