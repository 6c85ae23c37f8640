//! Tries a model in a process of its own. What a graph does inside a runtime shows only when it runs, and a runtime that
//! meets what it does not expect ends the process or never ends; so the first to meet a folder is a process that may die.

mod child;
mod content;
mod limits;
mod memory;
mod setting;
mod subject;

use hydrascope::embed::{Model, Runtime};

use crate::failure::Failure;

use child::{Ended, TrialError};
pub(crate) use setting::{SECONDS, Trial};
pub(crate) use subject::run as subject;

impl Trial<'_> {
    /// Tries the model where it has not passed before as it is now; gives a note where that cannot be remembered.
    pub(crate) fn unless_remembered(
        &self,
        model: &Model,
        runtime: &Runtime,
    ) -> Result<Option<String>, Failure> {
        let key = content::key(model, runtime, self.device)?;
        let memory = memory::Memory::of_user();
        if memory.as_ref().is_some_and(|memory| memory.holds(&key)) {
            return Ok(None);
        }
        self.run_as(&key, model, runtime).map(|(note, _)| note)
    }

    /// Tries the model, whether or not it has passed before; gives a note as above, and what the trial said.
    pub(crate) fn run(&self, model: &Model, runtime: &Runtime) -> Result<(Option<String>, String), Failure> {
        self.run_as(&content::key(model, runtime, self.device)?, model, runtime)
    }

    /// The same of a model whose key is known.
    fn run_as(
        &self,
        before: &str,
        model: &Model,
        runtime: &Runtime,
    ) -> Result<(Option<String>, String), Failure> {
        let said = child::run(self)?;
        if content::key(model, runtime, self.device)? != before {
            return Err(
                TrialError { folder: self.folder.display().to_string(), ended: Ended::Changed }.into()
            );
        }
        Ok((remember(before), said))
    }
}

/// Remembers that a model has passed; gives a note where that is not possible.
fn remember(key: &str) -> Option<String> {
    let reason = match memory::Memory::of_user() {
        None => "no cache folder is known (XDG_CACHE_HOME, HOME)".to_owned(),
        Some(memory) => match memory.add(key) {
            Ok(()) => return None,
            Err(error) => format!("{} cannot be written: {error}", memory.path().display()),
        },
    };
    Some(format!(
        "note: that the model was tried cannot be remembered, so that it is tried each time: {reason}"
    ))
}
