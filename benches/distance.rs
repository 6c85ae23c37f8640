//! One pair in plain and in wide instructions, and a tile of pairs.
#![allow(clippy::unwrap_used, reason = "a failure here is meant to stop the run")]

#[path = "../tests/vectors/mod.rs"]
mod vectors;

use std::hint::black_box;
use std::time::Duration;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use hydrascope::distance::{UnitVectors, scalar, simd, tile};

fn distance(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("distance");
    group.sample_size(20).warm_up_time(Duration::from_millis(500)).measurement_time(Duration::from_secs(2));
    for dimension in [256, 384] {
        let flat = vectors::clustered(1, tile::ROWS, dimension, 0.0);
        let rows = UnitVectors::new(&flat, dimension).unwrap();
        group.throughput(Throughput::Elements((tile::ROWS * tile::ROWS) as u64));
        type Dot = fn(&[f32], &[f32]) -> f32;
        for (name, dot) in [("scalar pairs", scalar::dot as Dot), ("simsimd pairs", simd::dot as Dot)] {
            group.bench_function(BenchmarkId::new(name, dimension), |bencher| {
                bencher.iter(|| {
                    let of_row = |a: &[f32]| rows.iter().map(|b| dot(a, b.as_slice())).sum::<f32>();
                    black_box(rows.iter().map(|a| of_row(a.as_slice())).sum::<f32>())
                });
            });
        }
        let mut out = Vec::new();
        group.bench_function(BenchmarkId::new("tile", dimension), |bencher| {
            bencher.iter(|| tile::dots(black_box(rows), rows, &mut out));
        });
    }
    group.finish();
}

criterion_group!(benches, distance);
criterion_main!(benches);
