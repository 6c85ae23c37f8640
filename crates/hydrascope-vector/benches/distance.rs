//! Single pairs in plain and wide instructions, and the integer kernels: blocks, one query, the k nearest, quantising.
#![allow(clippy::unwrap_used, reason = "a failure here is meant to stop the run")]

#[path = "../tests/vectors/mod.rs"]
mod vectors;

use std::hint::black_box;
use std::time::Duration;

use criterion::measurement::WallTime;
use criterion::{BenchmarkGroup, BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use hydrascope_vector::distance::{
    BLOCK, Level, Panels, Queries, ShortPanels, Shortening, UnitVectors, scalar, screen, simd, top_k, wide,
};

/// Rows that the kernels are asked about: more than the caches next to a core hold.
const ROWS: usize = 20_000;

/// What the queries of the threshold form ask for: few pairs pass, as in a log.
const THRESHOLD: f32 = 0.8;

fn settings(group: &mut BenchmarkGroup<'_, WallTime>) {
    group.sample_size(20).warm_up_time(Duration::from_millis(500)).measurement_time(Duration::from_secs(2));
}

fn pairs(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("distance");
    settings(&mut group);
    for dimension in [256, 384] {
        let flat = vectors::clustered(1, BLOCK, dimension, 0.0);
        let rows = UnitVectors::new(&flat, dimension).unwrap();
        group.throughput(Throughput::Elements((BLOCK * BLOCK) as u64));
        type Dot = fn(&[f32], &[f32]) -> f32;
        let best: Dot = |a, b| wide::dot(Level::best(), a, b);
        for (name, dot) in
            [("scalar pairs", scalar::dot as Dot), ("wide pairs", best), ("simsimd pairs", simd::dot)]
        {
            group.bench_function(BenchmarkId::new(name, dimension), |bencher| {
                bencher.iter(|| {
                    let of_row = |a: &[f32]| rows.iter().map(|b| dot(a, b.as_slice())).sum::<f32>();
                    black_box(rows.iter().map(|a| of_row(a.as_slice())).sum::<f32>())
                });
            });
        }
    }
    group.finish();
}

fn kernels(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("kernel");
    settings(&mut group);
    for dimension in [256, 384] {
        let flat = vectors::clustered(1, ROWS, dimension, 0.0);
        let rows = UnitVectors::new(&flat, dimension).unwrap();
        let panels = Panels::new(rows);
        for (name, queries) in [("block", BLOCK), ("one query", 1)] {
            let asked = UnitVectors::new(&flat[..queries * dimension], dimension).unwrap();
            group.throughput(Throughput::Elements((queries * ROWS) as u64));
            for level in Level::available() {
                let id = BenchmarkId::new(format!("{name}, {:?}", level.kind()), dimension);
                group.bench_function(id, |bencher| {
                    let mut asked = Queries::new(asked, THRESHOLD);
                    bencher.iter(|| {
                        let mut passing = 0;
                        screen(level, &mut asked, &panels, 0..panels.panels(), |_, hits| {
                            passing += hits.len()
                        });
                        passing
                    });
                });
            }
            group.bench_function(BenchmarkId::new(format!("{name}, ten nearest"), dimension), |bencher| {
                bencher.iter(|| {
                    let mut asked = Queries::new(black_box(asked), f32::NEG_INFINITY);
                    top_k(Level::best(), &mut asked, &panels, 10)
                });
            });
        }
        part(&mut group, rows);
        group.throughput(Throughput::Elements(ROWS as u64));
        group.bench_function(BenchmarkId::new("quantise", dimension), |bencher| {
            bencher.iter(|| Panels::new(black_box(rows)));
        });
    }
    group.finish();
}

/// A block of which a quarter of the numbers is compared first, for pairs that are nearer.
fn part(group: &mut BenchmarkGroup<'_, WallTime>, rows: UnitVectors<'_>) {
    let short = ShortPanels::new(Shortening::new(rows, rows.dimension() / 4), rows);
    group.throughput(Throughput::Elements((BLOCK * ROWS) as u64));
    group.bench_function(BenchmarkId::new("block, a quarter of the numbers", rows.dimension()), |bencher| {
        let asked = UnitVectors::new(&rows.as_flat()[..BLOCK * rows.dimension()], rows.dimension()).unwrap();
        let mut asked = short.queries(asked, 0.95);
        bencher.iter(|| {
            let mut passing = 0;
            screen(Level::best(), &mut asked, short.panels(), 0..short.panels().panels(), |_, hits| {
                passing += hits.len()
            });
            passing
        });
    });
}

criterion_group!(benches, pairs, kernels);
criterion_main!(benches);
