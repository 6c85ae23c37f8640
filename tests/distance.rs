//! Cosines of unit vectors: three forms, one number.

mod vectors;

use hydrascope::distance::{
    MAX_DIMENSION, SCREEN_SLACK, UnitVector, UnitVectors, VectorError, scalar, simd, tile,
};
use proptest::prelude::*;

/// The definition, in double precision.
fn naive(a: &[f32], b: &[f32]) -> f64 {
    a.iter().zip(b).map(|(x, y)| f64::from(*x) * f64::from(*y)).sum()
}

proptest! {
    #[test]
    fn all_forms_agree(seed: u64, dimension in 1usize..700, m in 1usize..20, n in 1usize..20) {
        let flat = vectors::clustered(seed, m + n, dimension, 0.3);
        let (a, b) = flat.split_at(m * dimension);
        let (a, b) = (UnitVectors::new(a, dimension).unwrap(), UnitVectors::new(b, dimension).unwrap());
        let mut scores = Vec::new();
        tile::dots(a, b, &mut scores);
        for (i, x) in a.iter().enumerate() {
            for (j, y) in b.iter().enumerate() {
                let truth = naive(x.as_slice(), y.as_slice()) as f32;
                let plain = scalar::cosine(x, y);
                prop_assert!((plain - truth).abs() < SCREEN_SLACK);
                prop_assert!((simd::dot(x.as_slice(), y.as_slice()) - plain).abs() < SCREEN_SLACK);
                prop_assert!((scores[i * n + j] - plain).abs() < SCREEN_SLACK);
                prop_assert_eq!(plain.to_bits(), scalar::cosine(y, x).to_bits());
            }
        }
    }
}

#[test]
fn the_longest_vectors_stay_within_the_slack() {
    // All terms equal and positive is the worst case for rounding that a unit vector offers.
    let flat = vec![1.0 / (MAX_DIMENSION as f32).sqrt(); 2 * MAX_DIMENSION];
    let vectors = UnitVectors::new(&flat, MAX_DIMENSION).unwrap();
    let (a, b) = (vectors.get(0).unwrap(), vectors.get(1).unwrap());
    let mut scores = Vec::new();
    tile::dots(vectors, vectors, &mut scores);
    for score in [simd::dot(a.as_slice(), b.as_slice()), scores[1]] {
        assert!((score - scalar::cosine(a, b)).abs() < SCREEN_SLACK, "{score}");
    }
}

#[test]
fn a_zero_vector_is_near_nothing() {
    let vectors = UnitVectors::new(&[0.0, 0.0, 0.6, 0.8], 2).unwrap();
    assert_eq!(scalar::cosine(vectors.get(0).unwrap(), vectors.get(1).unwrap()), 0.0);
}

#[test]
fn a_cosine_never_leaves_its_range() {
    let vector = UnitVector::new(&[1.0003, 0.0]).unwrap();
    assert_eq!(scalar::cosine(vector, vector), 1.0);
}

#[test]
fn an_empty_tile_is_empty() {
    let mut scores = vec![1.0];
    let (none, one) = (UnitVectors::new(&[], 2).unwrap(), UnitVectors::new(&[0.0, 1.0], 2).unwrap());
    tile::dots(none, one, &mut scores);
    assert!(scores.is_empty());
}

#[test]
fn what_is_no_unit_vector_is_refused() {
    let message = |result: Result<UnitVectors<'_>, VectorError>| result.unwrap_err().to_string();
    assert_eq!(
        message(UnitVectors::new(&[1.0], 0)),
        "expected vectors of 1 to 8192 numbers, got 0; check the model's output shape"
    );
    assert_eq!(
        message(UnitVectors::new(&[1.0, 0.0, 1.0], 2)),
        "expected whole rows of 2 numbers, got 3 numbers in all; check the model's output shape"
    );
    assert_eq!(
        message(UnitVectors::new(&[1.0, 0.0, 3.0, 4.0], 2)),
        "expected vector 1 to have length 1 (or be all zeros), got a squared length of 25; normalise the model's output"
    );
    for bad in [f32::NAN, f32::INFINITY, f32::NEG_INFINITY] {
        assert!(matches!(
            UnitVectors::new(&[0.0, 1.0, bad, 0.0], 2),
            Err(VectorError::NotUnit { row: 1, .. })
        ));
        assert!(matches!(UnitVector::new(&[bad]), Err(VectorError::NotUnit { row: 0, .. })));
    }
    assert_eq!(
        VectorError::TooMany(5_000_000_000).to_string(),
        "expected at most 4294967295 vectors, got 5000000000; split the input"
    );
    assert_eq!(UnitVector::new(&[]).unwrap_err(), VectorError::Dimension(0));
}

#[test]
fn the_level_of_instructions_is_named() {
    let known = ["AVX-512", "AVX2", "SVE", "NEON", "none"];
    assert!(known.contains(&simd::level()), "{}", simd::level());
}
