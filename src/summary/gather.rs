//! Gather: inputs to a summary. Prompts are held only until what they say is known.

use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread;

use super::{Summary, SummaryError};
use crate::input::{Input, InputError, ReadProgress, ReadReport, ReadSettings, Tally, read_each};
use crate::request::Request;

/// Requests, and bytes of prompts, that go from the reader to the summary at a time, and how many such batches may wait.
const REQUESTS: usize = 4096;
const BYTES: usize = 4 << 20;
const BATCHES: usize = 2;

/// Why inputs gave no summary.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum GatherError {
    /// They cannot be read.
    #[error(transparent)]
    Input(#[from] InputError),
    /// They hold too much.
    #[error(transparent)]
    Summary(#[from] SummaryError),
}

/// What reading gave.
#[cfg_attr(not(feature = "internals"), non_exhaustive)]
pub struct Gathered {
    /// What the requests say.
    pub summary: Summary,
    /// What reading met.
    pub report: ReadReport,
    /// What all requests that were read have in common.
    pub tally: Tally,
    /// Requests that were read and not wanted.
    pub unwanted: usize,
}

/// Reads all inputs and takes in the requests that are `wanted`. Reading has a thread of its own; the rest is done on the current rayon pool.
///
/// # Errors
/// Those of [`crate::input::read`], and where there is more than one summary can name.
pub fn gather(
    inputs: &[Input],
    settings: &ReadSettings,
    wanted: &(dyn Fn(&Request) -> bool + Sync),
    progress: &mut (dyn FnMut(ReadProgress) + Send),
) -> Result<Gathered, GatherError> {
    let mut summary = Summary::new(settings.hash_key);
    let (to, from) = sync_channel(BATCHES);
    let (report, tally, unwanted) = thread::scope(|scope| {
        let read = scope.spawn(move || {
            let mut batches = Batches { to, batch: Vec::new(), bytes: 0 };
            let (mut tally, mut unwanted) = (Tally::new(settings.hash_key), 0);
            let mut each = |request: Request, is_repeat: bool| {
                if !is_repeat {
                    tally.take(&request);
                }
                if wanted(&request) {
                    batches.push(request);
                } else {
                    unwanted += usize::from(!is_repeat);
                }
            };
            let report = read_each(inputs, settings, progress, &mut each);
            batches.send();
            report.map(|report| (report, tally, unwanted))
        });
        let taken = from.iter().try_for_each(|batch: Vec<Request>| summary.add(&batch));
        drop(from);
        // What stops the thread, stops the program.
        let read = read.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        taken.map_err(GatherError::from)?;
        read.map_err(GatherError::from)
    })?;
    Ok(Gathered { summary, report, tally, unwanted })
}

/// Requests on their way.
struct Batches {
    to: SyncSender<Vec<Request>>,
    batch: Vec<Request>,
    bytes: usize,
}

impl Batches {
    fn push(&mut self, request: Request) {
        self.bytes += request.prompt.as_str().len();
        self.batch.push(request);
        if self.batch.len() >= REQUESTS || self.bytes >= BYTES {
            self.send();
        }
    }

    fn send(&mut self) {
        self.bytes = 0;
        // Where nobody takes it any more, an error is on its way.
        drop(self.to.send(std::mem::take(&mut self.batch)));
    }
}
