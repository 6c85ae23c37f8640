#![doc = include_str!("../README.md")]
#![doc(test(attr(deny(warnings))))]

pub mod device;
pub mod distance;
pub mod index;
