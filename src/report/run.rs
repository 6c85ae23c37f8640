//! `run.json`: how a run went.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use crate::device::Ran;
use crate::finding::UnjudgedGroup;
use crate::input::{Doubt, ReadReport};

use super::file::FileRecord;

/// How a run went.
#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
#[cfg_attr(not(feature = "internals"), non_exhaustive)]
pub struct RunRecord {
    /// Version of hydrascope.
    pub version: &'static str,
    /// Every setting that the run was made with.
    pub settings: Value,
    /// The embedding model, by name and width; none without embedding.
    pub model: Option<Value>,
    /// The runtime that ran the model; none without embedding.
    pub runtime: Option<Value>,
    /// Where heavy work was done.
    pub devices: Devices,
    /// How well the baseline fits; none without one.
    pub baseline: Option<Value>,
    /// Tells one hash key from another, and gives none away.
    pub hash_key_id: String,
    /// The inputs, as they were given.
    pub inputs: Vec<String>,
    /// What was read, and what was set aside and why.
    pub input: ReadReport,
    /// What makes the input a poor ground for an answer.
    pub doubts: Vec<Doubt>,
    /// Accounts of the input.
    pub accounts: usize,
    /// Accounts above the threshold.
    pub flagged_accounts: usize,
    /// Requests placed in a template.
    pub placed_requests: usize,
    /// Campaigns found.
    pub campaigns: usize,
    /// Groups of many accounts that sent too little to be judged, the largest first.
    pub unjudged: Vec<UnjudgedGroup>,
    /// What each stage took, in the order of the run.
    pub stages: Vec<Stage>,
    /// Seconds on the clock of the whole run, before this record was written.
    pub seconds: f64,
    /// The most memory that the process held, in bytes, where the system tells.
    pub peak_memory_bytes: Option<u64>,
    /// The other files of the report, by name; filled in when the report is put in its place.
    pub files: BTreeMap<String, FileRecord>,
}

/// Where heavy work was done, and why not on a GPU where one was wished for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Devices {
    /// Where the model ran; none without embedding.
    pub embedding: Option<Ran>,
    /// Where all texts were compared; none where that was not asked for.
    pub similarity: Option<Ran>,
}

/// What a stage took.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Stage {
    /// Its name, such as `read`.
    pub name: &'static str,
    /// Seconds on the clock.
    pub seconds: f64,
}

/// The most memory that this process has held, in bytes, where the system tells (Linux).
pub fn peak_memory_bytes() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kibibytes: u64 = line.trim().strip_suffix("kB")?.trim_end().parse().ok()?;
    Some(kibibytes * 1024)
}
