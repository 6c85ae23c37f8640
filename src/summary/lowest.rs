//! Lowest: samples that do not depend on what else there is.

/// Of some things, each given with a keyed hash of what it is, at most `most`: those of the smallest hashes, in their order.
pub(crate) fn lowest(mut keyed: Vec<(u64, u32)>, most: usize) -> Vec<u32> {
    if keyed.len() > most {
        keyed.select_nth_unstable(most);
        keyed.truncate(most);
    }
    keyed.sort_unstable();
    keyed.into_iter().map(|(_, thing)| thing).collect()
}
