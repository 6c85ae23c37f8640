//! Place: each text is put into the template of which it says most.
//!
//! [`Frames`] groups the texts that the same phrases cover, each with its [`Skeleton`]; frames that are wordings of one template are linked,
//! and [`Templates`] are what comes of it. What a text fills in are its slots.
//!
//! Texts, actors and frames go by their numbers. A number of a text that a corpus does not hold panics, as slices do.

mod candidate;
mod choose;
mod cluster;
mod frame;
mod link;
mod outline;
mod owners;
mod placing;
mod refine;
mod single;
mod skeleton;
mod slots;
mod split;

pub use cluster::Templates;
pub use frame::Frames;
pub use link::{Linker, Links, link, link_by_vectors, propose_by_words};
pub use outline::Outlines;
pub use placing::FrameParams;
pub use skeleton::{Skeleton, SkeletonParams};
pub use slots::{SkeletonPart, skeleton_parts, skeleton_text, skeleton_view, slot_view, slots};
