//! Embedding: distinct prompts to vectors.

use hydrascope::embed::Embedder;

use crate::data::Data;
use crate::error::BenchError;
use crate::stage::{Done, NO_MODEL, Ready, Stage};

pub(crate) const EMBED: Stage =
    Stage { name: "embed", unit: "texts", results: "vectors", peers: Some("embed"), prepare: prepare_embed };
pub(crate) const MINILM: Stage = Stage {
    name: "minilm",
    unit: "texts",
    results: "vectors",
    peers: Some("minilm"),
    prepare: prepare_minilm,
};

/// Texts for the large encoder, which takes milliseconds for each.
pub(crate) const MINILM_TEXTS: usize = 20_000;

fn prepare_embed<'a>(data: &'a Data<'_>) -> Result<Ready<'a>, BenchError> {
    match &data.models.embedder {
        Some(embedder) => work(embedder, data.distinct()),
        None => Ok(Ready::Not(NO_MODEL)),
    }
}

fn prepare_minilm<'a>(data: &'a Data<'_>) -> Result<Ready<'a>, BenchError> {
    let Some(embedder) = &data.models.minilm else {
        return Ok(Ready::Not("there is no MiniLM: name its folder with --minilm"));
    };
    let mut texts = data.distinct();
    texts.truncate(MINILM_TEXTS);
    work(embedder, texts)
}

fn work<'a>(embedder: &'a Embedder, texts: Vec<&'a str>) -> Result<Ready<'a>, BenchError> {
    Ready::work(texts.len(), move || Done::with(embedder.embed(&texts)?.len()))
}
