//! A page that says how well detection does, and where it fails.

mod page;
mod week;

pub use page::{AttackedQuality, WeekQuality, quality_page};
