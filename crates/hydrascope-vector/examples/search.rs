//! A search over your own vectors: reads them, lets one of each group of repeats stand for all, and prints the nearest of a few.
//!
//!     cargo run --release -p hydrascope-vector --example search             # made vectors, the same each time
//!     cargo run --release -p hydrascope-vector --example search -- FILE     # a line a vector, numbers parted by blanks or commas
#![allow(clippy::print_stdout, reason = "an example shows what it found")]

use std::error::Error;
use std::fs;

use hydrascope_vector::distance::UnitVectors;
use hydrascope_vector::index::{Leaders, MinCosine, choose, open};

/// Vectors from this cosine on are taken for repeats.
const REPEAT: f32 = 0.999;

/// Vectors whose neighbours are shown.
const QUERIES: usize = 3;

/// Neighbours of each, itself among them.
const NEAREST: usize = 5;

fn main() -> Result<(), Box<dyn Error>> {
    let (flat, dimension) = match std::env::args().nth(1) {
        Some(file) => read(&fs::read_to_string(file)?)?,
        None => (made(5_000, 64), 64),
    };
    let vectors = UnitVectors::new(&flat, dimension)?;
    let leaders = Leaders::collapse(vectors, MinCosine::new(REPEAT)?);
    println!("{} vectors of {dimension} numbers, {} without repeats", vectors.len(), leaders.len());

    let index = open(leaders.vectors(), choose(leaders.len()));
    let queries = UnitVectors::new(&flat[..QUERIES.min(vectors.len()) * dimension], dimension)?;
    for (row, nearest) in index.nearest_each(queries, NEAREST)?.iter().enumerate() {
        println!("nearest of {row}:");
        for neighbor in nearest {
            println!("  {:>6}  cosine {:.4}", leaders.rows()[neighbor.id as usize], neighbor.cosine);
        }
    }
    Ok(())
}

/// The vectors of a text, brought to length one, and how many numbers each has.
fn read(text: &str) -> Result<(Vec<f32>, usize), String> {
    let (mut flat, mut dimension) = (Vec::new(), 0);
    for (line, text) in (1..).zip(text.lines()).filter(|(_, text)| !text.trim().is_empty()) {
        let numbers = text.split([' ', '\t', ',']).filter(|number| !number.is_empty()).map(str::parse);
        let row: Vec<f32> = numbers
            .collect::<Result<_, _>>()
            .map_err(|error| format!("line {line}: expected numbers parted by blanks or commas: {error}"))?;
        if dimension != 0 && row.len() != dimension {
            return Err(format!("line {line}: expected {dimension} numbers as before, got {}", row.len()));
        }
        dimension = row.len();
        flat.extend(unit(&row));
    }
    if flat.is_empty() {
        Err("expected a line of numbers, got none".to_owned())
    } else {
        Ok((flat, dimension))
    }
}

/// A row brought to length one; zeros stay zeros.
fn unit(row: &[f32]) -> impl Iterator<Item = f32> {
    let length = row.iter().map(|value| value * value).sum::<f32>().sqrt();
    row.iter().map(move |value| if length > 0.0 { value / length } else { 0.0 })
}

/// Vectors in groups of ten about common centres.
fn made(count: usize, dimension: usize) -> Vec<f32> {
    let centre = |i: usize| (0..dimension).map(move |j| number(i / 10 * dimension + j));
    let row = |i: usize| -> Vec<f32> {
        centre(i).enumerate().map(|(j, value)| value + 0.5 * number(!(i * dimension + j))).collect()
    };
    (0..count).flat_map(|i| unit(&row(i)).collect::<Vec<_>>()).collect()
}

/// A number from -1 to 1 that looks random, the same for the same place (the finish of SplitMix64: G. L. Steele, D. Lea and
/// C. H. Flood, "Fast splittable pseudorandom number generators", 2014).
fn number(place: usize) -> f32 {
    let mut z = (place as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    ((z ^ (z >> 31)) >> 40) as f32 / (1u64 << 23) as f32 - 1.0
}
