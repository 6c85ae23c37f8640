//! Phrases: what many actors share of their prompts (skeletons), told from what they fill in (slots).
//!
//! [`Corpus`] collapses equal texts, [`Shingles`] counts who shares which words, [`Phrases`] joins what goes on into
//! each other, and [`Frames`] groups the texts that the same phrases cover, each with its [`Skeleton`].
//!
//! Texts, actors and frames go by their numbers. A number of a text that a corpus does not hold panics, as slices do.

mod bigram;
mod build;
mod candidate;
mod choose;
mod collapse;
mod corpus;
mod follow;
mod frame;
mod grow;
mod join;
mod marks;
mod mixed;
mod numbering;
mod numbers;
mod outline;
mod owners;
mod place;
mod refine;
mod said;
mod setting;
mod settings;
mod shingle;
mod single;
mod skeleton;
mod slots;
mod source;
mod split;
mod units;
mod weight;

pub use crate::groups::Groups;
pub use bigram::bigrams;
pub use corpus::Corpus;
pub use frame::Frames;
pub use join::{JoinParams, Phrases};
pub(crate) use numbering::Which;
pub use outline::Outlines;
pub use place::FrameParams;
pub use shingle::{Shingles, Support};
pub use skeleton::{Skeleton, SkeletonParams};
pub use slots::{SkeletonPart, skeleton_parts, skeleton_text, skeleton_view, slot_view, slots};
pub(crate) use source::Sent;
pub use source::Source;
