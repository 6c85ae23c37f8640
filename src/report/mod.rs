//! Writes what a run found: files for machines, and a table for people.
//!
//! Files are written beside their places under other names and moved there when all are whole, `run.json` last, so that a reader never
//! meets half a file, and knows files of two runs from those of one.
//!
//! | file | holds |
//! | --- | --- |
//! | `accounts.jsonl` | one line an account: an [`AccountFinding`](crate::finding::AccountFinding) |
//! | `requests.jsonl` | one line a request placed in a template: a [`Placement`](crate::finding::Placement) |
//! | `campaigns.json` | one list of [`CampaignFinding`](crate::finding::CampaignFinding)s, strongest first; then what one operator openly does (`operator`) |
//! | `ordinary.json` | one list of [`OrdinaryGroup`](crate::finding::OrdinaryGroup)s, to hold campaigns against |
//! | `catalog.json` | a [`Catalog`](crate::finding::Catalog): all templates as hashes |
//! | `*.csv`, `*.parquet` | accounts, requests, campaigns, members and templates as tables, where a [`TableFormat`] is asked for |
//! | `report.html` | a [`page`] of all that, for people |
//! | `run.json` | how the run went, and the other files with their hashes; the only one that may differ between runs on the same input |
//!
//! [`ReportFile`] has the form of each of those in JSON, as JSON Schema.

mod campaigns;
mod catalog;
mod error;
mod file;
mod json;
mod lined;
mod moment;
mod page;
mod page_file;
mod read;
mod run;
mod schema;
mod set;
mod table;
mod tables;

pub use campaigns::for_report;
pub use error::ReportError;
pub use file::FileRecord;
pub use json::json_text;
pub use page::{KeyError, PageSettings, Pseudonyms, page};
pub use page_file::{put_page, write_page};
pub use read::Report;
pub use run::{Devices, RunRecord, Stage, peak_memory_bytes};
pub use schema::ReportFile;
pub use set::{PAGE, ReportSet, check};
pub use table::{WIDTH, table};
pub use tables::TableFormat;
