//! Infrastructure: attributes of the log that members share beyond their base rate.

use rustc_hash::FxHashMap;

use super::Group;

/// One attribute of the log: its value for each request, as a number; `u32::MAX` where it is not known.
#[derive(Clone, Debug)]
pub struct Attribute {
    /// Its name.
    pub name: String,
    /// The value of each request.
    pub values: Vec<u32>,
    /// Actors that show each value.
    pub actors: Vec<u32>,
}

/// Natural logarithm of how much likelier two members share a value of the attribute than two actors of the run do;
/// 0 where they do not share more, or the attribute is unknown. One count of each is added, so that few members
/// prove little.
pub fn infrastructure(attribute: &Attribute, actors: usize, group: &Group) -> f64 {
    let mut holders: FxHashMap<u32, u32> = FxHashMap::default();
    for member in &group.members {
        let mut values: Vec<u32> = member.requests.iter().map(|&r| attribute.values[r as usize]).collect();
        values.sort_unstable();
        values.dedup();
        for value in values.into_iter().filter(|&v| v != u32::MAX) {
            *holders.entry(value).or_default() += 1;
        }
    }
    let pairs = |n: f64| n * (n - 1.0) / 2.0;
    let shared: f64 = holders.values().map(|&n| pairs(f64::from(n))).sum();
    let base: f64 =
        attribute.actors.iter().map(|&n| pairs(f64::from(n))).sum::<f64>() / pairs(actors as f64).max(1.0);
    let expected = base * pairs(group.members.len() as f64);
    ((shared + 1.0) / (expected + 1.0)).ln().max(0.0)
}
