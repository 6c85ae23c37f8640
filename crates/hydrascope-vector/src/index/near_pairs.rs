//! All near pairs by way of leaders, so that repeats are compared once and never crowd a graph.

use super::{Choice, ExactIndex, IndexError, IndexKind, Leaders, MinCosine, Pair, open};
use crate::distance::{UnitVectors, scalar};

/// Vectors of at least this cosine stand for each other: their texts differ in less than a word.
const SAME: f32 = 0.999;

/// Gives `take`, some at a time, each repeat (cosine 0.999 or more) with its leader, then the pairs of leaders of at least `near`: what
/// connects all that is near, without every pair of two groups of repeats, and, where all are compared, for more pairs than memory holds.
/// `a` before `b` in each; the index suits the number of leaders where `kind` leaves it open.
///
/// # Errors
/// None that a valid threshold brings about.
pub fn for_each_near_pair(
    vectors: UnitVectors<'_>,
    near: MinCosine,
    kind: IndexKind,
    take: &mut dyn FnMut(&[Pair]),
) -> Result<(), IndexError> {
    for_each_near_pair_that(vectors, near, kind, &|_, _| true, take)
}

/// The same of the pairs that `may` be wanted, by their numbers, `a` before `b`: it is asked before a cosine is computed in full, of pairs that
/// may turn out not to be near, and has to say the same each time. Repeats are given without being asked about.
///
/// # Errors
/// Those of [`for_each_near_pair`].
pub fn for_each_near_pair_that(
    vectors: UnitVectors<'_>,
    near: MinCosine,
    kind: IndexKind,
    may: &(dyn Fn(u32, u32) -> bool + Sync),
    take: &mut dyn FnMut(&[Pair]),
) -> Result<(), IndexError> {
    let leaders = Leaders::collapse(vectors, MinCosine::new(SAME)?);
    let rows = leaders.rows();
    let followers = leaders.leader_of().iter().zip(0u32..).map(|(&leader, b)| (rows[leader as usize], b));
    let cosine = |a: u32, b: u32| scalar::cosine(vectors.row(a as usize), vectors.row(b as usize));
    let repeats = followers.filter(|(a, b)| a != b).map(|(a, b)| Pair { a, b, cosine: cosine(a, b) });
    take(&repeats.collect::<Vec<Pair>>());
    // Leaders are numbered by their rows, so `a` stays the smaller one.
    let row = |leader: u32| rows[leader as usize];
    let may = |a: u32, b: u32| may(row(a), row(b));
    let mut of_leaders = |pairs: &[Pair]| {
        let pairs = pairs.iter().map(|pair| Pair { a: row(pair.a), b: row(pair.b), ..*pair });
        take(&pairs.collect::<Vec<Pair>>());
    };
    match kind.choice(leaders.len()) {
        Choice::Exact => {
            ExactIndex::new(leaders.vectors()).for_each_pair_that(near, &may, &mut of_leaders);
        }
        graph => {
            let mut pairs = open(leaders.vectors(), graph).pairs_above(near);
            pairs.retain(|pair| may(pair.a, pair.b));
            of_leaders(&pairs);
        }
    }
    Ok(())
}

/// The same pairs as a list.
///
/// # Errors
/// Those of [`for_each_near_pair`].
pub fn near_pairs(
    vectors: UnitVectors<'_>,
    near: MinCosine,
    kind: IndexKind,
) -> Result<Vec<Pair>, IndexError> {
    let mut all = Vec::new();
    for_each_near_pair(vectors, near, kind, &mut |pairs| all.extend_from_slice(pairs))?;
    Ok(all)
}
