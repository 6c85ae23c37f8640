//! Template clusters: which texts say the same thing about different things.

mod assign;
mod refine;
mod skeleton;
mod slots;
mod template;

pub use skeleton::Skeleton;
pub use slots::{skeleton_text, slot_view, slots};
pub use template::{ClusterParams, Templates};
