//! Groups around the most used: what belongs together, without a chain from one template over what many share to the next.

use std::cmp::Reverse;

use crate::groups::Groups;

/// How far a group goes from its leader.
#[derive(Clone, Copy)]
pub(crate) enum Reach {
    /// To what is near its leader.
    Neighbours,
    /// On to what is near them, as long as it has this share of the leader's uses, 0 to 1.
    Uses(f64),
}

/// The group of each node, numbered in the order of their leaders, and how many groups there are.
///
/// The most used node that has no group leads the next one, the lower number first where two are used alike. Added uses of
/// a node can take it out of a group of rarer ones, never join two groups over it.
pub(crate) fn grow(uses: &[u32], near: &[(u32, u32)], reach: Reach) -> (Vec<u32>, u32) {
    const NONE: u32 = u32::MAX;
    let both_ways = near.iter().flat_map(|&(a, b)| [(a, b), (b, a)]);
    let near = Groups::new(uses.len(), both_ways);
    let mut order: Vec<u32> = (0..uses.len() as u32).collect();
    order.sort_unstable_by_key(|&node| (Reverse(uses[node as usize]), node));
    let (mut group_of, mut groups) = (vec![NONE; uses.len()], 0);
    let mut open = Vec::new();
    for leader in order {
        if group_of[leader as usize] != NONE {
            continue;
        }
        group_of[leader as usize] = groups;
        open.push(leader);
        while let Some(node) = open.pop() {
            for &next in near.of(node) {
                let enough = match reach {
                    Reach::Neighbours => true,
                    Reach::Uses(share) => {
                        f64::from(uses[next as usize]) >= share * f64::from(uses[leader as usize])
                    }
                };
                if group_of[next as usize] == NONE && enough {
                    group_of[next as usize] = groups;
                    if matches!(reach, Reach::Uses(_)) {
                        open.push(next);
                    }
                }
            }
        }
        groups += 1;
    }
    (group_of, groups)
}

#[cfg(test)]
mod tests {
    use super::{Reach, grow};

    #[test]
    fn a_chain_ends_where_uses_fall_too_far() {
        let (uses, chain) = ([100, 60, 36, 22, 13], [(0, 1), (1, 2), (2, 3), (3, 4)]);
        assert_eq!(grow(&uses, &chain, Reach::Uses(0.2)), (vec![0, 0, 0, 0, 1], 2));
        assert_eq!(grow(&uses, &chain, Reach::Neighbours), (vec![0, 0, 1, 1, 2], 3));
    }
}
