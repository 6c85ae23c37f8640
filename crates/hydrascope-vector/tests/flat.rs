//! Rows as a GPU reads them: what their bounds promise, and the plain twins of the kernels.
#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]

use hydrascope_vector::distance::flat::{
    Bytes, Code, Edge, FlatRows, Halves, ROWS_B, SLAB, TILE, certain, edges,
};
use hydrascope_vector::distance::{UnitVectors, scalar};
use proptest::prelude::*;

/// Unit rows: some of them near others, some with one number far above the rest, some all zeros.
fn rows(dimension: usize) -> impl Strategy<Value = Vec<f32>> {
    let numbers = prop::collection::vec(-1.0f32..1.0, dimension);
    let row = (numbers, 0u8..8, 0.0f32..0.3).prop_map(|(numbers, kind, noise)| match kind {
        0 => vec![0.0; numbers.len()],
        1 => numbers.iter().enumerate().map(|(i, v)| if i == 0 { 40.0 } else { *v }).collect(),
        2..5 => numbers.iter().map(|v| 1.0 + noise * v).collect(),
        _ => numbers,
    });
    // As much off the length of one as a unit vector may be.
    let stretched = |row: &Vec<f32>, by: f32| unit(row).into_iter().map(move |value| value * by);
    prop::collection::vec((row, 0.9996f32..1.0004), 1..40)
        .prop_map(move |rows| rows.iter().flat_map(|(row, by)| stretched(row, *by)).collect())
}

fn unit(row: &[f32]) -> Vec<f32> {
    let length = row.iter().map(|v| v * v).sum::<f32>().sqrt();
    row.iter().map(|v| if length > 0.0 { v / length } else { 0.0 }).collect()
}

/// The product of two rows, which a cosine cuts to -1 to 1.
fn product(vectors: UnitVectors<'_>, a: usize, b: usize) -> f64 {
    let rows = vectors.get(a).unwrap().as_slice().iter().zip(vectors.get(b).unwrap().as_slice());
    rows.map(|(x, y)| f64::from(*x) * f64::from(*y)).sum()
}

fn as_f64<C: Code>(number: C::Number) -> f64
where
    C::Number: Into<f64>,
{
    number.into()
}

/// Nothing that reaches the threshold is left out, and what comes is what the definition says.
fn check<C: Code>(flat: &[f32], dimension: usize, min_cosine: f32) -> Result<(), TestCaseError>
where
    C::Number: Into<f64>,
{
    let vectors = UnitVectors::new(flat, dimension).unwrap();
    let coded = FlatRows::<C>::new(vectors);
    let need = coded.need(min_cosine);
    let found = edges(&coded, &need, &coded, true);
    let unit = f64::from(coded.unit()).powi(2);
    for a in 0..vectors.len() {
        for b in a + 1..vectors.len() {
            let cosine = scalar::cosine(vectors.get(a).unwrap(), vectors.get(b).unwrap());
            let edge = found.iter().find(|edge| (edge.a, edge.b) == (a as u32, b as u32));
            prop_assert!(cosine < min_cosine || edge.is_some(), "{cosine} of {a} and {b} is missing");
            let slack = (as_f64::<C>(coded.slack()[a]) + as_f64::<C>(coded.slack()[b])) * unit;
            if let Some(Edge { product, .. }) = edge {
                let truth = self::product(vectors, a, b);
                let off = (f64::from(C::cosine(coded.unit(), *product)) - truth).abs();
                prop_assert!(off <= slack + 1e-6, "{off} is more than {slack}");
                prop_assert!(truth >= f64::from(min_cosine) - 2.0 * slack - 1e-6);
            }
        }
    }
    Ok(())
}

/// Each half tile's number is reached by one of its rows.
fn check_certain<C: Code>(flat: &[f32], dimension: usize) -> Result<(), TestCaseError>
where
    C::Number: Into<f64>,
{
    let vectors = UnitVectors::new(flat, dimension).unwrap();
    let coded = FlatRows::<C>::new(vectors);
    let (most, unit) = (certain(&coded, &coded), f64::from(coded.unit()).powi(2));
    let halves = coded.padded() / ROWS_B * 2;
    prop_assert_eq!(most.len(), vectors.len() * halves);
    for (query, most) in most.chunks(halves).enumerate() {
        for (half, &most) in most.iter().enumerate() {
            let within = (half * 64..(half + 1) * 64).take_while(|&row| row < vectors.len());
            let reached = within.map(|row| product(vectors, query, row)).fold(f64::NEG_INFINITY, f64::max);
            let sure = (as_f64::<C>(most) - as_f64::<C>(coded.slack()[query])) * unit;
            prop_assert!(reached >= sure - 1e-6 || sure < -1.0, "{reached} of {sure}");
        }
    }
    Ok(())
}

proptest! {
    #[test]
    fn no_pair_is_lost(
        (dimension, flat) in (1usize..80).prop_flat_map(|d| (Just(d), rows(d))),
        min_cosine in -1.0f32..1.0,
    ) {
        check::<Bytes>(&flat, dimension, min_cosine)?;
        check::<Halves>(&flat, dimension, min_cosine)?;
    }

    #[test]
    fn what_is_certain_is_reached((dimension, flat) in (1usize..80).prop_flat_map(|d| (Just(d), rows(d)))) {
        check_certain::<Bytes>(&flat, dimension)?;
        check_certain::<Halves>(&flat, dimension)?;
    }
}

#[test]
fn rows_are_padded_so_that_nothing_of_it_passes() {
    let flat: Vec<f32> = (0..3).flat_map(|i| unit(&[1.0, i as f32, 0.5])).collect();
    let rows = FlatRows::<Bytes>::new(UnitVectors::new(&flat, 3).unwrap());
    assert_eq!(
        (rows.len(), rows.padded(), rows.row_bytes(), rows.codes().len()),
        (3, TILE, SLAB, TILE * SLAB)
    );
    assert!(rows.row(0)[3..].iter().all(|&code| code == 0));
    let need = rows.need(-1.0);
    for (i, &need) in need.iter().enumerate() {
        for (j, &slack) in rows.slack().iter().enumerate() {
            // The product with a row that pads is 0.
            assert!(i < 3 && j < 3 || slack < need, "{i} and {j}");
        }
    }
    assert_eq!(rows.tile_slack().len(), TILE / ROWS_B);
}

/// What a row of that slack needs for the cosine of a product that is known to be reached.
fn check_limits<C: Code>() {
    let flat = [1.0003, 0.0, -1.0003, 0.0, -1.0001, 0.0];
    let rows = FlatRows::<C>::new(UnitVectors::new(&flat, 2).unwrap());
    assert_eq!(edges(&rows, &rows.need(-1.0), &rows, true).len(), 3);
    let product = |i: usize| C::product(rows.row(0), rows.row(i));
    let need = |i: usize| rows.need_at_least(product(i), rows.slack()[0]);
    let passes = |i: usize, need: C::Number| C::plus(product(i), rows.slack()[i]) >= need;
    // All cosines beyond -1 are -1, and those beyond 1 are 1.
    assert!(passes(1, need(2)) && passes(2, need(1)));
    assert!(need(0) <= C::minus(C::threshold(rows.unit(), 1.0), rows.slack()[0]));
    assert!(!passes(1, need(0)));
}

#[test]
fn vectors_a_trace_too_long_are_at_most_alike_or_opposite() {
    check_limits::<Bytes>();
    check_limits::<Halves>();
}

#[test]
fn one_odd_row_does_not_make_all_others_coarse() {
    let plain =
        |seed: usize| unit(&(0..256).map(|i| ((i * 37 + seed * 101) % 97) as f32 - 48.0).collect::<Vec<_>>());
    let mut flat: Vec<f32> = (0..300).flat_map(plain).collect();
    let usual = FlatRows::<Bytes>::new(UnitVectors::new(&flat, 256).unwrap()).unit();
    flat.extend(unit(&(0..256).map(|i| if i == 7 { 1.0 } else { 0.0 }).collect::<Vec<_>>()));
    let vectors = UnitVectors::new(&flat, 256).unwrap();
    let rows = FlatRows::<Bytes>::new(vectors);
    assert_eq!(rows.unit(), usual);
    assert!(rows.slack()[300] > 20 * rows.slack()[0]);
    // And it still finds itself.
    let twice: Vec<f32> = [&flat[..], &flat[300 * 256..]].concat();
    let rows = FlatRows::<Bytes>::new(UnitVectors::new(&twice, 256).unwrap());
    let found = edges(&rows, &rows.need(0.999), &rows, true);
    assert!(found.iter().any(|edge| (edge.a, edge.b) == (300, 301)));
}
