//! Requests of a wanted size: the first of a given log, or simulated ones.

use std::io::{BufWriter, Write};
use std::path::Path;

use hydrascope::attribute::name;
use hydrascope::input::{FieldMap, Input, Preset, ReadSettings, read};
use hydrascope::request::Request;
use hydrascope_simulate::{Settings, Simulation};
use serde_json::{Map, Value, json};
use tempfile::NamedTempFile;

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

/// Requests, and the file of JSON lines that holds them.
pub(crate) struct Traffic {
    pub(crate) requests: Vec<Request>,
    pub(crate) lines: NamedTempFile,
}

impl Traffic {
    /// So many requests of a source; all of a given log where no size is named.
    pub(crate) fn of(source: &Source, size: Option<usize>, seed: u64) -> Result<Self, BenchError> {
        match (source, size) {
            (Source::Simulated, Some(size)) => Self::simulated(size, seed),
            (Source::Simulated, None) => Self::simulated(10_000, seed),
            (Source::Given(requests), None) => Self::given(requests),
            (Source::Given(requests), Some(size)) => match requests.get(..size) {
                Some(first) => Self::given(first),
                None => Err(BenchError::TooFew { wanted: size, got: requests.len() }),
            },
        }
    }

    /// The first requests of a simulated week that has at least so many.
    pub(crate) fn simulated(size: usize, seed: u64) -> Result<Self, BenchError> {
        let mut accounts = (size as f64 / REQUESTS_AN_ACCOUNT).max(100.0);
        let lines = loop {
            let settings = Settings { seed, accounts: accounts as u32, ..Settings::default() }.validate()?;
            let requests = Simulation::new(&settings)?.map(|event| event.request);
            let (lines, written) = write_lines(requests.take(size).map(|request| json!(request)))?;
            if written == size {
                break lines;
            }
            accounts *= 1.3;
        };
        let inputs = [Input::File(lines.path().to_owned())];
        let (requests, _) = read(&inputs, &settings(), &mut |_| ())?;
        Ok(Self { requests, lines })
    }

    fn given(requests: &[Request]) -> Result<Self, BenchError> {
        let (lines, _) = write_lines(requests.iter().map(line))?;
        Ok(Self { requests: requests.to_vec(), lines })
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
    set("ip", request.attributes.get(name::NETWORK));
    set("payment", request.attributes.get(name::PAYMENT));
    set("org", request.attributes.get(name::ORGANISATION));
    line.into()
}

fn write_lines(lines: impl Iterator<Item = Value>) -> Result<(NamedTempFile, usize), BenchError> {
    let failed = |path: &Path, source| BenchError::File { path: path.to_owned(), source };
    let file = NamedTempFile::with_suffix(".jsonl").map_err(|e| failed(&std::env::temp_dir(), e))?;
    let mut out = BufWriter::with_capacity(1 << 18, &file);
    let mut written = 0;
    for line in lines {
        writeln!(out, "{line}").map_err(|e| failed(file.path(), e))?;
        written += 1;
    }
    out.flush().map_err(|e| failed(file.path(), e))?;
    drop(out);
    Ok((file, written))
}
