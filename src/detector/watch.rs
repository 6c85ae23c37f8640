//! Watch: who is told what a detector does, and who may end it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use super::error::DetectError;

/// Ends what a detector does, from any thread; clones end the same.
#[derive(Clone, Debug, Default)]
pub struct Cancel(Arc<AtomicBool>);

impl Cancel {
    /// Ends it before its next stage.
    pub fn cancel(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Whether it was ended.
    pub fn is_cancelled(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// Who watches; by default nobody.
#[derive(Default)]
pub struct Watch<'a> {
    progress: Option<Box<dyn FnMut(&'static str) + Send + 'a>>,
    cancel: Option<Cancel>,
}

impl<'a> Watch<'a> {
    /// Tells the name of each stage as it begins.
    #[must_use]
    pub fn progress(self, progress: impl FnMut(&'static str) + Send + 'a) -> Self {
        Self { progress: Some(Box::new(progress)), ..self }
    }

    /// Looks, before each stage, whether it is to end.
    #[must_use]
    pub fn until(self, cancel: Cancel) -> Self {
        Self { cancel: Some(cancel), ..self }
    }
}

/// Stages with the seconds that they took.
pub(super) struct Clock<'a, 'w> {
    pub(super) timings: Vec<(&'static str, f64)>,
    watch: &'a mut Watch<'w>,
}

impl<'a, 'w> Clock<'a, 'w> {
    /// No stage yet.
    pub(super) fn new(watch: &'a mut Watch<'w>) -> Self {
        Self { timings: Vec::new(), watch }
    }

    /// Does a stage's work, and notes what it took.
    pub(super) fn stage<T>(
        &mut self,
        name: &'static str,
        work: impl FnOnce() -> T,
    ) -> Result<T, DetectError> {
        if self.watch.cancel.as_ref().is_some_and(Cancel::is_cancelled) {
            return Err(DetectError::Cancelled);
        }
        if let Some(progress) = &mut self.watch.progress {
            progress(name);
        }
        let since = Instant::now();
        let result = work();
        self.timings.push((name, since.elapsed().as_secs_f64()));
        Ok(result)
    }
}
