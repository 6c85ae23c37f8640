//! All inputs, one after the other, each in its form.

use std::io::{BufRead, Read};

use crate::request::Request;

use super::census::Census;
use super::error::InputError;
use super::line::LineParser;
use super::read::{ReadProgress, Reader};
use super::report::ReadReport;
use super::settings::ReadSettings;
use super::source::{Content, Input};
use super::stop::Stop;
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
    let mut requests: Vec<Request> = Vec::new();
    let mut keep = |request: Request, is_repeat: bool| requests.extend((!is_repeat).then_some(request));
    let (report, _) = read_and_count(inputs, settings, progress, &mut keep)?;
    requests.sort_by(|a, b| (a.time, &a.id).cmp(&(b.time, &b.id)));
    Ok((requests, report))
}

/// Reads all inputs, in order, and gives each request to `each` as it comes, with whether an earlier one has its id: the report counts
/// that one as set aside.
///
/// # Errors
/// Those of [`read`].
pub fn read_each(
    inputs: &[Input],
    settings: &ReadSettings,
    progress: &mut dyn FnMut(ReadProgress),
    each: &mut dyn FnMut(Request, bool),
) -> Result<ReadReport, InputError> {
    Ok(read_and_count(inputs, settings, progress, each)?.0)
}

/// The same, and what fields held, where the settings ask for that.
pub(super) fn read_and_count(
    inputs: &[Input],
    settings: &ReadSettings,
    progress: &mut dyn FnMut(ReadProgress),
    each: &mut dyn FnMut(Request, bool),
) -> Result<(ReadReport, Census), InputError> {
    let sizes = inputs.iter().map(Input::check).collect::<Result<Vec<_>, _>>()?;
    let total_bytes = sizes.into_iter().sum();
    let mut reader = Reader::new(settings, total_bytes, progress, each);
    for input in inputs {
        match read_one(input, &mut reader) {
            Ok(()) => {}
            Err(Stop::Enough) => break,
            Err(Stop::Failed(error)) => return Err(error),
        }
    }
    Ok(reader.finish())
}

fn read_one(input: &Input, reader: &mut Reader<'_>) -> Result<(), Stop> {
    let name = input.name();
    reader.begin(name.clone());
    let partition = input.partition();
    match input.open(&reader.bytes)? {
        Content::Text(stream) => {
            let parser = LineParser::new(reader.settings).within(partition);
            let stream: Box<dyn BufRead> = match reader.settings.max_text_bytes {
                Some(most) => Box::new(stream.take(most)),
                None => stream,
            };
            read_text(stream, &name, &parser, reader)
        }
        #[cfg(feature = "parquet")]
        Content::Parquet(file) => super::parquet::read_rows(file, partition, reader),
        #[cfg(not(feature = "parquet"))]
        Content::Parquet(_) => Err(InputError::ParquetMissing { name }.into()),
    }
}
