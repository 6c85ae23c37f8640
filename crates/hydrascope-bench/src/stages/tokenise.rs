//! Tokenising distinct prompts.

use rayon::prelude::*;

use crate::data::Data;
use crate::error::BenchError;
use crate::stage::{Done, NO_MODEL, Prepared, Ready, Stage};

pub(crate) const TOKENISE: Stage =
    Stage { name: "tokenise", unit: "tokens", results: "tokens", peers: None, prepare };

/// Texts that are tokenised together, as the embedder does.
const TOGETHER: usize = 512;

fn prepare<'a>(data: &'a Data<'_>) -> Result<Ready<'a>, BenchError> {
    let Some(embedder) = &data.models.embedder else { return Ok(Ready::Not(NO_MODEL)) };
    let tokenizer = embedder.model().tokenizer()?;
    let texts = data.distinct();
    let tokens = move |texts: &[&str]| -> Result<usize, BenchError> {
        let count = |texts: &[&str]| -> Result<usize, BenchError> {
            Ok(tokenizer.encode_all(texts)?.iter().map(<[u32]>::len).sum())
        };
        texts.par_chunks(TOGETHER).map(count).sum()
    };
    let units = tokens(&texts)? as u64;
    Ok(Ready::Work(Prepared::new(texts.len(), units, move || Done::with(tokens(&texts)?))))
}
