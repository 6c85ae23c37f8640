//! Requests of a wanted size: the first of a given log, or simulated ones.

use hydrascope::input::{FieldMap, Input, Preset, ReadSettings, read};
use hydrascope::request::{Attributes, Request};
use hydrascope_simulate::{Settings, Simulation};
use serde_json::{Map, Value, json};

use crate::error::BenchError;

/// Where requests come from.
#[derive(Debug)]
pub enum Source {
    /// Traffic of the simulator's default week, with as many accounts as the size needs.
    Simulated,
    /// Requests of a log, in order of time; of a smaller size, the first.
    Given(Vec<Request>),
}

/// Requests of the simulator's default week for each of its organic accounts; a little below what it is, so that a
/// wanted size is nearly always reached at once.
const REQUESTS_AN_ACCOUNT: f64 = 8.0;

/// So many requests of a source, in order of time; all of a given log where no size is named.
pub(crate) fn requests(source: &Source, size: Option<usize>, seed: u64) -> Result<Vec<Request>, BenchError> {
    match (source, size) {
        (Source::Simulated, size) => simulated(size.unwrap_or(10_000), seed),
        (Source::Given(requests), None) => Ok(requests.clone()),
        (Source::Given(requests), Some(size)) => match requests.get(..size) {
            Some(first) => Ok(first.to_vec()),
            None => Err(BenchError::TooFew { wanted: size, got: requests.len() }),
        },
    }
}

/// The first requests of a simulated week that has at least so many.
pub(crate) fn simulated(size: usize, seed: u64) -> Result<Vec<Request>, BenchError> {
    let mut accounts = (size as f64 / REQUESTS_AN_ACCOUNT).max(100.0);
    loop {
        let settings = Settings { seed, accounts: accounts as u32, ..Settings::default() }.validate()?;
        let drawn = Simulation::new(&settings)?.take(size).map(|event| json!(event.request));
        // Read like a log, so that the requests are what a reader makes of them.
        let inputs = [input(drawn)];
        let (requests, _) = read(&inputs, &self::settings(), &mut |_| ())?;
        if requests.len() == size {
            return Ok(requests);
        }
        accounts *= 1.3;
    }
}

/// How the lines are read back.
pub(crate) fn settings() -> ReadSettings {
    ReadSettings::new(FieldMap::preset(Preset::Plain))
}

/// A request as a line of the plain preset; attributes without a field of their own are left out.
fn line(request: &Request) -> Value {
    let mut line = Map::new();
    let mut set = |field: &str, value: Option<&str>| {
        if let Some(value) = value {
            line.insert(field.to_owned(), value.into());
        }
    };
    set("id", Some(&request.id));
    set("ts", Some(&request.time.to_string()));
    set("account", Some(&request.account));
    set("prompt", Some(request.prompt.as_str()));
    set("ip", request.attributes.get(Attributes::NETWORK));
    set("payment", request.attributes.get(Attributes::PAYMENT));
    set("org", request.attributes.get(Attributes::ORGANISATION));
    line.into()
}

/// Requests as a log in memory, for the reader.
pub(crate) fn log(requests: &[Request]) -> Input {
    input(requests.iter().map(line))
}

fn input(lines: impl Iterator<Item = Value>) -> Input {
    let mut bytes = Vec::new();
    for line in lines {
        bytes.extend_from_slice(line.to_string().as_bytes());
        bytes.push(b'\n');
    }
    Input::Bytes { name: "the requests", bytes: bytes.into() }
}

/// Texts without repeats, in the order of their first places.
pub(crate) fn distinct(texts: Vec<&str>) -> Vec<&str> {
    let mut known = std::collections::HashSet::new();
    texts.into_iter().filter(|text| known.insert(*text)).collect()
}
