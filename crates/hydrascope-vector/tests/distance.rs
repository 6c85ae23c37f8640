//! Cosines of unit vectors: several forms, one number; and what the integer kernels may leave out.

mod vectors;

use hydrascope_vector::distance::{
    Hit, Kind, Level, MAX_DIMENSION, Panels, Queries, RowScale, SCREEN_SLACK, ShortPanels, Shortening,
    UnitVector, UnitVectors, VectorError, quantize, scalar, screen, simd, top_k, wide,
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
        for x in a.iter() {
            for y in b.iter() {
                let truth = naive(x.as_slice(), y.as_slice()) as f32;
                let plain = scalar::cosine(x, y);
                prop_assert!((plain - truth).abs() < SCREEN_SLACK);
                prop_assert!((simd::dot(x.as_slice(), y.as_slice()) - plain).abs() < SCREEN_SLACK);
                for level in Level::available() {
                    prop_assert_eq!(plain.to_bits(), wide::cosine(level, x, y).to_bits());
                }
                prop_assert_eq!(plain.to_bits(), scalar::cosine(y, x).to_bits());
            }
        }
    }

    #[test]
    fn codes_lose_no_more_than_their_margin(seed: u64, dimension in 1usize..700, outlier in 1f32..40.0) {
        let flat = spiky(seed, 2, dimension, outlier);
        let rows = UnitVectors::new(&flat, dimension).unwrap();
        let coded = |i: usize| -> (Vec<i8>, RowScale) {
            let mut codes = vec![0; dimension];
            let scale = quantize(rows.get(i).unwrap().as_slice(), &mut codes);
            (codes, scale)
        };
        let ((a, x), (b, y)) = (coded(0), coded(1));
        let product: i64 = a.iter().zip(&b).map(|(&p, &q)| i64::from(p) * i64::from(q)).sum();
        let scaled = product as f64 * f64::from(x.scale) * f64::from(y.scale);
        let truth = naive(rows.get(0).unwrap().as_slice(), rows.get(1).unwrap().as_slice());
        prop_assert!((scaled - truth).abs() <= f64::from(x.margin + y.margin), "{} {} {:?}", scaled, truth, x);
        prop_assert!(a.iter().chain(&b).all(|&code| code != -128));
    }

    #[test]
    fn every_level_passes_the_same_pairs_and_all_that_matter(
        seed: u64, dimension in 1usize..300, m in 1usize..40, n in 1usize..150, threshold in -1f32..1.0,
    ) {
        let flat = spiky(seed, m + n, dimension, 3.0);
        let (a, b) = flat.split_at(m * dimension);
        let (a, b) = (UnitVectors::new(a, dimension).unwrap(), UnitVectors::new(b, dimension).unwrap());
        let panels = Panels::new(b);
        let plain = passing(Level::available()[0], a, &panels, threshold);
        for level in Level::available() {
            prop_assert_eq!(&passing(level, a, &panels, threshold), &plain, "{:?}", level);
        }
        for (i, x) in (0..).zip(a.iter()) {
            for (j, y) in (0..).zip(b.iter()) {
                let passed = plain.binary_search_by_key(&(i, j), |hit| (hit.query, hit.row)).is_ok();
                prop_assert!(passed || scalar::cosine(x, y) < threshold);
            }
        }
    }

    #[test]
    fn a_part_of_the_numbers_rules_out_nothing_that_matters(
        seed: u64, dimension in 1usize..200, count in 0usize..250, m in 1usize..30, n in 1usize..100,
        threshold in -1f32..1.0,
    ) {
        let flat = spiky(seed, m + n, dimension, 3.0);
        let (a, b) = flat.split_at(m * dimension);
        let (a, b) = (UnitVectors::new(a, dimension).unwrap(), UnitVectors::new(b, dimension).unwrap());
        let shortening = Shortening::new(b, count);
        prop_assert_eq!(shortening.len(), count.clamp(4.min(dimension), dimension));
        let short = ShortPanels::new(shortening.clone(), b);
        let mut pushed = ShortPanels::empty(shortening);
        b.iter().for_each(|row| pushed.push(row));
        for short in [short, pushed] {
            for level in Level::available() {
                let mut hits = Vec::new();
                let mut asked = short.queries(a, threshold);
                screen(level, &mut asked, short.panels(), 0..short.panels().panels(), |_, some| hits.extend(some));
                let passed = |i: u32, j: u32| hits.iter().any(|hit: &Hit| (hit.query, hit.row) == (i, j));
                for (i, x) in (0..).zip(a.iter()) {
                    for (j, y) in (0..).zip(b.iter()) {
                        prop_assert!(scalar::cosine(x, y) < threshold || passed(i, j), "{i} {j} {level:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn a_panel_filled_row_by_row_is_the_panel_filled_at_once(seed: u64, dimension in 1usize..100, n in 1usize..70) {
        let flat = spiky(seed, n, dimension, 1.0);
        let rows = UnitVectors::new(&flat, dimension).unwrap();
        let mut pushed = Panels::empty(dimension);
        rows.iter().for_each(|row| pushed.push(row.as_slice()));
        prop_assert_eq!((pushed.len(), pushed.panels(), pushed.bytes()), {
            let whole = Panels::new(rows);
            (whole.len(), whole.panels(), whole.bytes())
        });
        let level = Level::best();
        prop_assert_eq!(passing(level, rows, &pushed, -1.0), passing(level, rows, &Panels::new(rows), -1.0));
    }

    #[test]
    fn candidates_hold_the_nearest(seed: u64, dimension in 1usize..100, m in 1usize..20, n in 1usize..300, k in 1usize..30) {
        let flat = spiky(seed, m + n, dimension, 2.0);
        let (a, b) = flat.split_at(m * dimension);
        let (a, b) = (UnitVectors::new(a, dimension).unwrap(), UnitVectors::new(b, dimension).unwrap());
        let panels = Panels::new(b);
        for level in Level::available() {
            let found = top_k(level, &mut Queries::new(a, f32::NEG_INFINITY), &panels, k);
            for (x, found) in a.iter().zip(found) {
                let mut all: Vec<(f32, u32)> = b.iter().zip(0..).map(|(y, j)| (-scalar::cosine(x, y), j)).collect();
                all.sort_by(|p, q| p.0.total_cmp(&q.0).then(p.1.cmp(&q.1)));
                prop_assert!(all.iter().take(k).all(|(_, j)| found.contains(j)));
                prop_assert!(found.is_sorted() && found.len() >= k.min(n));
            }
        }
    }
}

/// Clustered rows, one number of each made larger (which makes the others' codes coarse), and a row of zeros in six.
fn spiky(seed: u64, n: usize, dimension: usize, outlier: f32) -> Vec<f32> {
    let mut flat = vectors::clustered(seed, n, dimension, 0.3);
    for (i, row) in flat.chunks_exact_mut(dimension).enumerate() {
        row[i % dimension] *= outlier;
        let length = row.iter().map(|v| v * v).sum::<f32>().sqrt();
        // As much off the length of one as a unit vector may be.
        let stretch = [1.0, 1.0004, 0.9996][i % 3];
        let scale = if (seed as usize + i) % 6 == 5 { 0.0 } else { stretch / length };
        row.iter_mut().for_each(|v| *v *= scale);
    }
    flat
}

/// The hits of a screen, ordered by query and row.
fn passing(level: Level, queries: UnitVectors<'_>, panels: &Panels, threshold: f32) -> Vec<Hit> {
    let mut all: Vec<Hit> = Vec::new();
    let mut asked = Queries::new(queries, threshold);
    screen(level, &mut asked, panels, 0..panels.panels(), |_, hits| all.extend(hits));
    all.sort_unstable_by_key(|hit| (hit.query, hit.row));
    all
}

#[test]
fn the_widest_level_of_this_processor_is_among_those_tested() {
    let kinds: Vec<Kind> = Level::available().into_iter().map(Level::kind).collect();
    println!("levels tested: {kinds:?}");
    assert!(kinds.is_sorted() && kinds[0] == Kind::Portable);
    assert_eq!(kinds.last(), Some(&Level::best().kind()));
    // Every 64-bit ARM processor has NEON, so that its forms are tested wherever these tests run on one.
    assert_eq!(kinds.contains(&Kind::Neon), cfg!(all(target_arch = "aarch64", target_endian = "little")));
}

#[test]
fn the_largest_products_do_not_overflow() {
    // All codes are 127: the largest sum that the longest vectors can bring about.
    let flat = vec![1.0 / (MAX_DIMENSION as f32).sqrt(); 2 * MAX_DIMENSION];
    let rows = UnitVectors::new(&flat, MAX_DIMENSION).unwrap();
    for level in Level::available() {
        let hits = passing(level, rows, &Panels::new(rows), 0.99);
        assert_eq!(hits.len(), 4);
        assert!(hits.iter().all(|hit| hit.product == 127 * 127 * MAX_DIMENSION as i32), "{hits:?}");
    }
}

#[test]
fn rows_of_another_dimension_pass_nothing() {
    let (one, eight) = ([1.0], [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0]);
    let panels = Panels::new(UnitVectors::new(&eight, 8).unwrap());
    assert_eq!(passing(Level::best(), UnitVectors::new(&one, 1).unwrap(), &panels, -1.0), []);
    assert_eq!(passing(Level::best(), UnitVectors::new(&[], 8).unwrap(), &panels, -1.0), []);
}

#[test]
fn the_longest_vectors_stay_within_the_slack() {
    // All terms equal and positive is the worst case for rounding that a unit vector offers.
    let flat = vec![1.0 / (MAX_DIMENSION as f32).sqrt(); 2 * MAX_DIMENSION];
    let vectors = UnitVectors::new(&flat, MAX_DIMENSION).unwrap();
    let (a, b) = (vectors.get(0).unwrap(), vectors.get(1).unwrap());
    let score = simd::dot(a.as_slice(), b.as_slice());
    assert!((score - scalar::cosine(a, b)).abs() < SCREEN_SLACK, "{score}");
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
