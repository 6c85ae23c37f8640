//! A report read back from its files.

use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::error::ReportError;
use super::json::line_of;
use super::set::{ACCOUNTS, CAMPAIGNS, ORDINARY, REQUESTS, RUN, check};
use crate::finding::{AccountFinding, CampaignFinding, Findings, OrdinaryGroup, Placement, UnjudgedGroup};

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

    /// All accounts, sorted by name.
    ///
    /// # Errors
    /// Those of [`Report::campaigns`].
    pub fn accounts(&self) -> Result<Vec<AccountFinding>, ReportError> {
        self.lines(ACCOUNTS, None)
    }

    /// One account; none where the log has none of this name.
    ///
    /// # Errors
    /// Those of [`Report::campaigns`].
    pub fn account(&self, name: &str) -> Result<Option<AccountFinding>, ReportError> {
        Ok(self.lines(ACCOUNTS, Some(("account", name)))?.into_iter().next())
    }

    /// All requests that lie in a template.
    ///
    /// # Errors
    /// Those of [`Report::campaigns`].
    pub fn placements(&self) -> Result<Vec<Placement>, ReportError> {
        self.lines(REQUESTS, None)
    }

    /// One request; none where none of this id lies in a template.
    ///
    /// # Errors
    /// Those of [`Report::campaigns`].
    pub fn placement(&self, id: &str) -> Result<Option<Placement>, ReportError> {
        Ok(self.lines(REQUESTS, Some(("id", id)))?.into_iter().next())
    }

    /// All findings, as they were written: without the values of slots, where these were not asked for.
    ///
    /// # Errors
    /// Those of [`Report::campaigns`].
    pub fn findings(&self) -> Result<Findings, ReportError> {
        let (operators, campaigns) = self.campaigns()?.into_iter().partition(CampaignFinding::is_apart);
        Ok(Findings {
            accounts: self.accounts()?,
            placements: self.placements()?,
            campaigns,
            operators,
            ordinary: self.ordinary()?,
            unjudged: self.unjudged()?,
        })
    }

    fn text(&self, name: &str) -> Result<Vec<u8>, ReportError> {
        let path = self.directory.join(name);
        fs::read(&path).map_err(|source| ReportError::Read { path, source })
    }

    fn document<T: DeserializeOwned>(&self, name: &str) -> Result<T, ReportError> {
        serde_json::from_slice(&self.text(name)?).map_err(|source| self.form(name, None, source))
    }

    /// The lines of a file; with a field and its value the first that begins with it.
    fn lines<T: DeserializeOwned>(
        &self,
        name: &str,
        wanted: Option<(&str, &str)>,
    ) -> Result<Vec<T>, ReportError> {
        let begin =
            wanted.map(|(field, value)| format!("{{\"{field}\":{}", line_of(&value))).unwrap_or_default();
        let is_wanted = |line: &&[u8]| line.starts_with(begin.as_bytes());
        let text = self.text(name)?;
        let lines = text.split(|byte| *byte == b'\n').enumerate().filter(|(_, line)| !line.is_empty());
        let lines = lines.filter(|(_, line)| is_wanted(line));
        let limit = if wanted.is_some() { 1 } else { usize::MAX };
        lines
            .take(limit)
            .map(|(at, line)| {
                serde_json::from_slice(line).map_err(|source| self.form(name, Some(at + 1), source))
            })
            .collect()
    }

    fn form(&self, name: &str, line: Option<usize>, source: serde_json::Error) -> ReportError {
        let line = line.unwrap_or_else(|| source.line());
        ReportError::Form { path: self.directory.join(name), line, source }
    }
}
