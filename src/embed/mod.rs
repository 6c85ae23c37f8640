//! Text to unit vectors, through an ONNX model.
//!
//! A [`Runtime`] is found once a process, a [`Model`] says which graph and tokenizer to use, an [`Embedder`] joins
//! the two:
//!
//! ```
//! # #[cfg(feature = "embedded-model")]
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! use hydrascope::vector::distance::{UnitVectors, scalar};
//! use hydrascope::{Embedder, Model, Runtime};
//!
//! let embedder = Embedder::new(Model::embedded()?, Runtime::pure_rust()?)?;
//! let texts = embedder.embed(&["how to bake bread", "baking a loaf at home", "quantum field theory"])?;
//! let rows = UnitVectors::new(texts.as_slice(), texts.dim())?;
//! let cosine = |i, j| Some(scalar::cosine(rows.get(i)?, rows.get(j)?));
//! assert!(cosine(0, 1) > cosine(0, 2));
//! # Ok(())
//! # }
//! # #[cfg(not(feature = "embedded-model"))]
//! # fn main() {}
//! ```

mod batch;
mod config;
mod doctor;
mod embedder;
mod error;
mod folder;
mod interpreter;
mod library;
mod matrix;
mod model;
mod onnx;
mod ort_session;
mod output;
mod pooling;
mod runtime;
mod session;
mod sessions;
pub mod tokenize;

pub use config::Pooling;
pub use doctor::{Diagnosis, inspect};
pub use embedder::Embedder;
pub use error::{EmbedError, ModelError};
pub use matrix::Embeddings;
pub use model::Model;
pub use onnx::{GraphError, check_graph};
pub use runtime::{Runtime, RuntimeError, RuntimeKind};
