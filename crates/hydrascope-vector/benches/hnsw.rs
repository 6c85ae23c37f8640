//! Our own graph: its kernels at every set of instructions beside f32 in pairs, building it, and searching it.
#![allow(clippy::unwrap_used, reason = "a failure here is meant to stop the run")]

#[path = "../tests/vectors/mod.rs"]
mod vectors;

use std::hint::black_box;
use std::time::Duration;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use hydrascope_vector::distance::{Level, Probe, SplitRows, UnitVectors, simd};
use hydrascope_vector::index::{
    CollapsedIndex, HnswIndex, HnswParams, LeaderIndex, Leaders, MinCosine, ValidHnswParams,
};

const DIMENSION: usize = 384;

/// One query with rows in scattered order, as a walk meets them.
fn kernels(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("hnsw: one query, 4096 scattered rows");
    group.sample_size(20).warm_up_time(Duration::from_millis(300)).measurement_time(Duration::from_secs(1));
    let flat = vectors::clustered(1, 4_097, DIMENSION, 0.0);
    let (query, rows) = flat.split_at(DIMENSION);
    let rows = UnitVectors::new(rows, DIMENSION).unwrap();
    let mut ids: Vec<u32> = (0..4_096).collect();
    let mut random = vectors::Random(1);
    (1..ids.len()).rev().for_each(|i| ids.swap(i, random.below(i + 1)));
    group.throughput(Throughput::Elements(ids.len() as u64));
    for level in Level::available() {
        let codes = SplitRows::encode_for(rows, &ids, level);
        let (mut probe, mut scores) = (Probe::new(), Vec::new());
        probe.set(query);
        group.bench_function(BenchmarkId::new("rough", format!("{:?}", level.kind())), |bencher| {
            bencher.iter(|| codes.scores(black_box(&probe), black_box(&ids), &mut scores));
        });
        group.bench_function(BenchmarkId::new("fine", format!("{:?}", level.kind())), |bencher| {
            bencher.iter(|| ids.iter().map(|&id| codes.cosine(black_box(query), id)).sum::<f32>());
        });
    }
    group.bench_function("f32 in pairs", |bencher| {
        bencher.iter(|| {
            ids.iter().map(|&id| simd::dot(rows.get(id as usize).unwrap().as_slice(), query)).sum::<f32>()
        });
    });
    group.finish();
}

fn graph(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("hnsw");
    group.sample_size(10).warm_up_time(Duration::from_millis(300)).measurement_time(Duration::from_secs(2));
    let min_cosine = MinCosine::new(0.9).unwrap();
    for n in [2_000, 10_000] {
        let flat = vectors::clustered(2, n, DIMENSION, 0.0);
        let rows = UnitVectors::new(&flat, DIMENSION).unwrap();
        group.bench_function(BenchmarkId::new("build", n), |bencher| {
            bencher.iter(|| HnswIndex::new(black_box(rows), ValidHnswParams::default()));
        });
        let params = HnswParams { search_width: 64, ..HnswParams::default() }.validate().unwrap();
        let index = HnswIndex::new(rows, params);
        let queries = UnitVectors::new(&flat[..500 * DIMENSION], DIMENSION).unwrap();
        group.bench_function(BenchmarkId::new("500 queries, ten nearest", n), |bencher| {
            bencher
                .iter(|| queries.iter().map(|query| index.nearest(query, 10).unwrap().len()).sum::<usize>());
        });
        group.bench_function(BenchmarkId::new("all pairs", n), |bencher| {
            bencher.iter(|| index.pairs_above(min_cosine));
        });
        let repeated = vectors::clustered(3, n, DIMENSION, 0.9);
        let repeated = UnitVectors::new(&repeated, DIMENSION).unwrap();
        let leaders = Leaders::collapse(repeated, MinCosine::new(0.98).unwrap());
        let collapsed = CollapsedIndex::new(repeated, &leaders, params).unwrap();
        group.bench_function(
            BenchmarkId::new("500 queries, ten nearest, nine tenths repeated", n),
            |bencher| {
                bencher.iter(|| {
                    queries.iter().map(|query| collapsed.nearest(query, 10).unwrap().len()).sum::<usize>()
                });
            },
        );
    }
    group.finish();
}

criterion_group!(benches, kernels, graph);
criterion_main!(benches);
