//! What this machine offers and what would make it faster.

use std::fmt;
use std::path::PathBuf;

use serde::Serialize;

use super::model::Model;
use super::runtime::{Runtime, RuntimeKind};

/// What was found, for `run.json` and for a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Diagnosis {
    /// Name and version of the runtime.
    pub runtime: String,
    /// Its library, where it has one.
    pub runtime_library: Option<PathBuf>,
    /// Why it was chosen.
    pub runtime_reason: String,
    /// The model.
    pub model: String,
    /// Width of the model's vectors.
    pub dim: usize,
    /// Tokens of a text that the model reads.
    pub max_tokens: usize,
    /// The widest vector instructions of this processor that matter here.
    pub simd: &'static str,
    /// Threads that the machine runs at once.
    pub threads: usize,
    /// What would be faster, one sentence each.
    pub advice: Vec<String>,
}

/// Looks at a runtime, a model and this machine.
pub fn inspect(runtime: &Runtime, model: &Model) -> Diagnosis {
    let simd = simd_level();
    Diagnosis {
        runtime: runtime.describe(),
        runtime_library: runtime.path().map(PathBuf::from),
        runtime_reason: runtime.reason().to_owned(),
        model: model.name().to_owned(),
        dim: model.dim(),
        max_tokens: model.max_tokens(),
        simd,
        threads: std::thread::available_parallelism().map_or(1, usize::from),
        advice: advice(runtime.kind(), model, simd),
    }
}

fn advice(runtime: RuntimeKind, model: &Model, simd: &str) -> Vec<String> {
    let mut advice = Vec::new();
    // Without tract what is no static model does not run here at all, which is told where it is loaded.
    let may_be_in_tract = runtime == RuntimeKind::PureRust && cfg!(feature = "tract");
    if may_be_in_tract && model.pooling() != super::Pooling::InGraph {
        advice.push(
            "ONNX Runtime runs this model about twice as fast: scripts/get-onnxruntime.sh fetches it"
                .to_owned(),
        );
    }
    if simd == "none" || simd == "sse2" {
        advice.push("A processor with AVX2 or AVX-512 compares vectors several times faster".to_owned());
    }
    if cfg!(debug_assertions) {
        advice.push("This is a debug build: build with --release".to_owned());
    }
    advice
}

#[cfg(target_arch = "x86_64")]
fn simd_level() -> &'static str {
    if is_x86_feature_detected!("avx512vnni") {
        "avx512vnni"
    } else if is_x86_feature_detected!("avx512f") {
        "avx512f"
    } else if is_x86_feature_detected!("avx2") {
        "avx2"
    } else {
        "sse2"
    }
}

#[cfg(target_arch = "aarch64")]
fn simd_level() -> &'static str {
    if std::arch::is_aarch64_feature_detected!("dotprod") { "neon with dotprod" } else { "neon" }
}

#[cfg(not(any(target_arch = "x86_64", target_arch = "aarch64")))]
fn simd_level() -> &'static str {
    "none"
}

impl fmt::Display for Diagnosis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "runtime  {}, because {}", self.runtime, self.runtime_reason)?;
        if let Some(path) = &self.runtime_library {
            writeln!(f, "library  {}", path.display())?;
        }
        writeln!(
            f,
            "model    {}: {} numbers a text, up to {} tokens",
            self.model, self.dim, self.max_tokens
        )?;
        writeln!(f, "machine  {} threads, vector instructions: {}", self.threads, self.simd)?;
        match self.advice.as_slice() {
            [] => writeln!(f, "faster   nothing to advise"),
            advice => advice.iter().try_for_each(|line| writeln!(f, "faster   {line}")),
        }
    }
}
