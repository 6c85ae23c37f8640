//! Numbers and their shape.

use std::borrow::Cow;

/// Numbers that one value of a graph may have: 1 GiB of single precision.
const MOST: usize = 1 << 28;

/// Numbers in the order of their axes, the last axis fastest; as many as the product of `dims`.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Array<'a, T: Clone> {
    pub(super) dims: Vec<usize>,
    pub(super) values: Cow<'a, [T]>,
}

impl<T: Clone> Array<'_, T> {
    /// Numbers of their own.
    pub(super) fn owned(dims: Vec<usize>, values: Vec<T>) -> Array<'static, T> {
        Array { dims, values: Cow::Owned(values) }
    }

    /// The same numbers, not copied.
    pub(super) fn borrowed(&self) -> Array<'_, T> {
        Array { dims: self.dims.clone(), values: Cow::Borrowed(&self.values) }
    }

    /// The same numbers with an axis of size 1 put in at each of `axes`, counted in the result.
    pub(super) fn unsqueezed(&self, axes: &[i64]) -> Result<Array<'static, T>, String> {
        let rank = self.dims.len() + axes.len();
        let places = places(axes, rank)?;
        let mut old = self.dims.iter().copied();
        let dims = (0..rank).map(|at| if places.contains(&at) { 1 } else { old.next().unwrap_or(1) });
        Ok(Array::owned(dims.collect(), self.values.to_vec()))
    }

    /// The same numbers without these axes, each of size 1.
    pub(super) fn squeezed(&self, axes: &[i64]) -> Result<Array<'static, T>, String> {
        let places = places(axes, self.dims.len())?;
        if let Some(&at) = places.iter().find(|&&at| self.dims.get(at) != Some(&1)) {
            return Err(format!("expected axes of size 1, axis {at} of {:?} is another", self.dims));
        }
        Ok(Array::owned(without(&self.dims, &places), self.values.to_vec()))
    }
}

/// The product of sizes, where that many numbers may be made.
pub(super) fn size(dims: &[usize]) -> Result<usize, String> {
    let product = dims.iter().try_fold(1usize, |product, &dim| product.checked_mul(dim));
    match product {
        Some(product) if product <= MOST => Ok(product),
        _ => Err(format!("expected results of at most {MOST} numbers, got the shape {dims:?}")),
    }
}

/// The place among so many that an index names: one below zero counts from the end.
pub(super) fn place(index: i64, count: usize) -> Option<usize> {
    let distance = usize::try_from(index.unsigned_abs()).unwrap_or(usize::MAX);
    let place = if index < 0 { count.checked_sub(distance) } else { Some(distance) };
    place.filter(|&place| place < count)
}

/// Axes counted from the front, each once, in order; those below zero count from the end.
pub(super) fn places(axes: &[i64], rank: usize) -> Result<Vec<usize>, String> {
    let places: Result<Vec<usize>, i64> = axes.iter().map(|&axis| place(axis, rank).ok_or(axis)).collect();
    let mut places = places.map_err(|axis| format!("expected an axis of {rank}, got {axis}"))?;
    places.sort_unstable();
    if places.is_sorted_by(|a, b| a < b) { Ok(places) } else { Err(format!("got an axis twice in {axes:?}")) }
}

/// Sizes without those at `places`.
pub(super) fn without(dims: &[usize], places: &[usize]) -> Vec<usize> {
    dims.iter().enumerate().filter(|(at, _)| !places.contains(at)).map(|(_, &dim)| dim).collect()
}
