//! Files of JSON lines: plain, gzip or zstd, as their name's ending says.

use std::collections::HashSet;
use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;
use serde_json::error::Category;

use crate::error::EvalError;

/// A file's lines, each with its number, counted from 1.
pub(crate) struct Lines<T> {
    pub(crate) path: PathBuf,
    pub(crate) rows: Vec<(usize, T)>,
}

/// The file of this name, or its compressed twin.
pub(crate) fn find(folder: &Path, name: &str) -> Option<PathBuf> {
    ["", ".gz", ".zst"].iter().map(|ending| folder.join(format!("{name}{ending}"))).find(|path| path.exists())
}

/// Reads a file that has to be there; `expected` says what a line of it holds. Blank lines are passed over.
pub(crate) fn read<T: DeserializeOwned>(
    folder: &Path,
    name: &str,
    expected: &'static str,
) -> Result<Lines<T>, EvalError> {
    let path = find(folder, name).ok_or_else(|| EvalError::Missing { path: folder.join(name) })?;
    let mut rows = Vec::new();
    let mut text = Vec::new();
    let unreadable = |source| EvalError::Unreadable { path: path.clone(), source };
    let mut file = open(&path).map_err(unreadable)?;
    for line in 1.. {
        text.clear();
        if file.read_until(b'\n', &mut text).map_err(unreadable)? == 0 {
            break;
        }
        let row = text.trim_ascii();
        if row.is_empty() {
            continue;
        }
        let row = serde_json::from_slice(row).map_err(|error| EvalError::Line {
            path: path.clone(),
            line,
            expected,
            got: fault(&error),
        })?;
        rows.push((line, row));
    }
    Ok(Lines { path, rows })
}

fn open(path: &Path) -> io::Result<Box<dyn BufRead>> {
    let file = BufReader::new(File::open(path)?);
    Ok(match path.extension().and_then(|ending| ending.to_str()) {
        Some("gz") => Box::new(BufReader::new(flate2::bufread::MultiGzDecoder::new(file))),
        Some("zst") => Box::new(BufReader::new(zstd::stream::read::Decoder::with_buffer(file)?)),
        _ => Box::new(file),
    })
}

/// What is wrong with a line. The parser's own words may quote it, and a line of traffic holds a prompt.
pub(crate) fn fault(error: &serde_json::Error) -> String {
    let kind = match error.classify() {
        Category::Eof => "JSON that ends too early",
        Category::Data => "JSON of another form",
        Category::Io | Category::Syntax => "no JSON",
    };
    format!("{kind} (column {})", error.column())
}

/// The rows, none of which may have the key of another.
pub(crate) fn each_once<T>(
    lines: Lines<T>,
    what: &'static str,
    key: impl Fn(&T) -> &String,
) -> Result<Vec<T>, EvalError> {
    let mut seen = HashSet::new();
    if let Some((line, row)) = lines.rows.iter().find(|(_, row)| !seen.insert(key(row))) {
        return Err(EvalError::Repeated { path: lines.path, line: *line, what, name: key(row).clone() });
    }
    Ok(lines.rows.into_iter().map(|(_, row)| row).collect())
}
