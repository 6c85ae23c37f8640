//! Sweep: a work list hardly repeats; a popular prompt does little else.

use rustc_hash::FxHashSet;

use super::{Group, Traffic};

/// Distinct texts for each request of the group, 0 to 1: near 1 for a list worked off once.
pub fn sweep(traffic: &Traffic, group: &Group) -> f64 {
    let requests = || group.members.iter().flat_map(|m| m.requests.iter());
    let distinct: FxHashSet<u32> = requests().map(|&r| traffic.text_of[r as usize]).collect();
    distinct.len() as f64 / requests().count().max(1) as f64
}
