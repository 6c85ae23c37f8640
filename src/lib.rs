//! Hydrascope reveals coordinated, systematic extraction of language models through their APIs.
#![doc(test(attr(deny(warnings))))]

pub mod attribute;
pub mod components;
pub mod distance;
pub mod finding;
pub mod index;
pub mod request;
pub mod time;
