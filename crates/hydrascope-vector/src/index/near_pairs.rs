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
    let leaders = Leaders::collapse(vectors, MinCosine::new(SAME)?);
    let rows = leaders.rows();
    let followers = leaders.leader_of().iter().zip(0u32..).map(|(&leader, b)| (rows[leader as usize], b));
    let cosine = |a: u32, b: u32| scalar::cosine(vectors.row(a as usize), vectors.row(b as usize));
    let repeats = followers.filter(|(a, b)| a != b).map(|(a, b)| Pair { a, b, cosine: cosine(a, b) });
    take(&repeats.collect::<Vec<Pair>>());
    let mut of_leaders = |pairs: &[Pair]| {
        // Leaders are numbered by their rows, so `a` stays the smaller one.
        let row = |leader: u32| rows[leader as usize];
        let pairs = pairs.iter().map(|pair| Pair { a: row(pair.a), b: row(pair.b), ..*pair });
        take(&pairs.collect::<Vec<Pair>>());
    };
    match kind.choice(leaders.len()) {
        Choice::Exact => ExactIndex::new(leaders.vectors()).for_each_pair(near, &mut of_leaders),
        graph => of_leaders(&open(leaders.vectors(), graph).pairs_above(near)),
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
