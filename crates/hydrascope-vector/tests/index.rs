//! Leaders and the two indexes over them.
#![allow(clippy::unwrap_used, reason = "a failure here is meant to stop the run")]

mod naive;
mod vectors;

use std::collections::BTreeSet;

use hydrascope_vector::distance::{UnitVector, UnitVectors};
use hydrascope_vector::index::{
    Choice, EXACT_UP_TO, ExactIndex, GraphIndex, GraphParams, IndexKind, LeaderIndex, Leaders, MinCosine,
    Neighbor, Pair, ValidGraphParams, ValidHnswParams, choose, near_pairs, open,
};
use naive::{DIMENSION, at_least, naive_leaders, naive_pairs, on_threads, view};
use proptest::prelude::*;

fn every_choice() -> [Choice; 3] {
    let graphs = (ValidHnswParams::default(), ValidGraphParams::default());
    [Choice::Exact, Choice::Hnsw(graphs.0), Choice::HnswRs(graphs.1)]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn collapsing_is_the_naive_clustering(seed: u64, n in 0usize..900, near in 0.3f32..1.0) {
        let mut flat = vectors::clustered(seed, n, DIMENSION, 0.6);
        flat.extend_from_within(..n / 3 * DIMENSION);
        let leaders = Leaders::collapse(view(&flat), at_least(near));
        let (rows, leader_of) = naive_leaders(view(&flat), near);
        prop_assert_eq!(leaders.rows(), &rows);
        prop_assert_eq!(leaders.leader_of(), leader_of);
        let copies = rows.iter().flat_map(|&row| view(&flat).get(row as usize).unwrap().as_slice());
        prop_assert!(copies.eq(leaders.vectors().as_flat()));
    }
}

/// The share of the ten nearest that the graph finds, over leaders of data with so many near duplicates.
fn recall_at_ten(near_duplicates: f64) -> f64 {
    let flat = vectors::clustered(7, 5_000, 256, near_duplicates);
    let all = UnitVectors::new(&flat, 256).unwrap();
    let leaders = Leaders::collapse(all, at_least(0.98));
    assert!(leaders.len() as f64 <= 5_000.0 * (1.0 - near_duplicates) * 1.01, "{}", leaders.len());
    let vectors = leaders.vectors();
    let (exact, graph) = (ExactIndex::new(vectors), GraphIndex::new(vectors, ValidGraphParams::default()));
    let (mut found, mut expected) = (0, 0);
    for query in all.iter().step_by(25) {
        let ids = |hits: Vec<Neighbor>| hits.into_iter().map(|hit| hit.id).collect::<BTreeSet<u32>>();
        let truth = ids(exact.nearest(query, 10).unwrap());
        found += ids(graph.nearest(query, 10).unwrap()).intersection(&truth).count();
        expected += truth.len();
    }
    found as f64 / expected as f64
}

#[test]
fn the_graph_finds_nearly_all_after_collapse() {
    for near_duplicates in [0.0, 0.5, 0.9] {
        let recall = recall_at_ten(near_duplicates);
        println!("near duplicates {near_duplicates}: recall at 10 {recall:.4}");
        assert!(recall >= 0.95, "near duplicates {near_duplicates}: recall at 10 is {recall}");
    }
}

#[test]
fn the_graph_finds_nearly_all_pairs_and_invents_none() {
    let flat = vectors::clustered(8, 2_000, DIMENSION, 0.0);
    let truth = ExactIndex::new(view(&flat)).pairs_above(at_least(0.6));
    let found = GraphIndex::new(view(&flat), ValidGraphParams::default()).pairs_above(at_least(0.6));
    assert!(truth.len() > 10_000, "{}", truth.len());
    assert!(found.iter().all(|pair| truth.binary_search_by_key(&(pair.a, pair.b), |p| (p.a, p.b)).is_ok()));
    assert!(found.len() * 100 >= truth.len() * 98, "{} of {}", found.len(), truth.len());
}

#[test]
fn a_search_by_threshold_goes_beyond_its_first_step() {
    // Two hundred vectors within reach of one query, more than the graph asks for at first.
    let mut random = vectors::Random(3);
    let centre = vectors::near(&mut random, &[0.0; DIMENSION], 1.0);
    let flat: Vec<f32> = (0..200).flat_map(|_| vectors::near(&mut random, &centre, 0.5)).collect();
    let graph = GraphIndex::new(view(&flat), ValidGraphParams::default());
    let query = UnitVector::new(&centre).unwrap();
    let truth = ExactIndex::new(view(&flat)).within(query, at_least(0.7)).unwrap();
    assert_eq!(truth.len(), 200);
    let found = graph.within(query, at_least(0.7)).unwrap();
    assert!(found.len() >= 198 && found.iter().all(|hit| truth.contains(hit)), "{} found", found.len());
}

#[test]
fn answers_are_the_same_at_any_thread_count_and_on_a_second_run() {
    let flat = vectors::clustered(9, 1_500, DIMENSION, 0.5);
    let run = || {
        let leaders = Leaders::collapse(view(&flat), at_least(0.98));
        let exact = ExactIndex::new(leaders.vectors()).pairs_above(at_least(0.6));
        let graph = GraphIndex::new(leaders.vectors(), ValidGraphParams::default());
        let nearest = graph.nearest(view(&flat).get(5).unwrap(), 20);
        (leaders.clone(), exact, graph.pairs_above(at_least(0.6)), nearest)
    };
    let (one, two, again) = (on_threads(1, run), on_threads(2, run), on_threads(2, run));
    assert!(one.1.len() > 500);
    assert!(one == two && two == again);
}

#[test]
fn repeats_are_paired_with_their_leader_alone() {
    let distinct = vectors::clustered(12, 300, DIMENSION, 0.0);
    let mut random = vectors::Random(13);
    let mut repeat =
        || distinct.chunks(DIMENSION).flat_map(|row| vectors::near(&mut random, row, 0.02)).collect();
    let flat: Vec<f32> = [distinct.clone(), repeat(), repeat(), repeat()].concat();
    let (rows, leader_of) = naive_leaders(view(&flat), 0.999);
    assert!(rows.len() < 400);
    let row = |leader: u32| rows[leader as usize];
    let follows = |pair: &Pair| row(leader_of[pair.b as usize]) == pair.a;
    let leads = |id: u32| row(leader_of[id as usize]) == id;
    let mut expected = naive_pairs(view(&flat), 0.8);
    expected.retain(|pair| follows(pair) || leads(pair.a) && leads(pair.b));
    for kind in IndexKind::ALL {
        let mut found = near_pairs(view(&flat), at_least(0.8), kind).unwrap();
        found.sort_by_key(|pair| (pair.a, pair.b));
        let same = |pair: &&Pair| found.binary_search_by_key(&(pair.a, pair.b), |x| (x.a, x.b)).is_ok();
        let hits = expected.iter().filter(same).count();
        if kind == IndexKind::Exact {
            assert_eq!(found, expected);
        }
        assert!(found.len() <= expected.len() + 2 && hits as f64 >= 0.99 * expected.len() as f64, "{kind:?}");
        assert!(leader_of.iter().zip(0..).all(|(&leader, id)| {
            leads(id) || found.binary_search_by_key(&(row(leader), id), |x| (x.a, x.b)).is_ok()
        }));
    }
}

#[test]
fn nothing_and_one_vector_are_fine() {
    let axis: Vec<f32> = (0..DIMENSION).map(|i| f32::from(u8::from(i == 0))).collect();
    let query = UnitVector::new(&axis).unwrap();
    let same = Neighbor { id: 0, cosine: 1.0 };
    for choice in every_choice() {
        for (flat, expected) in [(&[][..], vec![]), (&axis[..], vec![same])] {
            let leaders = Leaders::collapse(view(flat), at_least(0.9));
            assert_eq!((leaders.len(), leaders.is_empty()), (expected.len(), expected.is_empty()));
            assert_eq!(leaders.vectors().as_flat(), flat);
            let index = open(view(flat), choice);
            assert_eq!((index.len(), index.is_empty()), (expected.len(), expected.is_empty()));
            assert_eq!(index.nearest(query, 3).unwrap(), expected);
            assert_eq!(index.nearest(query, 0).unwrap(), []);
            assert_eq!(index.within(query, at_least(0.5)).unwrap(), expected);
            assert_eq!(index.pairs_above(at_least(-1.0)), []);
        }
    }
}

#[test]
fn texts_without_words_share_one_leader() {
    let mut flat = vec![0.0f32; 3 * DIMENSION];
    flat[DIMENSION] = -0.0;
    flat[2 * DIMENSION] = 1.0;
    let leaders = Leaders::collapse(view(&flat), at_least(0.9));
    assert_eq!((leaders.rows(), leaders.leader_of()), (&[0, 2][..], &[0, 0, 1][..]));
}

#[test]
fn the_graph_takes_over_where_it_is_faster() {
    assert_eq!(choose(0), Choice::Exact);
    assert_eq!(choose(EXACT_UP_TO), Choice::Exact);
    assert_eq!(choose(EXACT_UP_TO + 1), Choice::Hnsw(ValidHnswParams::default()));
}

#[test]
fn errors_say_what_to_do() {
    let message = |params: GraphParams| params.validate().unwrap_err().to_string();
    let default = GraphParams::default();
    assert_eq!(default.validate(), Ok(ValidGraphParams::default()));
    assert_eq!(
        message(GraphParams { links: 256, ..default }),
        "expected 2 to 255 links a vector, got 256; 16 suits most data"
    );
    assert_eq!(
        message(GraphParams { links: 1, ..default }),
        "expected 2 to 255 links a vector, got 1; 16 suits most data"
    );
    assert_eq!(
        message(GraphParams { build_width: 3, ..default }),
        "expected the graph's build width to be at least 16, got 3; 200 suits most data"
    );
    assert_eq!(
        message(GraphParams { search_width: 0, ..default }),
        "expected the graph's search width to be at least 1, got 0; 200 suits most data"
    );
    assert_eq!(
        MinCosine::new(1.5).unwrap_err().to_string(),
        "expected a smallest cosine between -1 and 1, got 1.5; set the threshold to such a number"
    );
    assert!(MinCosine::new(f32::NAN).is_err());
    for choice in every_choice() {
        let index = open(view(&[]), choice);
        let short = UnitVector::new(&[1.0]).unwrap();
        let expected =
            "expected a query of 64 numbers, got 1; embed it with the model that embedded the index";
        assert_eq!(index.nearest(short, 1).unwrap_err().to_string(), expected);
        assert_eq!(index.within(short, at_least(0.5)).unwrap_err().to_string(), expected);
        assert_eq!(index.nearest_each(short.into(), 1).unwrap_err().to_string(), expected);
    }
}

#[test]
fn the_extreme_parameters_work() {
    let flat = vectors::clustered(4, 300, DIMENSION, 0.2);
    for (links, build_width) in [(2, 2), (255, 255)] {
        let params = GraphParams { links, build_width, search_width: 1 }.validate().unwrap();
        let graph = GraphIndex::new(view(&flat), params);
        assert_eq!(graph.nearest(view(&flat).get(0).unwrap(), 1).unwrap().len(), 1);
    }
}
