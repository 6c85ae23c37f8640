//! Which vectors enter the upper layers, and the order in which all of them enter the graph.

/// Layers above the lowest, at most.
const UPPER: u8 = 15;

/// The rows in the order of the graph: highest layer first, equal ones by row; and how many rows each layer holds, the
/// lowest layer first. So every layer is a prefix of this order and needs no map of its members.
pub(super) struct Order {
    pub(super) rows: Vec<u32>,
    pub(super) sizes: Vec<usize>,
}

/// Draws layers for `count` rows: each row enters the next layer with a chance of one in `links`, as decided by a hash of
/// its number and the seed alone.
pub(super) fn order(count: usize, links: usize, seed: u64) -> Order {
    let levels: Vec<u8> = (0..count as u64).map(|row| level(row, links as u64, seed)).collect();
    let mut rows: Vec<u32> = (0..count as u32).collect();
    rows.sort_by_key(|&row| std::cmp::Reverse(levels[row as usize]));
    let top = levels.iter().copied().max().unwrap_or(0);
    let sizes = (0..=top).map(|layer| levels.iter().filter(|&&level| level >= layer).count()).collect();
    Order { rows, sizes }
}

fn level(row: u64, links: u64, seed: u64) -> u8 {
    let (drawn, mut below, mut level) = (mix(row ^ mix(seed)), u64::MAX / links, 0);
    while drawn < below && level < UPPER {
        below /= links;
        level += 1;
    }
    level
}

/// The output function of SplitMix64 (G. L. Steele, D. Lea and C. H. Flood, "Fast splittable pseudorandom number
/// generators", 2014).
fn mix(value: u64) -> u64 {
    let z = value.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}
