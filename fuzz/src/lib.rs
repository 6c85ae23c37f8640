//! What hydrascope promises of any bytes. Each function takes bytes as a fuzzer or a property test makes them, puts them through
//! the library's public interface, and panics only where a promise is broken.
//!
//! `fuzz_targets/` runs each under libFuzzer (cargo-fuzz, nightly), `tests/targets.rs` as a property test on stable, both from what
//! lies in `seeds/`.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a failure here is what is looked for")]

mod chat;
mod kernels;
mod lines;
mod log;
mod model;
mod normalize;
mod packed;
mod parquet_files;
mod paths;
mod phrases;
mod time;

pub use chat::chat;
pub use kernels::kernels;
pub use lines::lines;
pub use model::model;
pub use normalize::normalize;
pub use packed::packed;
pub use parquet_files::parquet;
pub use paths::paths;
pub use phrases::phrases;
pub use time::time;

/// A target: its name, which is that of its folder in `seeds/`, and its function.
pub type Target = (&'static str, fn(&[u8]));

/// All targets.
pub const TARGETS: [Target; 10] = [
    ("lines", lines),
    ("paths", paths),
    ("chat", chat),
    ("time", time),
    ("parquet", parquet),
    ("packed", packed),
    ("normalize", normalize),
    ("phrases", phrases),
    ("model", model),
    ("kernels", kernels),
];
