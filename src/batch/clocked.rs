//! What each stage of a batch takes.

use std::time::Instant;

/// Told the name of each stage as it begins.
pub type Progress<'a> = dyn FnMut(&'static str) + Send + 'a;

/// Stages with the seconds that they took.
pub(super) struct Clocked<'a> {
    pub(super) timings: Vec<(&'static str, f64)>,
    progress: &'a mut Progress<'a>,
}

impl<'a> Clocked<'a> {
    /// No stage yet.
    pub(super) fn new(progress: &'a mut Progress<'a>) -> Self {
        Self { timings: Vec::new(), progress }
    }

    /// Does a stage's work, and notes what it took.
    pub(super) fn stage<T>(&mut self, name: &'static str, work: impl FnOnce() -> T) -> T {
        (self.progress)(name);
        let since = Instant::now();
        let result = work();
        self.timings.push((name, since.elapsed().as_secs_f64()));
        result
    }
}
