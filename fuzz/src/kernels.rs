//! The kernels of similarity against their plain twins.

use hydrascope::distance::{
    Hit, Level, Panels, Probe, Queries, SCREEN_SLACK, SplitRows, UnitVectors, scalar, screen, simd, wide,
};

/// Rows beyond these are left out.
const MOST: usize = 64;

/// Makes unit rows of bytes (the first says how many numbers a row has, the second the least cosine) and compares them with each other
/// at every level of instructions: the same pairs, none left out that matters, and the same bits.
pub fn kernels(bytes: &[u8]) {
    let [dimension, threshold, numbers @ ..] = bytes else { return };
    let dimension = 1 + usize::from(*dimension);
    let threshold = f32::from(*threshold) / 127.5 - 1.0;
    let flat = unit_rows(numbers, dimension);
    let rows = UnitVectors::new(&flat, dimension).unwrap();
    let panels = Panels::new(rows);
    let plain = passing(Level::available()[0], rows, &panels, threshold);
    for level in Level::available() {
        assert_eq!(passing(level, rows, &panels, threshold), plain, "{level:?}");
        assert_eq!(split(level, rows), split(Level::available()[0], rows), "{level:?}");
    }
    for (i, x) in (0..).zip(rows.iter()) {
        for (j, y) in (0..).zip(rows.iter()) {
            let cosine = scalar::cosine(x, y);
            let passed = plain.binary_search_by_key(&(i, j), |hit| (hit.query, hit.row)).is_ok();
            assert!(passed || cosine < threshold, "{i} and {j} have the cosine {cosine}");
            assert!((simd::dot(x.as_slice(), y.as_slice()) - cosine).abs() < SCREEN_SLACK);
            for level in Level::available() {
                assert_eq!(wide::cosine(level, x, y).to_bits(), cosine.to_bits(), "{level:?}");
            }
        }
    }
}

/// Rows of length one or zero; a number takes two bytes, a sign and size and a power of two, so that sizes differ widely.
fn unit_rows(bytes: &[u8], dimension: usize) -> Vec<f32> {
    let number = |two: &[u8]| f32::from(two[0].cast_signed()) * 2f32.powi(-i32::from(two[1] % 24));
    let mut flat: Vec<f32> = bytes.chunks_exact(2).map(number).take(MOST * dimension).collect();
    flat.truncate(flat.len() / dimension * dimension);
    for row in flat.chunks_exact_mut(dimension) {
        let length = row.iter().map(|&x| f64::from(x) * f64::from(x)).sum::<f64>().sqrt();
        if length > 0.0 {
            row.iter_mut().for_each(|x| *x = (f64::from(*x) / length) as f32);
        }
    }
    flat
}

/// The hits of a screen, ordered by query and row.
fn passing(level: Level, rows: UnitVectors<'_>, panels: &Panels, threshold: f32) -> Vec<Hit> {
    let mut all = Vec::new();
    let mut asked = Queries::new(rows, threshold);
    screen(level, &mut asked, panels, 0..panels.panels(), |_, hits| all.extend_from_slice(hits));
    all.sort_unstable_by_key(|hit: &Hit| (hit.query, hit.row));
    all
}

/// Scores and cosines of rows in two planes, as bits.
fn split(level: Level, rows: UnitVectors<'_>) -> Vec<u32> {
    let ids: Vec<u32> = (0..rows.len() as u32).collect();
    let Some(query) = rows.get(0) else { return Vec::new() };
    let coded = SplitRows::encode_for(rows, &ids, level);
    let (mut probe, mut scores) = (Probe::new(), Vec::new());
    probe.set(query.as_slice());
    coded.scores(&probe, &ids, &mut scores);
    let fine = ids.iter().map(|&id| coded.cosine(query.as_slice(), id).to_bits());
    scores.iter().map(|score| score.to_bits()).chain(fine).collect()
}
