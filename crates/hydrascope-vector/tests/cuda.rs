//! The GPU against the processor. Without a GPU these tests say so and pass, unless REQUIRE_GPU is 1.
#![cfg(feature = "cuda")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stderr, reason = "a test stops where it fails")]

use hydrascope_vector::device::DeviceKind;
use hydrascope_vector::distance::cuda::{CudaError, Device, Limits, check_kernels};
use hydrascope_vector::distance::flat::{Bytes, Code, Edge, FlatRows, Halves, edges};
use hydrascope_vector::distance::{UnitVectors, scalar};
use hydrascope_vector::index::{
    Accelerator, CudaIndex, ExactIndex, IndexError, IndexKind, LeaderIndex, MinCosine,
};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// Whether a variable, which `kernels/check.sh` and CI set, says that something has to be there.
fn required(variable: &str) -> bool {
    std::env::var(variable).is_ok_and(|value| value == "1")
}

fn gpu() -> Option<Device> {
    match Device::open(0) {
        Ok(device) => Some(device),
        Err(error) if required("REQUIRE_GPU") => panic!("{error}"),
        Err(error) => {
            eprintln!("SKIPPED: {error}; NOTHING was compared on a GPU");
            None
        }
    }
}

/// Unit rows in groups of five, each row near the others of its group, which lie all over the rows.
fn vectors(count: usize, dimension: usize, seed: u64) -> Vec<f32> {
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    let centers: Vec<Vec<f32>> = (0..count.div_ceil(5))
        .map(|_| (0..dimension).map(|_| random.random_range(-1.0f32..1.0)).collect())
        .collect();
    let mut flat = Vec::with_capacity(count * dimension);
    for i in 0..count {
        let center = &centers[i % centers.len()];
        let row: Vec<f32> = center.iter().map(|v| v + 0.5 * random.random_range(-1.0f32..1.0)).collect();
        let length = row.iter().map(|v| v * v).sum::<f32>().sqrt();
        flat.extend(row.iter().map(|v| v / length));
    }
    flat
}

fn joined<C: Code>(device: &Device, rows: &FlatRows<C>, min_cosine: f32) -> Vec<Edge<C::Number>> {
    let mut found = Vec::new();
    device.join(rows, min_cosine, &mut |edges| found.extend_from_slice(edges)).unwrap();
    found.sort_by_key(|edge| (edge.a, edge.b));
    found
}

#[test]
fn no_gpu_is_an_error_that_says_what_to_do() {
    let Err(error) = Device::open(4096) else { panic!("so many GPUs?") };
    let text = error.to_string();
    assert!(text.contains("expected") && text.contains("the CPU"), "{text}");
}

#[test]
fn who_does_not_insist_gets_the_processor_and_the_reason() {
    let flat = vectors(200, 48, 1);
    let view = UnitVectors::new(&flat, 48).unwrap();
    let near = MinCosine::new(0.8).unwrap();
    let auto = Accelerator::new(DeviceKind::Auto).unwrap();
    let mut found = Vec::new();
    let ran =
        auto.for_each_pair(view, near, IndexKind::Auto, &mut |pairs| found.extend_from_slice(pairs)).unwrap();
    found.sort_by_key(|pair| (pair.a, pair.b));
    assert_eq!(found, ExactIndex::new(view).pairs_above(near));
    match Device::open(0) {
        Ok(device) => assert_eq!((ran.on.as_str(), ran.reason), (device.name(), None)),
        Err(error) => {
            assert_eq!((ran.on.as_str(), ran.reason), ("CPU", Some(error.to_string())));
            assert_eq!(Accelerator::new(DeviceKind::Cuda).unwrap_err(), error);
        }
    }
}

#[test]
fn the_kernels_compile() {
    let shapes = [(0, 384), (0, 256), (0, 1024), (1, 768), (1, 3072)];
    for (code, bytes) in shapes {
        match check_kernels(code, bytes, (9, 0)) {
            Ok(()) => {}
            Err(error @ CudaError::NoCompiler { .. }) if !required("REQUIRE_NVRTC") => {
                eprintln!("SKIPPED: {error}; NO kernel was compiled");
                return;
            }
            Err(error) => panic!("{error}"),
        }
    }
}

#[test]
fn bytes_give_the_twins_edges() {
    let Some(device) = gpu() else { return };
    for (count, dimension) in [(20_000, 384), (1_003, 200), (513, 1024)] {
        let flat = vectors(count, dimension, 5);
        let rows = FlatRows::<Bytes>::new(UnitVectors::new(&flat, dimension).unwrap());
        let expected = edges(&rows, &rows.need(0.75), &rows, true);
        assert!(expected.len() > count, "{}", expected.len());
        assert_eq!(joined(&device, &rows, 0.75), expected);
    }
}

#[test]
fn halves_give_what_is_above_and_nothing_far_below() {
    let Some(device) = gpu() else { return };
    let flat = vectors(5_001, 384, 6);
    let view = UnitVectors::new(&flat, 384).unwrap();
    let rows = FlatRows::<Halves>::new(view);
    let found = joined(&device, &rows, 0.75);
    for edge in &found {
        let cosine = scalar::cosine(view.get(edge.a as usize).unwrap(), view.get(edge.b as usize).unwrap());
        let slack = rows.slack()[edge.a as usize] + rows.slack()[edge.b as usize];
        assert!((edge.product - cosine).abs() <= slack && cosine >= 0.75 - 2.0 * slack);
    }
    let above = ExactIndex::new(view).pairs_above(MinCosine::new(0.75).unwrap());
    assert!(above.len() > 5_000);
    assert!(above.iter().all(|p| found.binary_search_by_key(&(p.a, p.b), |e| (e.a, e.b)).is_ok()));
}

#[test]
fn rows_that_stream_change_nothing() {
    let flat = vectors(9_001, 128, 7);
    let rows = FlatRows::<Bytes>::new(UnitVectors::new(&flat, 128).unwrap());
    let expected = edges(&rows, &rows.need(0.7), &rows, true);
    let panel = 1024;
    for panels in [3, 5, 100] {
        let Some(device) = gpu() else { return };
        let device =
            device.with_limits(Limits { panel, memory: Some(panels * panel * 128), ..Limits::default() });
        assert_eq!(joined(&device, &rows, 0.7), expected, "{panels} panels");
    }
    let Some(device) = gpu() else { return };
    let device = device.with_limits(Limits { panel, memory: Some(2 * panel * 128), ..Limits::default() });
    let error = device.join(&rows, 0.7, &mut |_| ()).unwrap_err();
    assert!(matches!(error, CudaError::Memory { .. }), "{error}");
}

/// Every pair passes, so that every launch finds far more than it has room for and is halved many times.
#[test]
fn results_that_overflow_are_continued() {
    let flat = vectors(3_001, 128, 10);
    let rows = FlatRows::<Bytes>::new(UnitVectors::new(&flat, 128).unwrap());
    let expected = edges(&rows, &rows.need(-1.0), &rows, true);
    assert_eq!(expected.len(), 3_001 * 3_000 / 2);
    for panels in [3, 100] {
        let Some(device) = gpu() else { return };
        let limits = Limits { panel: 1024, memory: Some(panels * 1024 * 128), pairs: Limits::LEAST_PAIRS };
        assert_eq!(joined(&device.with_limits(limits), &rows, -1.0), expected, "{panels} panels");
    }
}

#[test]
fn the_index_answers_as_the_exact_one() {
    let Some(device) = gpu() else { return };
    let device = device.with_limits(Limits { panel: 2048, ..Limits::default() });
    let flat = vectors(7_003, 256, 8);
    let view = UnitVectors::new(&flat, 256).unwrap();
    let (exact, index) = (ExactIndex::new(view), CudaIndex::new(view, &device));
    let near = MinCosine::new(0.7).unwrap();
    assert_eq!(index.pairs_above(near).unwrap(), exact.pairs_above(near));
    let queries = vectors(301, 256, 9);
    let both: Vec<f32> = [&queries[..], &flat[..256 * 100]].concat();
    let queries = UnitVectors::new(&both, 256).unwrap();
    for k in [0, 1, 10, 100, 500] {
        assert_eq!(
            index.nearest_each(queries, k).unwrap(),
            exact.nearest_each(queries, k).unwrap(),
            "k = {k}"
        );
    }
    let short = vectors(1, 64, 11);
    let wrong = UnitVectors::new(&short, 64).unwrap();
    assert!(matches!(index.nearest_each(wrong, 3), Err(IndexError::Dimension { .. })));
}

#[test]
fn rows_too_long_are_named() {
    let Some(device) = gpu() else { return };
    let flat = vectors(4, 8192, 1);
    let rows = FlatRows::<Halves>::new(UnitVectors::new(&flat, 8192).unwrap());
    let error = device.join(&rows, 0.5, &mut |_| ()).unwrap_err();
    assert!(matches!(error, CudaError::Dimension { bytes: 16_384, .. }), "{error}");
}
