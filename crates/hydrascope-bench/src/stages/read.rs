//! Reading: lines of JSON to requests.

use hydrascope::input::{Input, read};

use crate::data::Data;
use crate::error::BenchError;
use crate::stage::{Done, Ready, Stage};
use crate::traffic::settings;

pub(crate) const READ: Stage =
    Stage { name: "read", unit: "requests", results: "requests", peers: None, prepare };

fn prepare<'a>(data: &'a Data<'_>) -> Result<Ready<'a>, BenchError> {
    let inputs = [Input::File(data.traffic.lines.path().to_owned())];
    let settings = settings();
    Ready::work(data.traffic.requests.len(), move || {
        let (requests, _) = read(&inputs, &settings, &mut |_| ())?;
        Done::with(requests.len())
    })
}
