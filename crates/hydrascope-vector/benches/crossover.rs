//! From how many leaders on the graph finds all near pairs sooner than exact search does: one run a size, sizes as
//! arguments (`cargo bench --bench crossover -- 50000 100000`). `hydrascope_vector::index::EXACT_UP_TO` stands on it.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a failure here is meant to stop the run")]

#[path = "../tests/vectors/mod.rs"]
mod vectors;

use std::time::Instant;

use hydrascope_vector::distance::UnitVectors;
use hydrascope_vector::index::{ExactIndex, HnswIndex, LeaderIndex, MinCosine, Pair, ValidHnswParams};

const DIMENSION: usize = 256;

fn main() {
    let asked: Vec<usize> = std::env::args().filter_map(|argument| argument.parse().ok()).collect();
    let sizes = if asked.is_empty() { vec![2_000] } else { asked };
    let min_cosine = MinCosine::new(0.6).unwrap();
    println!(
        "{:>9} {:>10} {:>12} {:>12} {:>13}",
        "leaders", "exact s", "graph build", "graph pairs", "pairs found"
    );
    for n in sizes {
        let flat = vectors::clustered(1, n, DIMENSION, 0.0);
        let rows = UnitVectors::new(&flat, DIMENSION).unwrap();
        let start = Instant::now();
        let truth = ExactIndex::new(rows).pairs_above(min_cosine);
        let exact = start.elapsed().as_secs_f64();

        let start = Instant::now();
        let graph = HnswIndex::new(rows, ValidHnswParams::default());
        let build = start.elapsed().as_secs_f64();
        let start = Instant::now();
        let found: Vec<Pair> = graph.pairs_above(min_cosine);
        let pairs = start.elapsed().as_secs_f64();
        let share = found.len() as f64 / truth.len().max(1) as f64;
        println!("{n:>9} {exact:>10.2} {build:>12.2} {pairs:>12.2} {share:>13.4}");
    }
}
