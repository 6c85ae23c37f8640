//! Hydrascope reveals coordinated, systematic extraction of language models through their APIs.
#![doc(test(attr(deny(warnings))))]

pub mod attribute;
pub mod embed;
pub mod finding;
pub mod request;
pub mod time;
pub mod tokenize;
