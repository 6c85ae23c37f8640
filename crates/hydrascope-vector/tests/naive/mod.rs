//! Exact search and leaders one vector after the other: the plain twins of `hydrascope_vector::index`.

use hydrascope_vector::distance::{UnitVectors, scalar};
use hydrascope_vector::index::{MinCosine, Pair};

pub(crate) const DIMENSION: usize = 64;

pub(crate) fn at_least(cosine: f32) -> MinCosine {
    MinCosine::new(cosine).unwrap()
}

pub(crate) fn view(flat: &[f32]) -> UnitVectors<'_> {
    UnitVectors::new(flat, DIMENSION).unwrap()
}

pub(crate) fn on_threads<T: Send>(threads: usize, work: impl FnOnce() -> T + Send) -> T {
    rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap().install(work)
}

pub(crate) fn naive_pairs(vectors: UnitVectors<'_>, min_cosine: f32) -> Vec<Pair> {
    let mut pairs = Vec::new();
    for (a, x) in (0..).zip(vectors.iter()) {
        for (b, y) in (0..).zip(vectors.iter()).skip(a as usize + 1) {
            pairs.push(Pair { a, b, cosine: scalar::cosine(x, y) });
        }
    }
    pairs.retain(|pair| pair.cosine >= min_cosine);
    pairs
}

/// Leader clustering one vector after the other: number of each vector's leader, and the leaders' rows.
pub(crate) fn naive_leaders(vectors: UnitVectors<'_>, near: f32) -> (Vec<u32>, Vec<u32>) {
    let (mut rows, mut leader_of): (Vec<u32>, Vec<u32>) = (Vec::new(), Vec::new());
    for (i, vector) in vectors.iter().enumerate() {
        if let Some(equal) = (0..i).find(|&j| vectors.get(j).unwrap().as_slice() == vector.as_slice()) {
            leader_of.push(leader_of[equal]);
            continue;
        }
        let mut best: Option<(f32, u32)> = None;
        for (number, &row) in (0..).zip(&rows) {
            let cosine = scalar::cosine(vectors.get(row as usize).unwrap(), vector);
            if cosine >= near && best.is_none_or(|(so_far, _)| cosine > so_far) {
                best = Some((cosine, number));
            }
        }
        leader_of.push(best.map_or(rows.len() as u32, |(_, number)| number));
        if best.is_none() {
            rows.push(i as u32);
        }
    }
    (rows, leader_of)
}
