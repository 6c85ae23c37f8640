//! The kernels' twins in plain Rust.

use rayon::prelude::*;

use super::{Code, FlatRows, ROWS_B};

/// A pair that may reach the threshold.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Edge<N> {
    /// Number of the row of A.
    pub a: u32,
    /// Number of the row of B.
    pub b: u32,
    /// The product of their codes.
    pub product: N,
}

/// Who takes pairs, some at a time.
pub type Take<'a, C> = dyn FnMut(&[Edge<<C as Code>::Number>]) + 'a;

/// Every pair of a row of `a` and a row of `b` whose product and slack come to what the row of `a` needs (one number a
/// row of `a`, see [`FlatRows::need`]; a row without one has no pairs), by row of `a`, then of `b`; where `triangle` is set, only those whose row of `a` has
/// the lower number. Twin of `kernels/join.cu`.
pub fn edges<C: Code>(
    a: &FlatRows<C>,
    need: &[C::Number],
    b: &FlatRows<C>,
    triangle: bool,
) -> Vec<Edge<C::Number>> {
    let of_row = |i: usize| {
        let first = if triangle { i + 1 } else { 0 };
        (first..b.len()).filter_map(move |j| {
            let product = C::product(a.row(i), b.row(j));
            let passes = C::plus(product, b.slack()[j]) >= need[i];
            passes.then_some(Edge { a: i as u32, b: j as u32, product })
        })
    };
    let by_row: Vec<Vec<_>> =
        (0..a.len().min(need.len())).into_par_iter().map(|i| of_row(i).collect()).collect();
    by_row.concat()
}

/// For each row of `a` (row-major) and each half of the tiles of `b`, in their order, the most that a row of that half is
/// certain to reach, the slack of `a`'s row not yet taken off; [`Code::NOTHING`] where there is no row. Twin of
/// `kernels/top_k.cu`.
pub fn certain<C: Code>(a: &FlatRows<C>, b: &FlatRows<C>) -> Vec<C::Number> {
    let halves = b.padded() / ROWS_B * 2;
    let most = |i: usize, half: usize| {
        let rows = (half * ROWS_B / 2..(half + 1) * ROWS_B / 2).take_while(|&j| j < b.len());
        let reached = rows.map(|j| C::minus(C::product(a.row(i), b.row(j)), b.slack()[j]));
        reached.fold(C::NOTHING, |most, reached| if reached > most { reached } else { most })
    };
    (0..a.len()).into_par_iter().flat_map_iter(|i| (0..halves).map(move |half| most(i, half))).collect()
}
