//! Bucket: the facts of a stretch of time.

use std::sync::Arc;

use rustc_hash::FxHashSet;

use crate::request::HashKey;
use crate::summary::{Summary, SummaryError};

/// Requests from which on the end of a bucket is closed and a new one begun: what is closed is shared with an epoch as it is.
const TAIL: usize = 8192;

/// A part of a bucket that does not change any more.
#[derive(Clone)]
pub(super) struct Part {
    /// No other part of this engine has it.
    pub(super) number: u64,
    /// What it says; none where the store alone has it.
    pub(super) summary: Option<Arc<Summary>>,
}

/// A stretch of time.
pub(super) struct Bucket {
    pub(super) parts: Vec<Part>,
    tail: Summary,
    /// Keyed hashes of the ids that are in it; empty once it is sealed.
    pub(super) ids: FxHashSet<u64>,
    pub(super) is_sealed: bool,
}

impl Bucket {
    pub(super) fn new(key: HashKey) -> Self {
        Self { parts: Vec::new(), tail: Summary::new(key), ids: FxHashSet::default(), is_sealed: false }
    }

    /// Takes in what a batch says.
    pub(super) fn take(&mut self, batch: &Summary, next_part: &mut u64) -> Result<(), SummaryError> {
        self.tail.merge(batch)?;
        if self.tail.len() >= TAIL {
            self.close(next_part);
        }
        Ok(())
    }

    /// Makes a part of what is not in one yet.
    pub(super) fn close(&mut self, next_part: &mut u64) {
        if !self.tail.is_empty() {
            let empty = Summary::new(self.tail.hash_key());
            let summary = Some(Arc::new(std::mem::replace(&mut self.tail, empty)));
            self.parts.push(Part { number: *next_part, summary });
            *next_part += 1;
        }
    }

    /// It is sealed: all of it is one part, of this number.
    pub(super) fn seal(&mut self, number: u64, summary: Option<Arc<Summary>>) {
        self.parts = vec![Part { number, summary }];
        self.ids = FxHashSet::default();
        self.is_sealed = true;
    }
}
