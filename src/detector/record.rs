//! The record of a run, as far as a detector knows it.

use serde_json::json;

use super::Detector;
use super::detection::Detection;
use crate::input::ReadReport;
use crate::report::{Devices, RunRecord, Stage};

impl Detector {
    /// What `run.json` says of a detection and of what was read for it: settings, model, runtime, devices, stages and counts. The names of the
    /// inputs, doubts about them and the time of the whole are the caller's to add.
    pub fn record(&self, read: ReadReport, found: &Detection) -> RunRecord {
        let (embedder, findings) = (self.embedder(), &found.findings);
        RunRecord {
            version: env!("CARGO_PKG_VERSION"),
            settings: json!({ "detect": self.params() }),
            model: embedder.map(|e| json!({ "name": e.model().name(), "dim": e.model().dim() })),
            runtime: embedder.map(|e| json!(e.runtime())),
            devices: Devices {
                embedding: embedder.map(|e| e.ran().clone()),
                similarity: found.similarity.clone(),
            },
            baseline: found.fit.as_ref().map(|fit| json!(fit)),
            hash_key_id: self.params().hash_key().id(),
            input: read,
            accounts: findings.accounts.len(),
            flagged_accounts: findings.accounts.iter().filter(|account| account.flagged).count(),
            placed_requests: findings.placements.len(),
            campaigns: findings.campaigns.len(),
            unjudged: findings.unjudged.clone(),
            stages: found.timings.iter().map(|&(name, seconds)| Stage { name, seconds }).collect(),
            ..RunRecord::default()
        }
    }
}
