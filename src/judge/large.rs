//! Large groups: one takes as long as all others together, so that what is done for it is dealt to threads.

use rayon::prelude::*;

/// Members from which on a group is large.
const LARGE: usize = 1024;

/// What `work` gives for each item, in order; for a group of many members in parallel on the current rayon pool.
pub(super) fn each<T: Send, R: Send>(members: usize, items: Vec<T>, work: impl Fn(T) -> R + Sync + Send) -> Vec<R> {
    if members < LARGE {
        return items.into_iter().map(work).collect();
    }
    items.into_par_iter().with_max_len(1).map(work).collect()
}
