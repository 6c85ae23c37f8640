//! What a run used: the numbers of `run.json`.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::{Map, Value};

use crate::error::EvalError;
use crate::lines::fault;

/// The numbers of a run by name, such as `seconds` and `peak_memory_bytes`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RunFigures(BTreeMap<String, f64>);

impl RunFigures {
    /// Reads `run.json` from the folder of a report.
    ///
    /// # Errors
    /// Where it is not there, cannot be read, or is no JSON object.
    pub fn read(folder: &Path) -> Result<Self, EvalError> {
        let path = folder.join("run.json");
        let text = match std::fs::read(&path) {
            Err(source) => return Err(EvalError::Unreadable { path, source }),
            Ok(text) => text,
        };
        let object: Map<String, Value> = serde_json::from_slice(&text).map_err(|error| EvalError::Line {
            path,
            line: error.line(),
            expected: "one JSON object of a run",
            got: fault(&error),
        })?;
        let numbers = object.into_iter().filter_map(|(name, value)| Some((name, value.as_f64()?)));
        Ok(Self(numbers.collect()))
    }

    /// A number; none where the run has none of this name.
    pub fn get(&self, name: &str) -> Option<f64> {
        self.0.get(name).copied()
    }
}
