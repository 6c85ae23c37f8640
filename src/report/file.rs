//! Files that are whole or not there.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::atomic::replace;

/// A report that cannot be written.
#[derive(Debug, thiserror::Error)]
#[error("cannot write {}: expected a directory with room that this user may write to", path.display())]
pub struct ReportError {
    /// The file or directory.
    pub path: PathBuf,
    /// What the system said.
    pub source: io::Error,
}

/// Writes a file under another name in the same directory and moves it to its place when it is whole.
pub(super) fn write_atomically(
    directory: &Path,
    name: &str,
    content: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<(), ReportError> {
    fs::create_dir_all(directory).map_err(|source| ReportError { path: directory.to_owned(), source })?;
    let path = directory.join(name);
    replace(&path, |out| content(out)).map_err(|source| ReportError { path, source })
}
