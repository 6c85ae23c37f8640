//! Files that are whole or not there.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// How the name of a file ends that is not whole yet.
const UNFINISHED: &str = ".part";

/// A file that is whole, under another name beside its place. Dropped, it is removed, and what stands at the place stays.
#[derive(Debug)]
pub(crate) struct Whole {
    place: PathBuf,
    part: PathBuf,
    is_put: bool,
}

impl Whole {
    /// Writes a file beside its place.
    ///
    /// # Errors
    /// What the system said; then nothing is left over.
    pub(crate) fn write(
        place: &Path,
        content: impl FnOnce(&mut BufWriter<File>) -> io::Result<()>,
    ) -> io::Result<Self> {
        remove_left_over(place);
        let name = place.file_name().unwrap_or_default().to_string_lossy();
        let part = place.with_file_name(format!(".{name}.{}{UNFINISHED}", std::process::id()));
        let whole = Self { place: place.to_owned(), part, is_put: false };
        let mut out = BufWriter::new(File::create(&whole.part)?);
        content(&mut out)?;
        out.flush()?;
        out.get_ref().sync_all()?;
        Ok(whole)
    }

    /// Moves it to its place.
    ///
    /// # Errors
    /// What the system said; then what stood there stands.
    pub(crate) fn put(mut self) -> io::Result<()> {
        fs::rename(&self.part, &self.place)?;
        self.is_put = true;
        Ok(())
    }
}

impl Drop for Whole {
    fn drop(&mut self) {
        if !self.is_put {
            // What stopped it is the error to tell; what is left over is only clutter.
            let _ = fs::remove_file(&self.part);
        }
    }
}

/// Writes a file under another name in the same directory and moves it to its place when it is whole.
///
/// # Errors
/// What the system said; then nothing is left over, and what stood there stands.
pub(crate) fn replace(
    place: &Path,
    content: impl FnOnce(&mut BufWriter<File>) -> io::Result<()>,
) -> io::Result<()> {
    Whole::write(place, content)?.put()
}

/// Removes what processes that were killed left over beside a place.
fn remove_left_over(place: &Path) {
    let folder = place.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let name = place.file_name().unwrap_or_default();
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    for entry in entries.filter(|entry| writer(&entry.file_name(), name).is_some_and(is_gone)) {
        let _ = fs::remove_file(entry.path());
    }
}

/// The process that wrote an unfinished file, by the file's name.
fn writer(unfinished: &OsStr, name: &OsStr) -> Option<u32> {
    let rest = unfinished.to_str()?.strip_prefix('.')?.strip_prefix(name.to_str()?)?;
    rest.strip_prefix('.')?.strip_suffix(UNFINISHED)?.parse().ok()
}

/// Whether a process has ended; no, where the system does not tell.
fn is_gone(process: u32) -> bool {
    let of = |process: u32| Path::new("/proc").join(process.to_string());
    of(std::process::id()).exists() && !of(process).exists()
}
