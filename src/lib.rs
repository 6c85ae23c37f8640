//! Hydrascope reveals coordinated, systematic extraction of language models through their APIs.
#![doc(test(attr(deny(warnings))))]

pub mod attribute;
pub mod finding;
pub mod input;
pub mod report;
pub mod request;
pub mod time;
