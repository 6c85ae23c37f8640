//! Writes traffic and labels to a folder.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::write::GzEncoder;
use serde::Serialize;

use crate::error::GrammarError;
use crate::event::CampaignLabel;
use crate::settings::ValidSettings;
use crate::simulation::Simulation;

/// Traffic could not be written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// A file could not be created or written.
    #[error("expected to write {path}: {source}; check that the folder is writable and the disk has room")]
    File {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The grammar is broken.
    #[error(transparent)]
    Grammar(#[from] GrammarError),
}

/// What was written.
#[derive(Clone, Debug, PartialEq)]
pub struct Written {
    /// Requests.
    pub requests: u64,
    /// Accounts that sent anything.
    pub accounts: u64,
    /// Campaigns by name.
    pub campaigns: BTreeMap<String, CampaignLabel>,
}

/// Simulates and writes a folder: `traffic.jsonl.gz`, `labels.events.jsonl.gz`, `labels.accounts.jsonl.gz` and
/// `labels.campaigns.json`. The same settings give the same bytes. The folder is created where it is missing.
///
/// # Errors
/// Where a file cannot be written.
pub fn write(settings: &ValidSettings, folder: &Path) -> Result<Written, WriteError> {
    write_apart(settings, &folder.join("traffic.jsonl.gz"), Some(folder))
}

/// As [`write()`], but without the labels.
///
/// # Errors
/// Where a file cannot be written.
pub fn write_traffic(settings: &ValidSettings, folder: &Path) -> Result<Written, WriteError> {
    std::fs::create_dir_all(folder).map_err(|source| at(folder, source))?;
    write_apart(settings, &folder.join("traffic.jsonl.gz"), None)
}

/// As [`write()`], but with the traffic in a file of any name, whose folder must exist, and the labels in a folder of
/// their own, or left out.
///
/// # Errors
/// Where a file cannot be written.
pub fn write_apart(
    settings: &ValidSettings,
    traffic: &Path,
    labels: Option<&Path>,
) -> Result<Written, WriteError> {
    if let Some(folder) = labels {
        std::fs::create_dir_all(folder).map_err(|source| at(folder, source))?;
    }
    let mut simulation = Simulation::new(settings)?;
    let mut requests = Lines::create(traffic.to_owned())?;
    let mut events = labels.map(|folder| Lines::create(folder.join("labels.events.jsonl.gz"))).transpose()?;
    let mut count = 0;
    for event in &mut simulation {
        requests.push(&event.request)?;
        if let Some(events) = &mut events {
            events.push(&event.label)?;
        }
        count += 1;
    }
    requests.finish()?;
    if let (Some(events), Some(folder)) = (events, labels) {
        events.finish()?;
        write_labels(&simulation, folder)?;
    }
    let campaigns = simulation.campaigns().map(|(name, label)| (name.to_owned(), label)).collect();
    Ok(Written { requests: count, accounts: simulation.accounts().count() as u64, campaigns })
}

/// The labels of accounts and campaigns, which are known when the last request is out.
fn write_labels(simulation: &Simulation, folder: &Path) -> Result<(), WriteError> {
    let mut lines = Lines::create(folder.join("labels.accounts.jsonl.gz"))?;
    for account in simulation.accounts() {
        lines.push(&account)?;
    }
    lines.finish()?;
    let campaigns: BTreeMap<_, _> = simulation.campaigns().collect();
    let path = folder.join("labels.campaigns.json");
    let text = serde_json::to_string_pretty(&campaigns).map_err(|error| at(&path, error.into()))?;
    std::fs::write(&path, text + "\n").map_err(|source| at(&path, source))
}

fn at(path: &Path, source: std::io::Error) -> WriteError {
    WriteError::File { path: path.to_owned(), source }
}

/// A gzip file of JSON lines; its head carries no time, so that the same lines give the same bytes.
struct Lines {
    path: PathBuf,
    /// Lines not yet compressed: the encoder is slow on the small writes of a serialiser.
    buffer: Vec<u8>,
    file: GzEncoder<File>,
}

impl Lines {
    /// Bytes gathered before they are compressed.
    const BLOCK: usize = 1 << 16;

    fn create(path: PathBuf) -> Result<Self, WriteError> {
        let file = File::create(&path).map_err(|source| at(&path, source))?;
        Ok(Self { path, buffer: Vec::new(), file: GzEncoder::new(file, Compression::default()) })
    }

    fn push(&mut self, line: &impl Serialize) -> Result<(), WriteError> {
        serde_json::to_writer(&mut self.buffer, line).map_err(|error| at(&self.path, error.into()))?;
        self.buffer.push(b'\n');
        if self.buffer.len() >= Self::BLOCK {
            self.file.write_all(&self.buffer).map_err(|source| at(&self.path, source))?;
            self.buffer.clear();
        }
        Ok(())
    }

    fn finish(mut self) -> Result<(), WriteError> {
        let written = self.file.write_all(&self.buffer).and_then(|()| self.file.finish());
        written.map(|_| ()).map_err(|source| at(&self.path, source))
    }
}
