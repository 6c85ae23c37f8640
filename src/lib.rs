//! Hydrascope reveals coordinated, systematic extraction of language models through their APIs.
#![doc(test(attr(deny(warnings))))]

pub mod attribute;
pub mod cluster;
pub mod components;
pub mod evidence;
pub mod finding;
pub mod normalize;
pub mod phrase;
pub mod request;
pub mod time;
