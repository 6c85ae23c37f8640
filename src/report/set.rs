//! A report as one set: `run.json`, put in its place last, lists every other file with its hash.
//!
//! All files are written beside their places first, and moved there one after the other when the last is whole. Whoever is killed between
//! leaves files of two runs, and [`check`] says so.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::campaigns::for_report;
use super::catalog::write_catalog;
use super::error::ReportError;
use super::file::{FileRecord, Hashed, of_file};
use super::json::{line_of, write_line, write_lined, write_pretty};
use super::page::{PageSettings, page};
use super::run::RunRecord;
use super::tables::{TableFormat, each};
use crate::atomic::Whole;
use crate::finding::{AccountFinding, Findings};

/// The file that lists the others.
pub(super) const RUN: &str = "run.json";
/// A line an account, a line a request in a template, a list of campaigns, a list of ordinary groups, the templates as hashes.
pub(super) const ACCOUNTS: &str = "accounts.jsonl";
pub(super) const REQUESTS: &str = "requests.jsonl";
pub(super) const CAMPAIGNS: &str = "campaigns.json";
pub(super) const ORDINARY: &str = "ordinary.json";
pub(super) const CATALOG: &str = "catalog.json";
/// Accounts whose lines are made before they are written, and of them those that a thread takes at a time.
const AT_ONCE: usize = 8192;
const EACH: usize = 256;

/// The name of the page within a report.
pub const PAGE: &str = "report.html";

/// A report in the making. Dropped before it is put in its place, it leaves nothing.
#[derive(Debug)]
pub struct ReportSet {
    directory: PathBuf,
    whole: Vec<Whole>,
    files: BTreeMap<String, FileRecord>,
}

impl ReportSet {
    /// Begins a report in a directory, which is made where it is missing.
    ///
    /// # Errors
    /// Where it cannot be made.
    pub fn new(directory: &Path) -> Result<Self, ReportError> {
        fs::create_dir_all(directory)
            .map_err(|source| ReportError::Write { path: directory.to_owned(), source })?;
        Ok(Self { directory: directory.to_owned(), whole: Vec::new(), files: BTreeMap::new() })
    }

    /// Writes `accounts.jsonl`, `requests.jsonl`, `campaigns.json`, `ordinary.json` and `catalog.json`. Values of slots, which are text of prompts, are written only
    /// `with_text`.
    ///
    /// # Errors
    /// Where a file cannot be written.
    pub fn add_findings(&mut self, findings: &Findings, with_text: bool) -> Result<(), ReportError> {
        self.add(ACCOUNTS, |out| {
            let lines = |some: &[AccountFinding]| -> String {
                some.iter().map(|account| line_of(account) + "\n").collect()
            };
            // Their evidence is put into words as it is written.
            findings.accounts.chunks(AT_ONCE).try_for_each(|some| {
                let written: Vec<String> = some.par_chunks(EACH).map(lines).collect();
                written.iter().try_for_each(|lines| out.write_all(lines.as_bytes()))
            })
        })?;
        self.add(REQUESTS, |out| {
            findings.placements.iter().try_for_each(|placement| {
                write_line(out, &placement)?;
                out.write_all(b"\n")
            })
        })?;
        let all = findings.campaigns.iter().chain(&findings.operators);
        let all: Vec<_> = all.map(|campaign| for_report(campaign, with_text)).collect();
        self.add(CAMPAIGNS, |out| write_lined(out, &all))?;
        self.add(ORDINARY, |out| write_lined(out, &findings.ordinary))?;
        self.add(CATALOG, |out| write_catalog(out, &findings.catalog))
    }

    /// Writes a file of this name that has a line for each of some values.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn add_lines(&mut self, name: &str, values: &[impl Serialize]) -> Result<(), ReportError> {
        self.add(name, |out| values.iter().try_for_each(|value| out.write_all((line_of(value) + "\n").as_bytes())))
    }

    /// Writes accounts, requests, campaigns, members and templates as tables of a form.
    ///
    /// # Errors
    /// Where a file cannot be written.
    pub fn add_tables(&mut self, findings: &Findings, format: TableFormat) -> Result<(), ReportError> {
        each(findings, format, |name, write| self.add(name, write))
    }

    /// Writes `report.html`, made from these findings and the record of the run as it is to be put, whose list of files it does not show.
    /// Values of slots are shown only `with_text`.
    ///
    /// # Errors
    /// Where the file cannot be written, and those of [`page()`].
    pub fn add_page(
        &mut self,
        findings: &Findings,
        run: &RunRecord,
        with_text: bool,
    ) -> Result<(), ReportError> {
        let run = serde_json::to_value(run).map_err(|source| ReportError::Page { source: source.into() })?;
        let page = page(findings, &run, &PageSettings { with_text, pseudonyms: None })?;
        self.add(PAGE, |out| out.write_all(page.as_bytes()))
    }

    /// Puts all files in their places, `run.json` with the list of them last. Returns the record with that list.
    ///
    /// # Errors
    /// Where a file cannot be written or moved; then a mixture of reports may stand there, which [`check`] refuses.
    pub fn put(mut self, run: RunRecord) -> Result<RunRecord, ReportError> {
        let run = RunRecord { files: std::mem::take(&mut self.files), ..run };
        self.add(RUN, |out| write_pretty(out, &run))?;
        let directory = &self.directory;
        let failed = |source| ReportError::Write { path: directory.clone(), source };
        let has_page = run.files.contains_key(PAGE);
        self.whole.into_iter().try_for_each(Whole::put).map_err(failed)?;
        // A page of an earlier run would mislead.
        if !has_page
            && let Err(error) = fs::remove_file(directory.join(PAGE))
            && error.kind() != io::ErrorKind::NotFound
        {
            return Err(failed(error));
        }
        Ok(run)
    }

    fn add(
        &mut self,
        name: &str,
        content: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> Result<(), ReportError> {
        let path = self.directory.join(name);
        let mut record = None;
        let written = Whole::write(&path, |out| {
            let mut hashed = Hashed::new(out);
            content(&mut hashed)?;
            record = Some(hashed.record());
            Ok(())
        });
        self.whole.push(written.map_err(|source| ReportError::Write { path, source })?);
        self.files.extend(record.map(|record| (name.to_owned(), record)));
        Ok(())
    }
}

/// Checks that the files of a report are all of one run.
///
/// # Errors
/// Where `run.json` is missing, unreadable or lists no files, or where a file that it lists is another one or is missing.
pub fn check(directory: &Path) -> Result<(), ReportError> {
    #[derive(Deserialize)]
    struct Listed {
        files: BTreeMap<String, FileRecord>,
    }
    let path = directory.join(RUN);
    let unreadable = |path: &Path| {
        let path = path.to_owned();
        move |source| ReportError::Read { path, source }
    };
    let text = fs::read(&path).map_err(unreadable(&path))?;
    let listed: Listed =
        serde_json::from_slice(&text).map_err(|_| ReportError::NoList { path: path.clone() })?;
    for (name, record) in &listed.files {
        // A name with a folder in it would lead out of the report.
        let path = directory.join(Path::new(name).file_name().unwrap_or_default());
        let file = match File::open(&path) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Err(ReportError::Mixed { path }),
            Err(source) => return Err(ReportError::Read { path, source }),
        };
        if of_file(file).map_err(unreadable(&path))? != *record {
            return Err(ReportError::Mixed { path });
        }
    }
    Ok(())
}
