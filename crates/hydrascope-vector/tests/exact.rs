//! Exact search gives the answers of the plain form, by whatever way it finds them.
#![allow(clippy::unwrap_used, reason = "a failure here is meant to stop the run")]

mod naive;
mod vectors;

use hydrascope_vector::distance::{Shortening, UnitVector, UnitVectors, scalar};
use hydrascope_vector::index::{
    ExactIndex, IndexKind, LeaderIndex, Leaders, Neighbor, Pair, for_each_near_pair_that, near_pairs,
};
use naive::{DIMENSION, at_least, naive_leaders, naive_pairs, on_threads, view};
use proptest::prelude::*;

/// Rows as much off the length of one as a unit vector may be.
fn stretched(mut flat: Vec<f32>) -> Vec<f32> {
    for (row, by) in flat.chunks_mut(DIMENSION).zip([1.0, 1.0004, 0.9996].into_iter().cycle()) {
        row.iter_mut().for_each(|value| *value *= by);
    }
    flat
}

/// Every vector, scored and sorted.
fn naive_nearest(vectors: UnitVectors<'_>, query: UnitVector<'_>) -> Vec<Neighbor> {
    let scored = vectors.iter().zip(0..).map(|(v, id)| Neighbor { id, cosine: scalar::cosine(v, query) });
    let mut neighbors: Vec<Neighbor> = scored.collect();
    neighbors.sort_by(|x, y| y.cosine.total_cmp(&x.cosine).then(x.id.cmp(&y.id)));
    neighbors
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn exact_search_is_the_naive_one(seed: u64, n in 1usize..600, k in 0usize..40, cosine in -1f32..1.0) {
        let flat = stretched(vectors::clustered(seed, n, DIMENSION, 0.5));
        let (vectors, index) = (view(&flat), ExactIndex::new(view(&flat)));
        for query in vectors.iter().step_by(1 + n / 5) {
            let all = naive_nearest(vectors, query);
            prop_assert_eq!(index.nearest(query, k).unwrap(), &all[..k.min(n)]);
            let near: Vec<Neighbor> = all.into_iter().take_while(|x| x.cosine >= cosine).collect();
            prop_assert_eq!(index.within(query, at_least(cosine)).unwrap(), near);
        }
        prop_assert_eq!(index.pairs_above(at_least(cosine)), naive_pairs(vectors, cosine));
        let each = index.nearest_each(vectors, k).unwrap();
        prop_assert_eq!(each, vectors.iter().map(|q| index.nearest(q, k).unwrap()).collect::<Vec<_>>());
    }
}

#[test]
fn a_query_that_threads_share_has_the_same_answers() {
    // Codes enough for three parts.
    let dimension = 256;
    let flat = vectors::clustered(14, 50_000, dimension, 0.1);
    let rows = UnitVectors::new(&flat, dimension).unwrap();
    let index = ExactIndex::new(rows);
    let answers = |threads| {
        on_threads(threads, || {
            let query = |i: usize| rows.get(i * 9_999).unwrap();
            let answer =
                |i| (index.nearest(query(i), 12).unwrap(), index.within(query(i), at_least(0.6)).unwrap());
            (0..5).map(answer).collect::<Vec<_>>()
        })
    };
    let one = answers(1);
    assert_eq!(one[0].0, naive_nearest(rows, rows.get(0).unwrap())[..12]);
    assert_eq!(answers(3), one);
}

#[test]
fn many_rows_of_which_a_part_is_compared_first_give_the_naive_answers() {
    // A few numbers say most, as in vectors of text; a part of them is then worth comparing first.
    let mut flat = stretched(vectors::clustered(15, 8_200, DIMENSION, 0.4));
    for row in flat.chunks_mut(DIMENSION) {
        row.iter_mut().enumerate().for_each(|(i, value)| *value /= 1.0 + (i % 16) as f32);
        let length = row.iter().map(|value| value * value).sum::<f32>().sqrt();
        row.iter_mut().for_each(|value| *value /= length);
    }
    let rows = view(&flat);
    for near in [0.98, 0.9, 0.3] {
        assert_eq!(Shortening::choose(rows, near).is_some(), near > 0.5, "{near} is compared otherwise");
        let (leaders, (expected, leader_of)) =
            (Leaders::collapse(rows, at_least(near)), naive_leaders(rows, near));
        assert_eq!((leaders.rows(), leaders.leader_of()), (&expected[..], &leader_of[..]));
        let pairs = naive_pairs(rows, near);
        assert!(!pairs.is_empty());
        assert!(ExactIndex::new(rows).pairs_above(at_least(near)) == pairs);
        let mut some = Vec::new();
        ExactIndex::new(rows).for_each_pair(at_least(near), &mut |found| some.extend_from_slice(found));
        some.sort_unstable_by_key(|pair: &Pair| (pair.a, pair.b));
        assert!(some == pairs);
    }
}

#[test]
fn vectors_a_trace_too_long_are_at_most_alike_or_opposite() {
    let at =
        |x: f32| -> Vec<f32> { std::iter::once(x).chain(std::iter::repeat_n(0.0, DIMENSION - 1)).collect() };
    let flat = [at(0.9999), at(1.0003), at(-1.0003), at(1.0004), at(1.0001)].concat();
    let index = ExactIndex::new(view(&flat));
    assert_eq!(index.pairs_above(at_least(-1.0)), naive_pairs(view(&flat), -1.0));
    assert_eq!(index.pairs_above(at_least(-1.0)).len(), 10);
    for query in view(&flat).iter() {
        for k in 1..5 {
            assert_eq!(index.nearest(query, k).unwrap(), naive_nearest(view(&flat), query)[..k]);
        }
    }
}

#[test]
fn pairs_come_the_same_some_at_a_time() {
    let flat = vectors::clustered(9, 700, DIMENSION, 0.5);
    let index = ExactIndex::new(view(&flat));
    let mut found = Vec::new();
    index.for_each_pair(at_least(0.6), &mut |pairs| found.extend_from_slice(pairs));
    assert!(found.len() > 100);
    let mut again = Vec::new();
    index.for_each_pair(at_least(0.6), &mut |pairs| again.extend_from_slice(pairs));
    assert_eq!(found, again, "always the same order");
    found.sort_unstable_by_key(|pair| (pair.a, pair.b));
    assert_eq!(found, index.pairs_above(at_least(0.6)));

    // Of those that are wanted, all, through leaders too: a repeat is given unasked.
    let wanted = |a: u32, b: u32| a < b && (a ^ b).is_multiple_of(3);
    let mut some = Vec::new();
    index.for_each_pair_that(at_least(0.6), &wanted, &mut |pairs| some.extend_from_slice(pairs));
    some.sort_unstable_by_key(|pair| (pair.a, pair.b));
    found.retain(|pair| wanted(pair.a, pair.b));
    assert_eq!(some, found);
    for kind in [IndexKind::Exact, IndexKind::Hnsw] {
        let (mut all, mut some) = (near_pairs(view(&flat), at_least(0.6), kind).unwrap(), Vec::new());
        let mut take = |pairs: &[Pair]| some.extend_from_slice(pairs);
        for_each_near_pair_that(view(&flat), at_least(0.6), kind, &wanted, &mut take).unwrap();
        all.retain(|pair| wanted(pair.a, pair.b) || pair.cosine >= 0.999);
        all.sort_unstable_by_key(|pair| (pair.a, pair.b));
        some.sort_unstable_by_key(|pair| (pair.a, pair.b));
        assert!(!some.is_empty() && some == all, "{}", kind.name());
    }
}
