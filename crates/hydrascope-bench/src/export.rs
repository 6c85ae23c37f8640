//! Writes the very data that was measured, for the peers.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use serde_json::json;

use crate::data::Data;
use crate::error::BenchError;
use crate::stages::{JOIN_COSINE, MINILM_TEXTS, ONE_BY_ONE};
use crate::vectors::{LEADER_COSINE, NEIGHBOURS};

/// Writes into a folder, which is made where it is missing: `prompts.jsonl` (of all requests), `distinct.jsonl` and
/// `minilm.jsonl` (prompts that differ, all and the first of them), each a JSON string a line; `rows.npy`,
/// `queries.npy` and `truth.npy` (cosines of each query's nearest rows), where there is an encoder; and `spec.json`.
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
    if let Some(vectors) = data.vectors()? {
        npy(&folder.join("rows.npy"), &vectors.rows, vectors.dimension)?;
        npy(&folder.join("queries.npy"), &vectors.queries, vectors.dimension)?;
        npy(&folder.join("truth.npy"), &vectors.truth.concat(), vectors.truth.first().map_or(1, Vec::len))?;
    }
    let spec = json!({
        "neighbours": NEIGHBOURS,
        "join_cosine": JOIN_COSINE,
        "leader_cosine": LEADER_COSINE,
        "one_by_one": ONE_BY_ONE,
    });
    write(&folder.join("spec.json"), |out| writeln!(out, "{spec}"))
}

/// Writes rows as NumPy's format 1.0: little-endian 32-bit floating point, row-major.
fn npy(path: &Path, values: &[f32], columns: usize) -> Result<(), BenchError> {
    let rows = values.len() / columns.max(1);
    let header = format!("{{'descr': '<f4', 'fortran_order': False, 'shape': ({rows}, {columns}), }}");
    // Magic, version, length and header fill whole blocks of 64 bytes, the last of them a line break.
    let length = (10 + header.len() + 1).next_multiple_of(64) - 10;
    write(path, |out| {
        out.write_all(b"\x93NUMPY\x01\x00")?;
        out.write_all(&(length as u16).to_le_bytes())?;
        writeln!(out, "{header:width$}", width = length - 1)?;
        values.iter().try_for_each(|value| out.write_all(&value.to_le_bytes()))
    })
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
