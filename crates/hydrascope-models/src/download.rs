//! The list of a model's files and each file, asked for and checked as it comes.

use std::io::Write;

use crate::error::{FetchError, HubError};
use crate::limits::Limits;
use crate::list::List;
use crate::plan::{Step, is_name};
use crate::route::Route;
use crate::staging::Staging;
use crate::verify::{Checker, Pin, VerifyError};

/// A model that a hub is asked for.
pub(crate) struct Download<'a> {
    pub(crate) name: &'a str,
    pub(crate) route: Route<'a>,
    pub(crate) limits: Limits,
}

impl Download<'_> {
    pub(crate) fn list(&self) -> Result<List, FetchError> {
        let list = self
            .route
            .follow(&format!("api/models/{}", self.name))
            .and_then(|mut arrival| List::read(&mut arrival.answer.body, self.limits.list_bytes));
        list.map_err(|source| self.hub_error("the list of files", source))
    }

    /// Brings one file of the list's revision into the staging folder.
    pub(crate) fn file(
        &self,
        list: &List,
        step: &Step,
        pin: Option<Pin>,
        staging: &Staging,
    ) -> Result<(), FetchError> {
        let hub = |source| self.hub_error(step.remote, source);
        let corrupt = |source| self.corrupt(step, source);
        let limit = if step.is_graph() { self.limits.graph_bytes } else { self.limits.file_bytes };
        // A renamed model's files lie under its present name.
        let name = list.id.as_deref().filter(|id| is_name(id)).unwrap_or(self.name);
        let mut arrival = self
            .route
            .follow(&format!("{name}/resolve/{}/{}", list.revision.as_str(), step.remote))
            .map_err(hub)?;
        let size = arrival.size(limit).map_err(hub)?;
        let mut checker = Checker::new(size, arrival.hash(), pin).map_err(corrupt)?;
        let (path, mut file) = (staging.path(step.local), staging.create(step.local)?);
        let mut buffer = vec![0; 1 << 16];
        loop {
            let wanted = usize::try_from(checker.wanted()).unwrap_or(usize::MAX).min(buffer.len());
            let count = match arrival.answer.body.read(&mut buffer[..wanted]) {
                // The checker says how much is missing.
                Ok(0) | Err(HubError::Ended) => return checker.finish().map_err(corrupt),
                other => other.map_err(hub)?,
            };
            checker.add(&buffer[..count]).map_err(corrupt)?;
            file.write_all(&buffer[..count]).map_err(FetchError::write(&path))?;
        }
    }

    fn hub_error(&self, what: &str, source: HubError) -> FetchError {
        FetchError::Hub { name: self.name.to_owned(), what: what.to_owned(), source }
    }

    fn corrupt(&self, step: &Step, source: VerifyError) -> FetchError {
        FetchError::Corrupt { name: self.name.to_owned(), file: step.remote.to_owned(), source }
    }
}
