//! Each: what is done to each of some things, by one thread where they are few.

use rayon::prelude::*;

/// Things that other threads are not woken for: where all are busy, waiting for them takes longer than the work.
const FEW: usize = 512;

/// What `work` gives for each, in order; for many in parallel on the current rayon pool.
pub(super) fn each<T: Send + Sync, R: Send>(things: &[T], work: impl Fn(&T) -> R + Sync + Send) -> Vec<R> {
    if things.len() < FEW { things.iter().map(work).collect() } else { things.par_iter().map(work).collect() }
}
