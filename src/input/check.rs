//! A look at logs before they are used: what their fields hold, and what of them is read.

use serde::Serialize;

use super::all::read_and_count;
use super::census::FieldCensus;
use super::doubt::{Doubt, doubts};
use super::error::InputError;
use super::read::ReadProgress;
use super::report::ReadReport;
use super::settings::ReadSettings;
use super::source::Input;
use super::tally::Tally;
use crate::request::{Request, Timestamp};

/// What a look at logs gave.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Check {
    /// What reading met.
    pub report: ReadReport,
    /// Records whose fields were looked at: broken ones, and those of another kind beside requests, are not.
    pub records: u64,
    /// What each field holds.
    pub fields: Vec<FieldCensus>,
    /// The times of the first and the last request.
    pub span: Option<(Timestamp, Timestamp)>,
    /// What is doubtful about the requests as a whole.
    pub doubts: Vec<Doubt>,
}

/// Reads inputs with these settings, as far as they say ([`ReadSettings::max_records`]), and tells what they hold.
///
/// # Errors
/// As those of [`super::read`].
pub fn check(
    inputs: &[Input],
    settings: &ReadSettings,
    progress: &mut dyn FnMut(ReadProgress),
) -> Result<Check, InputError> {
    let settings = ReadSettings { census: true, ..settings.clone() };
    let mut tally = Tally::new(settings.hash_key);
    let mut each = |request: Request, is_repeat: bool| {
        if !is_repeat {
            tally.take(&request);
        }
    };
    let (report, census) = read_and_count(inputs, &settings, progress, &mut each)?;
    Ok(Check {
        records: census.records,
        fields: census.told(&settings),
        span: tally.span(),
        doubts: doubts(&report, &tally),
        report,
    })
}
