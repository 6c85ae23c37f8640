//! The CUDA sources, run on the processor through `kernels/emulate`, against their plain twins.
#![allow(clippy::unwrap_used, clippy::print_stderr, reason = "a test stops where it fails")]

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use hydrascope_vector::distance::UnitVectors;
use hydrascope_vector::distance::flat::{Bytes, Code, Edge, FlatRows, Halves, certain, edges};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use tempfile::TempDir;

/// How the kernels are compiled, as in `distance/cuda/program.rs`.
#[derive(Clone, Copy)]
struct Shape {
    dimension: usize,
    rows_a: usize,
    stages: usize,
}

/// What a launch is asked for.
#[derive(Clone, Copy)]
struct Launch {
    chunk: u32,
    blocks: u32,
    capacity: u32,
    triangle: bool,
    /// Numbers of the first rows of both operands.
    first: [u32; 2],
}

/// What came back: the number of pairs, those that there was room for, and what is certain.
struct Answer {
    count: usize,
    edges: Vec<(u32, u32, f64)>,
    certain: Vec<f64>,
}

/// Compiles the kernels; `None` where there is no compiler.
fn compiled<C: Code>(folder: &Path, shape: Shape, late: bool) -> Option<PathBuf> {
    let program = folder.join(format!("{}-{}-{late}", C::CODE, shape.rows_a));
    let bytes = (shape.dimension * C::WIDTH).next_multiple_of(128);
    let mut command = Command::new(std::env::var("CXX").unwrap_or_else(|_| "c++".to_owned()));
    command
        .args(["-std=c++17", "-O1", "-Wno-unknown-pragmas", "-o"])
        .arg(&program)
        .arg("kernels/emulate/run.cpp");
    command.args([
        format!("-DCODE={}", C::CODE),
        format!("-DBYTES={bytes}"),
        format!("-DROWS_A={}", shape.rows_a),
        format!("-DSTAGES={}", shape.stages),
    ]);
    if late {
        command.arg("-DLATE");
    }
    let Ok(output) = command.current_dir(env!("CARGO_MANIFEST_DIR")).output() else {
        eprintln!("SKIPPED: there is no C++ compiler (c++, or what CXX names), so NO kernel was tested");
        return None;
    };
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Some(program)
}

fn run<C: Code>(
    program: &Path,
    a: &FlatRows<C>,
    need: &[C::Number],
    b: &FlatRows<C>,
    launch: Launch,
) -> Answer {
    let Launch { chunk, blocks, capacity, triangle, first } = launch;
    let sizes = [a.padded(), b.padded(), b.len()].map(|size| size as u32);
    let head = [&sizes[..], &first, &[u32::from(triangle), chunk, blocks, capacity]].concat();
    let words =
        |numbers: &[C::Number]| numbers.iter().flat_map(|&n| C::bits(n).to_le_bytes()).collect::<Vec<_>>();
    let head: Vec<u8> = head.iter().flat_map(|n| n.to_le_bytes()).collect();
    let mut child = Command::new(program).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    let parts = [head, a.codes().to_vec(), words(need), b.codes().to_vec(), words(b.slack())];
    let writer = std::thread::spawn(move || parts.iter().try_for_each(|part| input.write_all(part)));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap().unwrap();
    assert!(output.status.success());
    let text = String::from_utf8(output.stdout).unwrap();
    let (pairs, reached) = text.split_once("certain\n").unwrap();
    let mut lines = pairs.lines();
    let count = lines.next().unwrap().strip_prefix("edges ").unwrap().parse().unwrap();
    let edge = |line: &str| {
        let fields: Vec<&str> = line.split(' ').collect();
        (fields[0].parse().unwrap(), fields[1].parse().unwrap(), fields[2].parse().unwrap())
    };
    Answer {
        count,
        edges: lines.map(edge).collect(),
        certain: reached.lines().map(|n| n.parse().unwrap()).collect(),
    }
}

/// Unit rows in 28 groups, each row near the others of its group and far from its neighbours.
fn vectors(count: usize, dimension: usize, seed: u64) -> Vec<f32> {
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    let centers: Vec<Vec<f32>> =
        (0..28).map(|_| (0..dimension).map(|_| random.random_range(-1.0f32..1.0)).collect()).collect();
    let mut flat = Vec::with_capacity(count * dimension);
    for i in 0..count {
        let center = &centers[i % centers.len()];
        let row: Vec<f32> = center.iter().map(|v| v + 0.4 * random.random_range(-1.0f32..1.0)).collect();
        let length = row.iter().map(|v| v * v).sum::<f32>().sqrt();
        flat.extend(row.iter().map(|v| v / length));
    }
    flat
}

const MIN_COSINE: f32 = 0.8;

/// Every shape with copies that land early and late, on sizes that fill no tile.
fn check<C: Code>(shapes: &[Shape], close: f64)
where
    C::Number: Into<f64>,
{
    let folder = TempDir::new().unwrap();
    for (i, &shape) in shapes.iter().enumerate() {
        for late in [false, true] {
            let Some(program) = compiled::<C>(folder.path(), shape, late) else { return };
            let flat = vectors(331, shape.dimension, 7 + i as u64);
            let rows = FlatRows::<C>::new(UnitVectors::new(&flat, shape.dimension).unwrap());
            let few = FlatRows::<C>::with_unit(
                UnitVectors::new(&flat[..70 * shape.dimension], shape.dimension).unwrap(),
                rows.unit(),
            );
            let cases = [
                (&rows, true, [0, 0]),
                (&rows, true, [128, 0]),
                (&rows, true, [0, 512]),
                (&few, false, [0, 0]),
            ];
            for (a, triangle, first) in cases {
                let launch = Launch {
                    chunk: 1 + i as u32,
                    blocks: 2 + u32::from(late),
                    capacity: 1 << 16,
                    triangle,
                    first,
                };
                let need = a.need(MIN_COSINE);
                let got = run(&program, a, &need, &rows, launch);
                check_edges(&got, edges(a, &need, &rows, false), launch, close);
                if !triangle {
                    check_certain(&got, a, &rows, close);
                }
            }
        }
    }
}

/// The pairs are those of the twin that the launch asked for.
fn check_edges<N: Into<f64>>(got: &Answer, all: Vec<Edge<N>>, launch: Launch, close: f64) {
    let [a, b] = launch.first;
    let numbered = all.into_iter().map(|edge| (edge.a + a, edge.b + b, edge.product.into()));
    let expected: Vec<(u32, u32, f64)> =
        numbered.filter(|edge| !launch.triangle || edge.0 < edge.1).collect();
    assert!(expected.len() > 100, "a test that finds nothing tests nothing: {}", expected.len());
    assert_eq!(got.count, expected.len());
    let mut found = got.edges.clone();
    found.sort_by_key(|edge| (edge.0, edge.1));
    for (found, expected) in found.iter().zip(&expected) {
        assert_eq!((found.0, found.1), (expected.0, expected.1));
        assert!((found.2 - expected.2).abs() <= close, "{found:?} {expected:?}");
    }
}

fn check_certain<C: Code>(got: &Answer, a: &FlatRows<C>, b: &FlatRows<C>, close: f64)
where
    C::Number: Into<f64>,
{
    let expected = certain(a, b);
    for (got, expected) in got.certain.iter().zip(&expected) {
        let expected: f64 = (*expected).into();
        let off = (got - expected).abs();
        assert!(
            off <= close.max(expected.abs() * 1e-6 * f64::from(u8::from(close > 0.0))),
            "{got} {expected}"
        );
    }
}

#[test]
fn kernels_on_bytes_are_exact() {
    let shape = |dimension, rows_a, stages| Shape { dimension, rows_a, stages };
    check::<Bytes>(&[shape(384, 256, 4), shape(200, 128, 2), shape(64, 64, 3)], 0.0);
}

#[test]
fn kernels_on_halves_are_within_rounding() {
    let shape = |dimension, rows_a, stages| Shape { dimension, rows_a, stages };
    check::<Halves>(&[shape(192, 256, 3), shape(60, 128, 4)], 1e-5);
}

#[test]
fn pairs_beyond_the_room_are_counted() {
    let folder = TempDir::new().unwrap();
    let shape = Shape { dimension: 64, rows_a: 256, stages: 4 };
    let Some(program) = compiled::<Bytes>(folder.path(), shape, false) else { return };
    let flat = vectors(300, 64, 3);
    let rows = FlatRows::<Bytes>::new(UnitVectors::new(&flat, 64).unwrap());
    let need = rows.need(MIN_COSINE);
    let all = edges(&rows, &need, &rows, true);
    let launch = Launch { chunk: 4, blocks: 1, capacity: 10, triangle: true, first: [0, 0] };
    let got = run(&program, &rows, &need, &rows, launch);
    assert_eq!((got.count, got.edges.len()), (all.len(), 10));
    assert!(got.edges.iter().all(|e| all.iter().any(|w| (w.a, w.b, f64::from(w.product)) == *e)));
}
