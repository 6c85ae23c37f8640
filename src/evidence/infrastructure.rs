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
    /// The chance (0 to 1) that two actors of the run share a value.
    base: f64,
}

impl Attribute {
    /// An attribute with the number of actors that show each value (`holders`), of so many `actors` in the run.
    pub fn new(name: &str, values: Vec<u32>, holders: &[u32], actors: usize) -> Self {
        let shared: f64 = holders.iter().map(|&n| pairs(f64::from(n))).sum();
        Self { name: name.to_owned(), values, base: shared / pairs(actors as f64).max(1.0) }
    }
}

fn pairs(n: f64) -> f64 {
    n * (n - 1.0) / 2.0
}

/// Natural logarithm of how much likelier two members share a value of the attribute than two actors of the run do;
/// 0 where they do not share more, or the attribute is unknown. One count of each is added, so that few members
/// prove little.
pub fn infrastructure(attribute: &Attribute, group: &Group) -> f64 {
    let mut holders: FxHashMap<u32, u32> = FxHashMap::default();
    for member in &group.members {
        let mut values: Vec<u32> = member.requests.iter().map(|&r| attribute.values[r as usize]).collect();
        values.sort_unstable();
        values.dedup();
        for value in values.into_iter().filter(|&v| v != u32::MAX) {
            *holders.entry(value).or_default() += 1;
        }
    }
    let shared: f64 = holders.values().map(|&n| pairs(f64::from(n))).sum();
    let expected = attribute.base * pairs(group.members.len() as f64);
    ((shared + 1.0) / (expected + 1.0)).ln().max(0.0)
}
