//! Groups from links.

pub mod components;
