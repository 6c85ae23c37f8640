//! Infrastructure: attributes of the log that members share beyond their base rate.

use rustc_hash::FxHashMap;

use super::{Group, Member};

/// One attribute of the log: its value for each request, as a number; `u32::MAX` where it is not known.
#[derive(Clone, Debug)]
pub struct Attribute {
    /// Its name.
    pub name: String,
    /// The value of each request.
    pub values: Vec<u32>,
    /// The chance (0 to 1) that two actors of the run share a value.
    base: f64,
    /// How many actors show each value.
    holders: Vec<u32>,
    /// Actors of the run.
    actors: usize,
}

impl Attribute {
    /// An attribute with the number of actors that show each value (`holders`), of so many `actors` in the run.
    pub fn new(name: &str, values: Vec<u32>, holders: &[u32], actors: usize) -> Self {
        let shared: f64 = holders.iter().map(|&n| pairs(f64::from(n))).sum();
        let base = shared / pairs(actors as f64).max(1.0);
        Self { name: name.to_owned(), values, base, holders: holders.to_vec(), actors }
    }
}

/// The value of an attribute that nearly all members share and hardly anybody else has; `None` where there is none. A value
/// that much of the run shows, such as a placeholder, tells nobody apart.
pub fn common_value(attribute: &Attribute, members: &[Member]) -> Option<u32> {
    /// Part of the members that share it.
    const SHARED: f64 = 0.8;
    /// Part of the run's actors that may show it.
    const MOST: f64 = 0.25;
    /// Others that may show it, for each member that does.
    const OTHERS: f64 = 1.0;
    let (value, count) = holders(attribute, members)
        .into_iter()
        .max_by_key(|&(value, count)| (count, std::cmp::Reverse(value)))?;
    let (count, all) = (f64::from(count), f64::from(*attribute.holders.get(value as usize)?));
    let is_shared = count >= SHARED * members.len() as f64;
    let is_rare = all <= MOST * attribute.actors as f64 && all <= (1.0 + OTHERS) * count;
    (is_shared && is_rare).then_some(value)
}

/// How many members showed each known value.
fn holders(attribute: &Attribute, members: &[Member]) -> FxHashMap<u32, u32> {
    let mut holders: FxHashMap<u32, u32> = FxHashMap::default();
    for member in members {
        values_of(attribute, member).into_iter().for_each(|value| *holders.entry(value).or_default() += 1);
    }
    holders
}

/// The known values that a member showed, each once.
fn values_of(attribute: &Attribute, member: &Member) -> Vec<u32> {
    let mut values: Vec<u32> = member.requests.iter().map(|&r| attribute.values[r as usize]).collect();
    values.sort_unstable();
    values.dedup();
    values.retain(|&value| value != u32::MAX);
    values
}

fn pairs(n: f64) -> f64 {
    n * (n - 1.0) / 2.0
}

/// Natural logarithm of how much likelier two members share a value of the attribute than two actors of the run do;
/// 0 where they do not share more, or the attribute is unknown. One count of each is added, so that few members
/// prove little.
pub fn infrastructure(attribute: &Attribute, group: &Group) -> f64 {
    let shared: f64 = holders(attribute, &group.members).values().map(|&n| pairs(f64::from(n))).sum();
    let expected = attribute.base * pairs(group.members.len() as f64);
    ((shared + 1.0) / (expected + 1.0)).ln().max(0.0)
}

/// The greatest [`infrastructure`] of several attributes; 0 where there is none.
pub fn most_shared(attributes: &[Attribute], group: &Group) -> f64 {
    attributes.iter().map(|attribute| infrastructure(attribute, group)).fold(0.0, f64::max)
}
