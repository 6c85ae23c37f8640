//! Writes what a run found: files for machines, and a table for people.
//!
//! Files are written beside their places under other names and moved there when all are whole, `run.json` last, so that a reader never
//! meets half a file, and knows files of two runs from those of one.
//!
//! | file | holds |
//! | --- | --- |
//! | `accounts.jsonl` | one line an account: `account`, `score`, `flagged`, `campaign`, `hypothesis`, `evidence` |
//! | `requests.jsonl` | one line a request placed in a template: `id`, `template` |
//! | `campaigns.json` | one list of campaigns, strongest first; then what one operator openly does (`operator`) |
//! | `run.json` | how the run went, and the other files with their hashes; the only one that may differ between runs on the same input |

mod campaigns;
mod error;
mod file;
mod json;
mod run;
mod set;
mod table;

pub use campaigns::campaigns_json;
pub use error::ReportError;
pub use file::FileRecord;
pub use json::json_text;
pub use run::{Devices, RunRecord, Stage, peak_memory_bytes};
pub use set::{ReportSet, check};
pub use table::{WIDTH, table};
