//! The sentence encoder that a command works with.

use std::path::Path;

use hydrascope::embed::{Embedder, Model, Runtime};

use crate::failure::Failure;

/// The built-in one, or that of a folder.
pub(super) fn embedder(folder: Option<&Path>) -> Result<Embedder, Failure> {
    let model = folder.map_or_else(Model::embedded, Model::from_folder)?;
    Ok(Embedder::new(model, Runtime::discover(None)?)?)
}
