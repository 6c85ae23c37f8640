//! A report read back from its files.

use std::fs;
use std::path::{Path, PathBuf};

use memchr::{memchr, memchr_iter, memmem, memrchr};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::error::ReportError;
use super::json::line_of;
use super::set::{ACCOUNTS, CAMPAIGNS, CATALOG, ORDINARY, REQUESTS, RUN, check};
use crate::finding::{
    AccountFinding, CampaignFinding, Catalog, Findings, OrdinaryGroup, Placement, UnjudgedGroup,
};

/// A report on disk, whole and of one run. Files are read when they are asked for.
#[derive(Clone, Debug)]
pub struct Report {
    directory: PathBuf,
}

impl Report {
    /// Opens a report.
    ///
    /// # Errors
    /// Where it is no whole report of one run, as [`check`] says.
    pub fn open(directory: &Path) -> Result<Self, ReportError> {
        check(directory)?;
        Ok(Self { directory: directory.to_owned() })
    }

    /// How the run went.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn run(&self) -> Result<Value, ReportError> {
        self.document(RUN)
    }

    /// Campaigns, strongest first, and then what is shown apart.
    ///
    /// # Errors
    /// Where the file cannot be read, or was written by another version.
    pub fn campaigns(&self) -> Result<Vec<CampaignFinding>, ReportError> {
        self.document(CAMPAIGNS)
    }

    /// Groups of many accounts that could not be judged.
    ///
    /// # Errors
    /// Those of [`Report::campaigns`].
    pub fn unjudged(&self) -> Result<Vec<UnjudgedGroup>, ReportError> {
        #[derive(Deserialize)]
        struct Told {
            unjudged: Vec<UnjudgedGroup>,
        }
        Ok(self.document::<Told>(RUN)?.unjudged)
    }

    /// Ordinary groups that campaigns can be held against.
    ///
    /// # Errors
    /// Those of [`Report::campaigns`].
    pub fn ordinary(&self) -> Result<Vec<OrdinaryGroup>, ReportError> {
        self.document(ORDINARY)
    }

    /// All templates as hashes.
    ///
    /// # Errors
    /// Those of [`Report::campaigns`].
    pub fn catalog(&self) -> Result<Catalog, ReportError> {
        self.document(CATALOG)
    }

    /// All accounts, sorted by name.
    ///
    /// # Errors
    /// Those of [`Report::campaigns`].
    pub fn accounts(&self) -> Result<Vec<AccountFinding>, ReportError> {
        self.lines(ACCOUNTS)
    }

    /// One account; none where the log has none of this name.
    ///
    /// # Errors
    /// Those of [`Report::campaigns`].
    pub fn account(&self, name: &str) -> Result<Option<AccountFinding>, ReportError> {
        let is_it = |account: &AccountFinding| account.account == name;
        Ok(self.lines_with(ACCOUNTS, ("account", name), 1, is_it)?.into_iter().next())
    }

    /// All requests that lie in a template.
    ///
    /// # Errors
    /// Those of [`Report::campaigns`].
    pub fn placements(&self) -> Result<Vec<Placement>, ReportError> {
        self.lines(REQUESTS)
    }

    /// One request; none where none of this id lies in a template.
    ///
    /// # Errors
    /// Those of [`Report::campaigns`].
    pub fn placement(&self, id: &str) -> Result<Option<Placement>, ReportError> {
        Ok(self.lines_with(REQUESTS, ("id", id), 1, |placed: &Placement| placed.id == id)?.into_iter().next())
    }

    /// The requests of an account that lie in a template.
    ///
    /// # Errors
    /// Those of [`Report::campaigns`].
    pub fn placements_of(&self, account: &str) -> Result<Vec<Placement>, ReportError> {
        let is_its = |placed: &Placement| placed.account == account;
        self.lines_with(REQUESTS, ("account", account), usize::MAX, is_its)
    }

    /// The requests in a template, or in a text that is repeated outside any.
    ///
    /// # Errors
    /// Those of [`Report::campaigns`].
    pub fn placements_in(&self, template: &str) -> Result<Vec<Placement>, ReportError> {
        let is_in = |placed: &Placement| placed.template == template;
        self.lines_with(REQUESTS, ("template", template), usize::MAX, is_in)
    }

    /// All findings, as they were written: without the values of slots, where these were not asked for.
    ///
    /// # Errors
    /// Those of [`Report::campaigns`].
    pub fn findings(&self) -> Result<Findings, ReportError> {
        let (operators, campaigns) = self.campaigns()?.into_iter().partition(CampaignFinding::is_apart);
        Ok(Findings {
            accounts: self.accounts()?,
            placements: self.placements()?.into_iter().collect(),
            campaigns,
            operators,
            ordinary: self.ordinary()?,
            unjudged: self.unjudged()?,
            catalog: self.catalog()?,
        })
    }

    fn text(&self, name: &str) -> Result<Vec<u8>, ReportError> {
        let path = self.directory.join(name);
        fs::read(&path).map_err(|source| ReportError::Read { path, source })
    }

    fn document<T: DeserializeOwned>(&self, name: &str) -> Result<T, ReportError> {
        serde_json::from_slice(&self.text(name)?).map_err(|source| self.form(name, None, source))
    }

    /// The lines of a file.
    fn lines<T: DeserializeOwned>(&self, name: &str) -> Result<Vec<T>, ReportError> {
        let text = self.text(name)?;
        let lines = text.split(|byte| *byte == b'\n').enumerate().filter(|(_, line)| !line.is_empty());
        let read = |(at, line)| serde_json::from_slice(line).map_err(|e| self.form(name, Some(at + 1), e));
        lines.map(read).collect()
    }

    /// At most so many of the lines of a file that have a value in a field and are wanted: the others are not even parsed.
    fn lines_with<T: DeserializeOwned>(
        &self,
        name: &str,
        (field, value): (&str, &str),
        most: usize,
        is_wanted: impl Fn(&T) -> bool,
    ) -> Result<Vec<T>, ReportError> {
        let text = self.text(name)?;
        let needle = format!("\"{field}\":{}", line_of(&value));
        let finder = memmem::Finder::new(&needle);
        let (mut found, mut from) = (Vec::new(), 0);
        while let Some(at) = finder.find(&text[from..]).filter(|_| found.len() < most) {
            let begin = memrchr(b'\n', &text[..from + at]).map_or(0, |end| end + 1);
            let end = memchr(b'\n', &text[from + at..]).map_or(text.len(), |end| from + at + end);
            let failed = |e| self.form(name, Some(memchr_iter(b'\n', &text[..begin]).count() + 1), e);
            let line = serde_json::from_slice(&text[begin..end]).map_err(failed)?;
            found.extend(Some(line).filter(&is_wanted));
            from = end;
        }
        Ok(found)
    }

    fn form(&self, name: &str, line: Option<usize>, source: serde_json::Error) -> ReportError {
        let line = line.unwrap_or_else(|| source.line());
        ReportError::Form { path: self.directory.join(name), line, source }
    }
}
