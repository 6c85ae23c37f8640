//! Files that are whole or not there.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

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
    let unfinished = directory.join(format!(".{name}.{}.part", std::process::id()));
    let written = write_whole(&unfinished, content).and_then(|()| fs::rename(&unfinished, &path));
    written.map_err(|source| {
        // The first error is the one to tell; what is left over is only clutter.
        let _ = fs::remove_file(&unfinished);
        ReportError { path, source }
    })
}

fn write_whole(path: &Path, content: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let mut out = BufWriter::new(File::create(path)?);
    content(&mut out)?;
    out.into_inner()?.sync_all()
}
