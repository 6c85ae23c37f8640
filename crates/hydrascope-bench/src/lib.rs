//! The stand-alone benchmark of hydrascope: how fast each stage is, and how cost grows with size.
//!
//! [`Plan`] says what to measure, [`run`] measures it on simulated traffic or a given log, and gives a [`Report`] that
//! is one JSON object, or a [`table`]. With [`Peers`], the very vectors and texts go to a Python script that runs other
//! libraries on them in the same run. Quality is measured elsewhere.
//!
//! ```
//! use hydrascope_bench::{Models, Plan, Source, run};
//!
//! let plan = Plan { stages: vec!["normalise".into()], sizes: vec![200], threads: vec![1], runs: 2, ..Plan::default() };
//! let report = run(&plan.validate()?, &Source::Simulated, &Models::default(), None, &mut |_| ())?;
//! assert_eq!((&*report.results[0].stage, report.results[0].units), ("normalise", 200));
//! # Ok::<(), hydrascope_bench::BenchError>(())
//! ```
#![doc(test(attr(deny(warnings))))]

mod compare;
mod data;
mod error;
mod export;
mod growth;
mod machine;
mod measure;
mod measured;
mod memory;
mod npy;
mod peers;
mod plan;
mod report;
mod run;
mod slot;
mod stage;
mod stages;
mod table;
mod traffic;
mod valid;
mod vectors;

pub use compare::Ratio;
pub use data::Models;
pub use error::BenchError;
pub use growth::{FASTER_THAN_LINEAR, Growth};
pub use machine::Machine;
pub use measure::Seconds;
pub use measured::Measured;
pub use peers::{Figure, Missing, Peers};
pub use plan::Plan;
pub use report::{DataRecord, PeersRecord, Report, Skipped};
pub use run::{Progress, run};
pub use stages::NAMES;
pub use table::table;
pub use traffic::Source;
pub use valid::ValidPlan;
