//! Load: a dealt deck gives each actor the same share; people follow a heavy tail.

use super::Group;

/// Index of dispersion (variance over mean) of the requests a member, 0 upwards: 0 for equal loads, 1 for a Poisson
/// process, far above 1 for people. `None` below two members.
pub fn load(group: &Group) -> Option<f64> {
    let counts: Vec<f64> = group.members.iter().map(|m| m.requests.len() as f64).collect();
    if counts.len() < 2 {
        return None;
    }
    let mean = counts.iter().sum::<f64>() / counts.len() as f64;
    let variance = counts.iter().map(|c| (c - mean) * (c - mean)).sum::<f64>() / (counts.len() - 1) as f64;
    Some(variance / mean)
}
