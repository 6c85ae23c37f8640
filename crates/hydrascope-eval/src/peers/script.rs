//! The script that runs the tools in Python.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use hydrascope::request::Request;
use serde::Deserialize;

use super::error::PeerError;
use super::grouping::Grouping;
use crate::lines::fault;

/// The tools that the script runs.
pub(super) const IN_PYTHON: [&str; 2] = ["MinHash", "Drain3"];

/// How the script's own words begin; what libraries say on standard error may quote a prompt and is told nobody.
const OWN: &str = "groups.py: ";

/// A script that is run as `PYTHON SCRIPT TEXTS OUT`, and a Python that has what it needs.
#[derive(Clone, Debug)]
pub struct PeerScript {
    script: PathBuf,
    python: PathBuf,
}

/// A line that the script writes.
#[derive(Deserialize)]
struct Found {
    tool: String,
    version: String,
    setting: String,
    clusters: Vec<u32>,
}

impl PeerScript {
    /// A script that is there and finds its packages: it is run as `PYTHON SCRIPT --check`.
    ///
    /// # Errors
    /// Where there is no such file, Python does not start, or a package is missing.
    pub fn new(script: &Path, python: &Path) -> Result<Self, PeerError> {
        if !script.is_file() {
            return Err(PeerError::NoScript(script.to_owned()));
        }
        let checked = Self { script: script.to_owned(), python: python.to_owned() };
        checked.run(&["--check".as_ref()])?;
        Ok(checked)
    }

    /// The tools' groupings of a log at all settings that are tried. Prompts lie in a folder of this user's meanwhile.
    ///
    /// # Errors
    /// Where the script fails, or writes something else.
    pub fn groupings(&self, requests: &[Request]) -> Result<Vec<Grouping>, PeerError> {
        let temporary = std::env::temp_dir();
        let folder = tempfile::tempdir().map_err(|source| PeerError::File { path: temporary, source })?;
        let (texts, out) = (folder.path().join("texts.jsonl"), folder.path().join("clusters.jsonl"));
        write(&texts, requests).map_err(|source| PeerError::File { path: texts.clone(), source })?;
        self.run(&[&texts, &out])?;
        let unreadable = |source| PeerError::File { path: out.clone(), source };
        let lines = BufReader::new(File::open(&out).map_err(unreadable)?).lines();
        let found = lines
            .zip(1..)
            .map(|(text, line)| self.grouping(&text.map_err(unreadable)?, line, requests.len()));
        found.collect()
    }

    fn grouping(&self, text: &str, line: usize, requests: usize) -> Result<Grouping, PeerError> {
        let wrong = |got| PeerError::Line { script: self.script.clone(), line, requests, got };
        let Found { tool, version, setting, clusters } =
            serde_json::from_str(text).map_err(|error| wrong(fault(&error)))?;
        if clusters.len() != requests {
            return Err(wrong(format!("{} clusters", clusters.len())));
        }
        Ok(Grouping { tool: format!("{tool} ({version})"), setting, clusters })
    }

    fn run(&self, arguments: &[&Path]) -> Result<(), PeerError> {
        let mut command = Command::new(&self.python);
        command.arg(&self.script).args(arguments).stdin(Stdio::null()).stdout(Stdio::null());
        let output =
            command.output().map_err(|source| PeerError::Start { python: self.python.clone(), source })?;
        if output.status.success() {
            return Ok(());
        }
        let words = String::from_utf8_lossy(&output.stderr);
        let said: Vec<&str> = words.lines().filter_map(|line| line.strip_prefix(OWN)).collect();
        let said = if said.is_empty() { "without a word of its own".to_owned() } else { said.join("\n") };
        Err(PeerError::Failed { script: self.script.clone(), status: output.status, said })
    }
}

/// Writes prompts, one JSON string a line.
fn write(path: &Path, requests: &[Request]) -> io::Result<()> {
    let mut out = BufWriter::new(fs::File::create(path)?);
    for request in requests {
        serde_json::to_writer(&mut out, request.prompt.as_str())?;
        out.write_all(b"\n")?;
    }
    out.flush()
}
