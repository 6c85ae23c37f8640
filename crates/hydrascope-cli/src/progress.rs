//! Progress on a terminal.

use hydrascope::input::ReadProgress;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::memory::At;

/// A bar on standard error, drawn only where that is a terminal, and the stage that runs.
pub(crate) struct Progress(ProgressBar, At);

impl Progress {
    pub(crate) fn new(quiet: bool) -> Self {
        let target = if quiet { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr() };
        Self(ProgressBar::with_draw_target(None, target), At::new("beginning"))
    }

    /// What tells the stage that runs.
    pub(crate) fn at(&self) -> &At {
        &self.1
    }

    /// Shows how far reading has come.
    pub(crate) fn reading(&self, progress: ReadProgress) {
        self.1.set("reading");
        match progress.total_bytes {
            Some(total) if self.0.length() != Some(total) => {
                self.style("{msg:>12} {wide_bar} {bytes}/{total_bytes} {bytes_per_sec} {eta}");
                self.0.set_length(total);
            }
            None => self.style("{msg:>12} {spinner} {bytes} {bytes_per_sec}"),
            _ => {}
        }
        self.0.set_message("reading");
        self.0.set_position(progress.bytes);
    }

    /// Shows the stage that runs, and how much of its work is done where that is known.
    pub(crate) fn stage(&self, name: &'static str, done_of: Option<(u64, u64)>) {
        self.1.set(name);
        match done_of {
            Some((done, of)) => {
                self.style("{msg:>12} {wide_bar} {pos}/{len} {per_sec} {eta}");
                self.0.set_length(of);
                self.0.set_position(done);
            }
            None => self.style("{msg:>12} {spinner} {elapsed}"),
        }
        self.0.set_message(name);
        self.0.tick();
    }

    /// Shows what is done now.
    pub(crate) fn doing(&self, what: &str) {
        self.style("{spinner} {msg} {elapsed}");
        self.0.set_message(what.to_owned());
        self.0.tick();
    }

    /// Takes the bar away.
    pub(crate) fn finish(&self) {
        self.0.finish_and_clear();
    }

    fn style(&self, template: &str) {
        // The templates stand in this file; a wrong one would leave the bar as it was.
        if let Ok(style) = ProgressStyle::with_template(template) {
            self.0.set_style(style);
        }
    }
}

/// An error is told below what came before it, not beside a bar.
impl Drop for Progress {
    fn drop(&mut self) {
        self.finish();
    }
}
