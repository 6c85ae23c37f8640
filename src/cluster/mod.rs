//! Template clusters: which texts say the same thing about different things.

mod assign;
mod skeleton;
mod template;

pub use skeleton::Skeleton;
pub use template::{ClusterParams, Templates};
