//! Normalising prompts and collapsing equal ones.

use crate::data::{Data, normalise};
use crate::error::BenchError;
use crate::stage::{Done, Ready, Stage};

pub(crate) const NORMALISE: Stage =
    Stage { name: "normalise", unit: "requests", results: "distinct texts", peers: None, prepare };

fn prepare<'a>(data: &'a Data<'_>) -> Result<Ready<'a>, BenchError> {
    let sources = data.sources();
    Ready::work(sources.len(), move || Done::with(normalise(&sources, data.seed).len()))
}
