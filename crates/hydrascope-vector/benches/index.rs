//! Collapsing to leaders, building an index, and finding all near pairs, exactly and by graph.
#![allow(clippy::unwrap_used, reason = "a failure here is meant to stop the run")]

#[path = "../tests/vectors/mod.rs"]
mod vectors;

use std::hint::black_box;
use std::time::Duration;

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use hydrascope_vector::distance::UnitVectors;
use hydrascope_vector::index::{ExactIndex, GraphIndex, LeaderIndex, Leaders, MinCosine, ValidGraphParams};

const DIMENSION: usize = 256;

fn index(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("index");
    group.sample_size(10).warm_up_time(Duration::from_millis(300)).measurement_time(Duration::from_secs(2));
    let min_cosine = MinCosine::new(0.8).unwrap();
    for n in [1_000, 4_000] {
        let flat = vectors::clustered(1, n, DIMENSION, 0.0);
        let rows = UnitVectors::new(&flat, DIMENSION).unwrap();
        group.bench_function(BenchmarkId::new("exact: all pairs", n), |bencher| {
            bencher.iter(|| ExactIndex::new(black_box(rows)).pairs_above(min_cosine));
        });
        let repeated = vectors::clustered(2, n * 10, DIMENSION, 0.9);
        let repeated = UnitVectors::new(&repeated, DIMENSION).unwrap();
        group.bench_function(BenchmarkId::new("leaders: nine tenths repeated", n * 10), |bencher| {
            bencher.iter(|| Leaders::collapse(black_box(repeated), MinCosine::new(0.98).unwrap()));
        });
    }
    let (n, flat) = (1_000, vectors::clustered(1, 1_000, DIMENSION, 0.0));
    let rows = UnitVectors::new(&flat, DIMENSION).unwrap();
    group.bench_function(BenchmarkId::new("graph: build", n), |bencher| {
        bencher.iter(|| GraphIndex::new(black_box(rows), ValidGraphParams::default()));
    });
    let graph = GraphIndex::new(rows, ValidGraphParams::default());
    group.bench_function(BenchmarkId::new("graph: all pairs", n), |bencher| {
        bencher.iter(|| graph.pairs_above(min_cosine));
    });
    group.finish();
}

criterion_group!(benches, index);
criterion_main!(benches);
