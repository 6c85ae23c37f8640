//! All inputs, one after the other, each in its form.

use crate::request::Request;

use super::error::InputError;
use super::read::{ReadProgress, Reader};
use super::report::ReadReport;
use super::settings::ReadSettings;
use super::source::{Content, Input};

/// Reads all inputs, in order, and gives the requests sorted by time, then id, with a report of what was
/// set aside. `progress` is called now and then.
///
/// # Errors
/// Where an input cannot be opened (told before anything is read) or, in strict reading, at the first line
/// that is no request.
pub fn read(
    inputs: &[Input],
    settings: &ReadSettings,
    progress: &mut dyn FnMut(ReadProgress),
) -> Result<(Vec<Request>, ReadReport), InputError> {
    let sizes = inputs.iter().map(Input::check).collect::<Result<Vec<_>, _>>()?;
    let total_bytes = sizes.into_iter().sum();
    let mut reader = Reader::new(settings, total_bytes, progress);
    for input in inputs {
        reader.name = input.name();
        match input.open(&reader.bytes)? {
            Content::Lines(mut stream) => reader.read_lines(&mut *stream)?,
            #[cfg(feature = "parquet")]
            Content::Parquet(file) => super::parquet::read_rows(file, &mut reader)?,
            #[cfg(not(feature = "parquet"))]
            Content::Parquet(_) => return Err(InputError::ParquetMissing { name: input.name() }),
        }
    }
    Ok(reader.finish())
}
