#![doc = include_str!("../README.md")]
#![doc(test(attr(deny(warnings))))]

pub mod answer;
mod atomic;
pub mod attribute;
pub mod baseline;
pub mod batch;
pub mod cluster;
pub mod columns;
pub mod components;
pub mod conversation;
mod decimals;
pub mod embed;
pub mod evidence;
pub mod finding;
mod groups;
pub mod input;
pub mod judge;
pub mod link;
pub mod normalize;
pub mod params;
pub mod phrase;
pub mod report;
pub mod request;
pub mod signal;
pub mod summary;
pub mod time;
pub mod tokenize;
pub mod visible;

pub use hydrascope_vector::{device, distance, index};
