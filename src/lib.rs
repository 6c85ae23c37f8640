#![doc = include_str!("../README.md")]
#![doc(test(attr(deny(warnings))))]
#![cfg_attr(
    not(feature = "internals"),
    allow(
        dead_code,
        unreachable_pub,
        unused_imports,
        rustdoc::private_intra_doc_links,
        reason = "what the command, benches and tests need is compiled too, and is no face of the library"
    )
)]

/// Modules that are nobody's business outside, but for the command, benches, evaluation, fuzzing and tests.
macro_rules! internals {
    ($(mod $name:ident;)*) => {$(
        #[cfg(feature = "internals")]
        pub mod $name;
        #[cfg(not(feature = "internals"))]
        mod $name;
    )*};
}

internals! {
    mod answer;
    mod baseline;
    mod components;
    mod detector;
    mod embed;
    mod groups;
    mod input;
    mod judge;
    mod mine;
    mod normalize;
    mod observe;
    mod params;
    mod place;
    mod report;
    mod request;
    mod signal;
    mod store;
    mod summary;
    mod visible;
}
mod atomic;
mod decimals;
pub mod engine;
pub mod finding;

#[cfg(not(feature = "internals"))]
use hydrascope_vector::{device, distance, index};
#[cfg(feature = "internals")]
pub use hydrascope_vector::{device, distance, index};

pub use hydrascope_vector as vector;

pub use baseline::{Baseline, BaselineError};
pub use detector::{Accept, Calibration, Cancel, DetectError, Detection, Detector, DetectorBuilder, Watch};
pub use embed::{EmbedError, Embedder, Model, ModelError, Runtime, RuntimeError};
pub use engine::Engine;
pub use finding::Findings;
pub use input::{FieldMap, Input, InputError, Preset, ReadReport, ReadSettings};
pub use params::{Params, ParamsBuilder, ParamsError};
pub use report::{Report, ReportError, ReportSet, RunRecord};
pub use request::{Attributes, HashKey, KeyError, Prompt, Request, Role, TimeError, Timestamp};
pub use summary::{GatherError, Gathered, Log, Summary, SummaryError};
