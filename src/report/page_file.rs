//! A page put beside the files that it was made from.

use std::fs;
use std::io::Write;
use std::path::Path;

use serde_json::{Value, json};

use super::error::ReportError;
use super::file::of_bytes;
use super::json::write_pretty;
use super::set::{PAGE, RUN, check};
use crate::atomic::replace;

/// Puts a page made anew into a report, as `report.html`, and lists it in `run.json`. Whoever is killed meanwhile leaves a whole report,
/// for a while without its page in the list.
///
/// # Errors
/// Where the report is not whole, as [`check`] says, or a file cannot be written.
pub fn put_page(directory: &Path, page: &str) -> Result<(), ReportError> {
    check(directory)?;
    let path = directory.join(RUN);
    let text = fs::read(&path).map_err(|source| ReportError::Read { path: path.clone(), source })?;
    let mut run: Value = serde_json::from_slice(&text).map_err(|source| ReportError::Form {
        path: path.clone(),
        line: source.line(),
        source,
    })?;
    let write = |run: &Value| {
        replace(&path, |out| write_pretty(out, run))
            .map_err(|source| ReportError::Write { path: path.clone(), source })
    };
    let Some(files) = run["files"].as_object_mut() else { return Err(ReportError::NoList { path }) };
    if files.remove(PAGE).is_some() {
        write(&run)?;
    }
    write_page(&directory.join(PAGE), page)?;
    run["files"][PAGE] = json!(of_bytes(page.as_bytes()));
    write(&run)
}

/// Writes a page somewhere, whole or not at all.
///
/// # Errors
/// Where it cannot be written.
pub fn write_page(path: &Path, page: &str) -> Result<(), ReportError> {
    replace(path, |out| out.write_all(page.as_bytes()))
        .map_err(|source| ReportError::Write { path: path.to_owned(), source })
}
