//! Writes the very data that was measured, for the peers.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use serde_json::json;

use crate::data::Data;
use crate::error::BenchError;
use crate::npy;
use crate::stages::{JOIN_COSINE, MINILM_TEXTS, ONE_BY_ONE};
use crate::vectors::{LEADER_COSINE, NEIGHBOURS};

/// Writes into a folder, which is made where it is missing: `prompts.jsonl` (of all requests), `distinct.jsonl` and
/// `minilm.jsonl` (prompts that differ, all and the first of them), each a JSON string a line; `rows.npy`,
/// `queries.npy` and `truth.npy` (cosines of each query's nearest rows), where a stage worked on them; and `spec.json`.
///
/// This is text of prompts: it is written only where a person asks for the peers.
pub(crate) fn export(data: &Data<'_>, folder: &Path) -> Result<(), BenchError> {
    std::fs::create_dir_all(folder).map_err(failed(folder))?;
    let distinct = data.distinct();
    let first = &distinct[..distinct.len().min(MINILM_TEXTS)];
    for (name, texts) in
        [("prompts.jsonl", &data.prompts()[..]), ("distinct.jsonl", &distinct), ("minilm.jsonl", first)]
    {
        write(&folder.join(name), |out| texts.iter().try_for_each(|text| writeln!(out, "{}", json!(text))))?;
    }
    if let Some(vectors) = data.vectors_made() {
        matrix(&folder.join("rows.npy"), &vectors.rows, vectors.dimension)?;
        matrix(&folder.join("queries.npy"), &vectors.queries, vectors.dimension)?;
        matrix(
            &folder.join("truth.npy"),
            &vectors.truth.concat(),
            vectors.truth.first().map_or(1, Vec::len),
        )?;
    }
    let spec = json!({
        "neighbours": NEIGHBOURS,
        "join_cosine": JOIN_COSINE,
        "leader_cosine": LEADER_COSINE,
        "one_by_one": ONE_BY_ONE,
    });
    write(&folder.join("spec.json"), |out| writeln!(out, "{spec}"))
}

fn matrix(path: &Path, values: &[f32], columns: usize) -> Result<(), BenchError> {
    write(path, |out| npy::write(out, values, columns))
}

fn write(
    path: &Path,
    content: impl FnOnce(&mut BufWriter<File>) -> std::io::Result<()>,
) -> Result<(), BenchError> {
    let file = File::create(path).map_err(failed(path))?;
    let mut out = BufWriter::with_capacity(1 << 18, file);
    content(&mut out).and_then(|()| out.flush()).map_err(failed(path))
}

fn failed(path: &Path) -> impl FnOnce(std::io::Error) -> BenchError {
    let path = path.to_owned();
    |source| BenchError::File { path, source }
}
