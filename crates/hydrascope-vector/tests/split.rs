//! Rows of 16-bit fixed point against f32, and their fast forms against the plain one.
#![allow(clippy::unwrap_used, reason = "a failure here is meant to stop the run")]

mod vectors;

use hydrascope_vector::distance::{Kind, Level, Probe, SplitRows, UnitVectors, scalar};
use proptest::prelude::*;
use vectors::{Random, clustered};

fn encode(vectors: UnitVectors<'_>, level: Level) -> SplitRows {
    let order: Vec<u32> = (0..vectors.len() as u32).collect();
    SplitRows::encode_for(vectors, &order, level)
}

fn portable() -> Level {
    Level::available().into_iter().find(|level| level.kind() == Kind::Portable).unwrap()
}

/// The high byte as the module's text defines it.
fn high(x: f32, largest: f32) -> f64 {
    let value = (f64::from(x / largest * 32639.0)).round();
    (value / 256.0 + 0.5).floor()
}

proptest! {
    #[test]
    fn every_level_gives_the_same_bits(seed: u64, n in 1usize..40, dimension in 1usize..300) {
        let flat = clustered(seed, n + 1, dimension, 0.3);
        let vectors = UnitVectors::new(&flat, dimension).unwrap();
        let query = vectors.get(n).unwrap().as_slice();
        let ids: Vec<u32> = (0..n as u32).rev().collect();
        let answers = |level| {
            let rows = encode(vectors, level);
            let (mut probe, mut scores) = (Probe::new(), Vec::new());
            probe.set(query);
            rows.scores(&probe, &ids, &mut scores);
            let mut bits: Vec<u32> = scores.iter().map(|score| score.to_bits()).collect();
            probe.set_row(&rows, 0);
            rows.scores(&probe, &ids, &mut scores);
            bits.extend(scores.iter().map(|score| score.to_bits()));
            bits.extend(ids.iter().map(|&id| rows.cosine(query, id).to_bits()));
            bits
        };
        let plain = answers(portable());
        for level in Level::available() {
            prop_assert_eq!(&answers(level), &plain, "{:?}", level);
        }
    }

    #[test]
    fn rough_scores_are_those_of_the_high_bytes(seed: u64, dimension in 1usize..200) {
        let flat = clustered(seed, 2, dimension, 0.0);
        let vectors = UnitVectors::new(&flat, dimension).unwrap();
        let (row, query) = (vectors.get(0).unwrap().as_slice(), vectors.get(1).unwrap().as_slice());
        let largest = |values: &[f32]| values.iter().fold(0.0f32, |m, x| m.max(x.abs()));
        let (of_row, of_query) = (largest(row), largest(query));
        let dot: f64 = row.iter().zip(query).map(|(&x, &y)| high(x, of_row) * high(y, of_query)).sum();
        let step = 256.0 / 32639.0;
        let expected = dot * f64::from(of_row) * step * f64::from(of_query) * step;
        let rows = encode(vectors, Level::best());
        let (mut probe, mut scores) = (Probe::new(), Vec::new());
        probe.set(query);
        rows.scores(&probe, &[0], &mut scores);
        prop_assert!((f64::from(scores[0]) - expected).abs() < 1e-5, "{} for {}", scores[0], expected);
    }

    #[test]
    fn fine_cosines_and_decoded_rows_are_those_of_f32(seed: u64, dimension in 1usize..600) {
        let flat = clustered(seed, 20, dimension, 0.3);
        let vectors = UnitVectors::new(&flat, dimension).unwrap();
        let rows = encode(vectors, Level::best());
        let query = vectors.get(Random(seed).below(20)).unwrap();
        let mut values = Vec::new();
        for (id, row) in (0u32..).zip(vectors.iter()) {
            let (fine, exact) = (rows.cosine(query.as_slice(), id), scalar::cosine(row, query));
            prop_assert!((fine - exact).abs() < 1e-4, "{fine} for {exact}");
            rows.decode(id, &mut values);
            prop_assert!(values.iter().zip(row.as_slice()).all(|(x, y)| (x - y).abs() < 2e-5));
        }
    }
}

#[test]
fn zeros_and_single_numbers_are_kept() {
    let mut flat = vec![0.0; 6 * 70];
    flat[70] = 1.0;
    flat[2 * 70 + 69] = -1.0;
    let vectors = UnitVectors::new(&flat, 70).unwrap();
    let rows = encode(vectors, Level::best());
    let query = vectors.get(2).unwrap().as_slice();
    assert_eq!([0, 1, 2].map(|id| rows.cosine(query, id)), [0.0, 0.0, 1.0]);
    let (mut probe, mut scores) = (Probe::new(), Vec::new());
    probe.set(query);
    rows.scores(&probe, &[0, 1, 2], &mut scores);
    assert_eq!(scores[..2], [0.0, 0.0]);
    assert!((scores[2] - 1.0).abs() < 0.01, "{}", scores[2]);
}
