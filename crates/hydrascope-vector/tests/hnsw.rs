//! Our own graph: what it finds, whether it is sound, and that threads change nothing.
#![allow(clippy::unwrap_used, reason = "a failure here is meant to stop the run")]

mod vectors;

use hydrascope_vector::distance::{UnitVector, UnitVectors, scalar};
use hydrascope_vector::index::{
    CollapsedIndex, ExactIndex, HnswIndex, HnswParams, IndexError, LeaderIndex, Leaders, MinCosine, Neighbor,
    Segments, ValidHnswParams,
};
use proptest::prelude::*;
use vectors::clustered;

const DIMENSION: usize = 48;

fn view(flat: &[f32]) -> UnitVectors<'_> {
    UnitVectors::new(flat, DIMENSION).unwrap()
}

fn at_least(cosine: f32) -> MinCosine {
    MinCosine::new(cosine).unwrap()
}

fn params() -> ValidHnswParams {
    ValidHnswParams::default()
}

fn on_threads<T: Send>(threads: usize, work: impl FnOnce() -> T + Send) -> T {
    rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap().install(work)
}

/// The share of the exact answers' places that were filled with something as near.
fn recall(exact: &[Vec<Neighbor>], found: &[Vec<Neighbor>]) -> f64 {
    let hits = exact.iter().zip(found).map(|(exact, found)| {
        let last = exact.last().map_or(1.0, |last| last.cosine) - 1e-4;
        found.iter().filter(|neighbor| neighbor.cosine >= last).count().min(exact.len())
    });
    hits.sum::<usize>() as f64 / exact.iter().map(Vec::len).sum::<usize>() as f64
}

fn each(
    queries: UnitVectors<'_>,
    search: impl Fn(UnitVector<'_>) -> Result<Vec<Neighbor>, IndexError>,
) -> Vec<Vec<Neighbor>> {
    queries.iter().map(|query| search(query).unwrap()).collect()
}

fn check_sound(index: &HnswIndex, links: usize) {
    let health = index.check();
    assert!(health.is_sound(), "{health:?}");
    assert!(health.most_links <= 2 * links, "{health:?}");
    assert_eq!(health.vectors, index.len());
    assert!(health.links == 0 || health.returned * 4 > health.links, "{health:?}");
}

#[test]
fn every_vector_is_reached_whatever_repeats() {
    for share in [0.0, 0.5, 0.9] {
        for links in [2, 16] {
            let flat = clustered(1, 4_000, DIMENSION, share);
            let params = HnswParams { links, ..HnswParams::default() };
            check_sound(&HnswIndex::new(view(&flat), params.validate().unwrap()), links);
        }
    }
}

#[test]
fn islands_of_equal_vectors_are_tied_in() {
    let distinct = clustered(2, 40, DIMENSION, 0.0);
    let mut flat: Vec<f32> = distinct.chunks(DIMENSION).flat_map(|row| row.repeat(100)).collect();
    flat.extend([0.0; 10 * DIMENSION]);
    let index = HnswIndex::new(view(&flat), params());
    check_sound(&index, 16);
    let found = each(view(&distinct), |query| index.nearest(query, 10));
    assert!(found.iter().flatten().all(|neighbor| neighbor.cosine > 0.9999));
}

#[test]
fn the_nearest_are_found() {
    for share in [0.0, 0.5] {
        let flat = clustered(3, 8_200, DIMENSION, share);
        let (queries, rows) = flat.split_at(200 * DIMENSION);
        let index = HnswIndex::new(view(rows), params());
        let exact = each(view(queries), |query| ExactIndex::new(view(rows)).nearest(query, 10));
        let found = each(view(queries), |query| index.nearest(query, 10));
        assert!(recall(&exact, &found) >= 0.99, "{} at {share}", recall(&exact, &found));
        assert_eq!(index.nearest_each(view(queries), 10).unwrap(), found);
    }
}

#[test]
fn followers_are_found_through_their_leaders() {
    let flat = clustered(4, 8_200, DIMENSION, 0.9);
    let (queries, rows) = flat.split_at(200 * DIMENSION);
    let leaders = Leaders::collapse(view(rows), at_least(0.99));
    assert!(leaders.len() < 2_000);
    let index = CollapsedIndex::new(view(rows), &leaders, params()).unwrap();
    assert_eq!(index.len(), view(rows).len());
    let exact_index = ExactIndex::new(view(rows));
    for k in [1, 10, 60] {
        let exact = each(view(queries), |query| exact_index.nearest(query, k));
        let found = each(view(queries), |query| index.nearest(query, k));
        assert!(recall(&exact, &found) >= 0.99, "{} at {k}", recall(&exact, &found));
        assert_eq!(index.nearest_each(view(queries), k).unwrap(), found);
    }
    for cosine in [0.6, 0.95, 0.995] {
        let exact = each(view(queries), |query| exact_index.within(query, at_least(cosine)));
        let found = each(view(queries), |query| index.within(query, at_least(cosine)));
        assert_found(&exact, &found, cosine);
    }
    let fewer = CollapsedIndex::new(view(queries), &leaders, params());
    assert_eq!(fewer.unwrap_err(), IndexError::Rows { expected: 8_000, received: 200 });
}

/// Nearly all of the exact answers are among the found ones, and nothing is that is not near enough.
fn assert_found(exact: &[Vec<Neighbor>], found: &[Vec<Neighbor>], cosine: f32) {
    let ids = |list: &[Neighbor]| list.iter().map(|neighbor| neighbor.id).collect::<Vec<u32>>();
    let (mut expected, mut missed) = (0, 0);
    for (exact, found) in exact.iter().zip(found) {
        let found_ids = ids(found);
        expected += exact.len();
        missed += exact.iter().filter(|&one| !found_ids.contains(&one.id)).count();
        assert!(found.iter().all(|neighbor| neighbor.cosine >= cosine));
        assert!(found.is_sorted_by(|x, y| (y.cosine, x.id) <= (x.cosine, y.id)));
    }
    assert!(missed as f64 <= 0.01 * expected as f64, "missed {missed} of {expected} at {cosine}");
}

#[test]
fn everything_within_a_threshold_is_found() {
    let flat = clustered(5, 6_000, DIMENSION, 0.5);
    let rows = view(&flat);
    let index = HnswIndex::new(rows, params()).with_search_width(48);
    let queries = view(&flat[..100 * DIMENSION]);
    // The lowest threshold has far more answers than the walk is wide.
    for cosine in [0.3, 0.6, 0.9, 0.995] {
        let exact = each(queries, |query| ExactIndex::new(rows).within(query, at_least(cosine)));
        let found = each(queries, |query| index.within(query, at_least(cosine)));
        assert_found(&exact, &found, cosine);
    }
}

#[test]
fn pairs_are_those_of_exact_search() {
    let flat = clustered(6, 3_000, DIMENSION, 0.3);
    let rows = view(&flat);
    let index = HnswIndex::new(rows, params());
    for cosine in [0.7, 0.99] {
        let exact = ExactIndex::new(rows).pairs_above(at_least(cosine));
        let found = index.pairs_above(at_least(cosine));
        assert!(found.is_sorted_by(|x, y| (x.a, x.b) < (y.a, y.b)));
        let same = |pair: &&hydrascope_vector::index::Pair| {
            found.binary_search_by_key(&(pair.a, pair.b), |p| (p.a, p.b)).is_ok()
        };
        let hits = exact.iter().filter(same).count();
        assert!(hits as f64 >= 0.995 * exact.len() as f64, "{hits} of {} at {cosine}", exact.len());
        for pair in &found {
            let exact =
                scalar::cosine(rows.get(pair.a as usize).unwrap(), rows.get(pair.b as usize).unwrap());
            assert!(pair.a < pair.b && (pair.cosine - exact).abs() < 1e-4 && pair.cosine >= cosine);
        }
    }
}

#[test]
fn threads_change_nothing() {
    let dimension = 16;
    let flat = clustered(7, 37_000, dimension, 0.3);
    let rows = UnitVectors::new(&flat, dimension).unwrap();
    let answers = |threads| {
        on_threads(threads, || {
            // The later batches walk the graph instead of comparing everything.
            let params = HnswParams { build_width: 80, compare_all_up_to: 20_000, ..HnswParams::default() };
            let index = HnswIndex::new(rows, params.validate().unwrap());
            let queries = UnitVectors::new(&flat[..500 * dimension], dimension).unwrap();
            (index.check(), index.nearest_each(queries, 10).unwrap(), index.pairs_above(at_least(0.999)))
        })
    };
    let one = answers(1);
    assert!(one.0.is_sound());
    assert_eq!(answers(3), one);
    let exact = each(UnitVectors::new(&flat[..100 * dimension], dimension).unwrap(), |query| {
        ExactIndex::new(rows).nearest(query, 10)
    });
    assert!(recall(&exact, &one.1[..100]) >= 0.99);
}

#[test]
fn a_graph_that_was_walked_while_it_grew_is_as_good() {
    for share in [0.0, 0.5, 0.9] {
        let flat = clustered(11, 8_200, DIMENSION, share);
        let (queries, rows) = flat.split_at(200 * DIMENSION);
        let grown = |compare_all_up_to, threads| {
            let params = HnswParams { compare_all_up_to, ..HnswParams::default() }.validate().unwrap();
            on_threads(threads, || HnswIndex::new(view(rows), params))
        };
        let answers = |index: &HnswIndex| each(view(queries), |query| index.nearest(query, 10));
        let walked = grown(0, 2);
        check_sound(&walked, 16);
        assert_eq!(answers(&grown(0, 1)), answers(&walked));
        let exact = each(view(queries), |query| ExactIndex::new(view(rows)).nearest(query, 10));
        let compared = recall(&exact, &answers(&grown(usize::MAX, 2)));
        let walked = recall(&exact, &answers(&walked));
        // Among crowds of near-duplicates that were not collapsed neither finds all.
        assert!(walked >= compared - 0.01, "{walked} against {compared} at {share}");
        assert!(walked >= 0.99 || share == 0.9, "{walked} at {share}");
    }
}

#[test]
fn segments_are_searched_as_one_and_forgotten_alone() {
    let flat = clustered(8, 3_000, DIMENSION, 0.2);
    let parts: Vec<UnitVectors<'_>> = flat.chunks(1_000 * DIMENSION).map(view).collect();
    let mut segments = Segments::new();
    for (number, &part) in [7, 3, 5].iter().zip(&parts) {
        assert!(segments.add(*number, HnswIndex::new(part, params())).is_none());
    }
    assert_eq!(segments.segments().collect::<Vec<u64>>(), [3, 5, 7]);
    let query = parts[1].get(4).unwrap();
    let found = segments.nearest(query, 10).unwrap();
    assert_eq!((found[0].segment, found[0].neighbor.id, found.len()), (3, 4, 10));
    let whole = ExactIndex::new(view(&flat)).nearest(query, 10).unwrap();
    for (found, exact) in found.iter().zip(&whole) {
        assert!((found.neighbor.cosine - exact.cosine).abs() < 1e-4);
    }
    let bytes = segments.bytes();
    assert!(segments.drop_segment(3) && !segments.drop_segment(3));
    assert!(segments.bytes() * 10 < bytes * 7);
    assert_eq!(segments.len(), 2_000);
    assert!(segments.within(query, at_least(-1.0)).unwrap().iter().all(|found| found.segment != 3));
}

#[test]
fn small_and_wrong_input_is_answered() {
    let empty = HnswIndex::new(view(&[]), params());
    let one_flat = clustered(9, 1, DIMENSION, 0.0);
    let query = view(&one_flat).get(0).unwrap();
    assert!(empty.is_empty() && empty.check().is_sound());
    assert!(
        empty.nearest(query, 5).unwrap().is_empty()
            && empty.within(query, at_least(-1.0)).unwrap().is_empty()
    );
    assert!(empty.pairs_above(at_least(-1.0)).is_empty());
    let one = HnswIndex::new(view(&one_flat), params());
    assert_eq!(one.nearest(query, 5).unwrap().iter().map(|n| n.id).collect::<Vec<u32>>(), [0]);
    assert!(one.nearest(query, 0).unwrap().is_empty());
    let short = [1.0];
    let wrong = one.nearest(UnitVector::new(&short).unwrap(), 1).unwrap_err();
    assert_eq!(wrong, IndexError::Dimension { expected: DIMENSION, received: 1 });
    assert!(matches!(HnswParams { links: 1, ..HnswParams::default() }.validate(), Err(IndexError::Links(1))));
    let narrow = HnswParams { build_width: 15, ..HnswParams::default() }.validate();
    assert!(matches!(narrow, Err(IndexError::Width { at_least: 16, received: 15, .. })));
}

#[test]
fn a_leader_costs_no_more_than_two_bytes_a_number_and_its_links() {
    let flat = clustered(10, 4_000, 256, 0.0);
    let index = HnswIndex::new(UnitVectors::new(&flat, 256).unwrap(), params());
    // 512 of codes, 128 of links in the lowest layer, 8 of number and scale, about 5 of upper layers.
    assert!(index.bytes() / 4_000 <= 512 + 128 + 8 + 12, "{}", index.bytes() / 4_000);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]
    #[test]
    fn any_small_set_gives_a_sound_graph_that_finds_itself(
        seed: u64, n in 1usize..200, share in 0.0f64..1.0, links in 2usize..20,
    ) {
        let flat = clustered(seed, n, DIMENSION, share);
        let params = HnswParams { links, seed, build_width: 40, search_width: 60, ..HnswParams::default() };
        let index = HnswIndex::new(view(&flat), params.validate().unwrap());
        check_sound(&index, links);
        let found = index.within(view(&flat).get(0).unwrap(), at_least(-1.0)).unwrap();
        // A walk that is wider than the graph sees all of it.
        prop_assert_eq!(found.len().min(60), n.min(60));
    }
}
