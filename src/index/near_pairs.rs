//! All near pairs by way of leaders, so that repeats are compared once and never crowd a graph.

use super::{IndexError, IndexKind, Leaders, MinCosine, Pair, open};
use crate::distance::{UnitVectors, scalar};

/// Vectors of at least this cosine stand for each other: their texts differ in less than a word.
const SAME: f32 = 0.999;

/// The pairs of leaders of at least `near`, then each repeat (cosine 0.999 or more) with its leader: what connects all that
/// is near, without every pair of two groups of repeats. `a` before `b` in each; the index suits the number of leaders
/// where `kind` leaves it open.
///
/// # Errors
/// None that a valid threshold brings about.
pub fn near_pairs(
    vectors: UnitVectors<'_>,
    near: MinCosine,
    kind: IndexKind,
) -> Result<Vec<Pair>, IndexError> {
    let leaders = Leaders::collapse(vectors, MinCosine::new(SAME)?);
    let rows = leaders.rows();
    let mut pairs = open(leaders.vectors(), kind.choice(leaders.len())).pairs_above(near);
    for pair in &mut pairs {
        // Leaders are numbered by their rows, so `a` stays the smaller one.
        (pair.a, pair.b) = (rows[pair.a as usize], rows[pair.b as usize]);
    }
    let followers = leaders.leader_of().iter().zip(0u32..).map(|(&leader, b)| (rows[leader as usize], b));
    let cosine = |a: u32, b: u32| scalar::cosine(vectors.row(a as usize), vectors.row(b as usize));
    pairs.extend(followers.filter(|(a, b)| a != b).map(|(a, b)| Pair { a, b, cosine: cosine(a, b) }));
    Ok(pairs)
}
