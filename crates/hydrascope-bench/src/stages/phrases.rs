//! Phrases: shingles mined, joined, and texts grouped to frames.

use crate::data::{Data, frames};
use crate::error::BenchError;
use crate::stage::{Done, Ready, Stage};

pub(crate) const PHRASES: Stage =
    Stage { name: "phrases", unit: "texts", results: "frames", peers: None, prepare };

fn prepare<'a>(data: &'a Data<'_>) -> Result<Ready<'a>, BenchError> {
    let corpus = data.corpus();
    Ready::work(corpus.len(), move || Done::with(frames(corpus, &data.params).len()))
}
