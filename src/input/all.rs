//! All inputs, one after the other, each in its form.

use crate::request::Request;

use super::error::InputError;
use super::line::LineParser;
use super::read::{ReadProgress, Reader};
use super::report::ReadReport;
use super::settings::ReadSettings;
use super::source::{Content, Input};
use super::text::read_text;

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
        let name = input.name();
        reader.begin(name.clone());
        let partition = input.partition();
        match input.open(&reader.bytes)? {
            Content::Text(stream) => {
                let parser = LineParser::new(settings).within(partition);
                read_text(stream, &name, &parser, &mut reader)?;
            }
            #[cfg(feature = "parquet")]
            Content::Parquet(file) => super::parquet::read_rows(file, partition, &mut reader)?,
            #[cfg(not(feature = "parquet"))]
            Content::Parquet(_) => return Err(InputError::ParquetMissing { name }),
        }
    }
    Ok(reader.finish())
}
