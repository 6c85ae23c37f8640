//! Writes what a run found: files for machines, and a table for people.
//!
//! Each file is written beside its place under another name and moved there when it is whole, so that a
//! reader never meets half a report.
//!
//! | file | holds |
//! | --- | --- |
//! | `accounts.jsonl` | one line an account: `account`, `score`, `flagged`, `campaign`, `hypothesis`, `evidence` |
//! | `requests.jsonl` | one line a request placed in a template: `id`, `template` |
//! | `campaigns.json` | one list of campaigns, strongest first; then what one operator openly does (`operator`) |
//! | `run.json` | how the run went; the only file that may differ between runs on the same input |

mod campaigns;
mod file;
mod run;
mod table;

use std::path::Path;

use crate::finding::Findings;

pub use campaigns::{campaigns_json, write_campaigns};
pub use file::ReportError;
pub use run::{Devices, RunRecord, Stage, peak_memory_bytes, write_run};
pub use table::{WIDTH, table};

use file::write_atomically;

/// Writes `accounts.jsonl`, `requests.jsonl` and `campaigns.json` into a directory, which is made where it
/// is missing. Values of slots, which are text of prompts, are written only `with_text`.
///
/// # Errors
/// Where the directory or a file cannot be written.
pub fn write_findings(directory: &Path, findings: &Findings, with_text: bool) -> Result<(), ReportError> {
    write_accounts(directory, findings)?;
    write_requests(directory, findings)?;
    let all: Vec<_> = findings.campaigns.iter().chain(&findings.operators).cloned().collect();
    write_campaigns(directory, &all, with_text)
}

fn write_accounts(directory: &Path, findings: &Findings) -> Result<(), ReportError> {
    write_atomically(directory, "accounts.jsonl", |out| {
        findings.accounts.iter().try_for_each(|account| {
            serde_json::to_writer(&mut *out, account)?;
            out.write_all(b"\n")
        })
    })
}

fn write_requests(directory: &Path, findings: &Findings) -> Result<(), ReportError> {
    #[derive(serde::Serialize)]
    struct Placement<'a> {
        id: &'a str,
        template: &'a str,
    }
    write_atomically(directory, "requests.jsonl", |out| {
        findings.placements.iter().try_for_each(|(id, template)| {
            serde_json::to_writer(&mut *out, &Placement { id, template })?;
            out.write_all(b"\n")
        })
    })
}
