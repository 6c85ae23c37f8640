//! The files that an argument names: a file, all files of a folder, or those that fit a pattern.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use super::error::InputError;
use super::source::Input;
use crate::visible::visible_path;

impl Input {
    /// The inputs that an argument of a command line names: `-` is standard input; of a folder all files in it and in its
    /// folders, without those whose names begin with a dot or an underscore (marks and checksums of other programs); of a
    /// pattern (`*`, `?`, `[a-c]`, `**`) that is no file itself, what fits it. Files of one argument come in the order of
    /// their names.
    ///
    /// # Errors
    /// Where a folder or pattern gives no file, or cannot be read.
    pub fn expand(argument: &OsStr) -> Result<Vec<Self>, InputError> {
        if argument == "-" {
            return Ok(vec![Self::Stdin]);
        }
        let path = Path::new(argument);
        let paths = if path.exists() { vec![path.to_owned()] } else { fitting(path)? };
        let mut files = Vec::new();
        for path in paths {
            if path.is_dir() { below(&path, &mut files)? } else { files.push(path) }
        }
        if files.is_empty() {
            return Err(InputError::NoFiles { name: visible_path(path) });
        }
        Ok(files.into_iter().map(Self::File).collect())
    }
}

/// The paths that fit a pattern; text that is none is a path itself, found missing when it is opened.
fn fitting(path: &Path) -> Result<Vec<PathBuf>, InputError> {
    let is_pattern = |text: &&str| text.contains(['*', '?', '[']);
    let Some(pattern) = path.to_str().filter(is_pattern) else { return Ok(vec![path.to_owned()]) };
    let name = || pattern.to_owned();
    let found = glob::glob(pattern).map_err(|error| InputError::Pattern { name: name(), why: error.msg })?;
    let mut paths = Vec::new();
    for path in found {
        let unreadable = |error: glob::GlobError| {
            let name = visible_path(error.path());
            InputError::Open { name, source: error.into() }
        };
        paths.push(path.map_err(unreadable)?);
    }
    paths.sort();
    Ok(paths)
}

/// Adds the files of a folder and of the folders in it, in the order of their names.
fn below(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), InputError> {
    let failed = |source| InputError::Open { name: visible_path(folder), source };
    let entries = fs::read_dir(folder).map_err(failed)?.collect::<Result<Vec<_>, _>>().map_err(failed)?;
    let is_hidden = |name: &OsStr| name.as_encoded_bytes().first().is_some_and(|b| matches!(b, b'.' | b'_'));
    let mut entries: Vec<_> = entries.into_iter().filter(|entry| !is_hidden(&entry.file_name())).collect();
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let path = entry.path();
        // Links to folders are not followed: they may lead in a circle.
        if entry.file_type().map_err(failed)?.is_dir() {
            below(&path, files)?;
        } else if path.is_file() {
            files.push(path);
        } else {
            return Err(InputError::NotAFile { name: visible_path(&path) });
        }
    }
    Ok(())
}
