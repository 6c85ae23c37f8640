//! Settings from outside the command line: a file, then the environment; what is written on the line counts most.

mod called;
mod error;
mod file;
mod merge;
mod place;
mod variables;

pub(crate) use called::Called;
pub(crate) use merge::{leaf, merge};
pub(crate) use variables::{variable, with_variables};
