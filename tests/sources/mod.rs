//! The files of the project, for tests of how it is written.
#![allow(
    dead_code,
    clippy::unwrap_used,
    reason = "no test file uses all of it; a failure here is meant to stop the run"
)]

use std::fs;
use std::path::{Path, PathBuf};

/// A file of the project.
pub(crate) struct Source {
    pub(crate) path: PathBuf,
    pub(crate) text: String,
}

/// Files below a folder of the repository whose name ends so.
pub(crate) fn files(folder: &str, ending: &str) -> Vec<Source> {
    let mut found = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap().map(Result::unwrap) {
            let path = entry.path();
            if entry.file_type().unwrap().is_dir() {
                folders.push(path);
            } else if path.to_string_lossy().ends_with(ending) {
                found.push(Source { text: fs::read_to_string(&path).unwrap(), path });
            }
        }
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

/// All code.
pub(crate) fn code() -> Vec<Source> {
    [files("src", ".rs"), files("crates", ".rs"), files("fuzz/src", ".rs")].into_iter().flatten().collect()
}
