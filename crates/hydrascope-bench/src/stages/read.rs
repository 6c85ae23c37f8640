//! Reading: lines of JSON, held in memory, to requests.

use hydrascope::input::read;

use crate::data::Data;
use crate::error::BenchError;
use crate::stage::{Done, Ready, Stage};
use crate::traffic::{log, settings};

pub(crate) const READ: Stage =
    Stage { name: "read", unit: "requests", results: "requests", peers: None, prepare };

fn prepare<'a>(data: &'a Data<'_>) -> Result<Ready<'a>, BenchError> {
    let inputs = [log(&data.requests)];
    let settings = settings();
    Ready::work(data.requests.len(), move || {
        let (requests, _) = read(&inputs, &settings, &mut |_| ())?;
        Done::with(requests.len())
    })
}
