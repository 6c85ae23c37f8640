//! Arithmetic number by number, an axis of size 1 going with all of the other side.

use super::array::{Array, size};

/// The shape that two shapes have in common, aligned at their ends.
pub(super) fn common(a: &[usize], b: &[usize]) -> Result<Vec<usize>, String> {
    let rank = a.len().max(b.len());
    let dim = |dims: &[usize], at: usize| {
        // Axes that a side lacks are of size 1.
        (at + dims.len()).checked_sub(rank).and_then(|at| dims.get(at).copied()).unwrap_or(1)
    };
    let both = (0..rank).map(|at| match (dim(a, at), dim(b, at)) {
        (a, b) if a == b => Some(a),
        (1, b) => Some(b),
        (a, 1) => Some(a),
        _ => None,
    });
    both.collect::<Option<Vec<usize>>>()
        .ok_or_else(|| format!("expected shapes that fit, got {a:?} and {b:?}"))
}

/// Where number `index` of a shape `whole` lies in an array of shape `dims` that was stretched to it.
pub(super) fn source(mut index: usize, whole: &[usize], dims: &[usize]) -> usize {
    let (mut at, mut stride) = (0, 1);
    for (&size, &dim) in whole.iter().rev().zip(dims.iter().rev()) {
        at += if dim == 1 { 0 } else { index % size * stride };
        (index, stride) = (index / size, stride * dim);
    }
    at
}

/// Takes two arrays together, number by number.
pub(super) fn zip(
    a: &Array<'_, f32>,
    b: &Array<'_, f32>,
    with: impl Fn(f32, f32) -> f32,
) -> Result<Array<'static, f32>, String> {
    let dims = common(&a.dims, &b.dims)?;
    let mut values = Vec::with_capacity(size(&dims)?);
    // The last axis is walked through in one go, with a step of none where a side is stretched.
    let (&last, outer) = dims.split_last().unwrap_or((&1, &[]));
    let inner = |array: &Array<'_, f32>| array.dims.last().copied().unwrap_or(1);
    let head = |array: &Array<'_, f32>| array.dims.split_last().map_or(Vec::new(), |(_, head)| head.to_vec());
    let (inner_a, inner_b, head_a, head_b) = (inner(a), inner(b), head(a), head(b));
    for index in 0..outer.iter().product() {
        let start_a = source(index, outer, &head_a) * inner_a;
        let start_b = source(index, outer, &head_b) * inner_b;
        let (a, b) = (&a.values[start_a..start_a + inner_a], &b.values[start_b..start_b + inner_b]);
        match (a, b) {
            (a, b) if a.len() == b.len() => values.extend(a.iter().zip(b).map(|(&a, &b)| with(a, b))),
            (&[a], b) => values.extend(b.iter().map(|&b| with(a, b))),
            (a, &[b]) => values.extend(a.iter().map(|&a| with(a, b))),
            _ => return Err(format!("expected {last} numbers, got {} and {}", a.len(), b.len())),
        }
    }
    Ok(Array::owned(dims, values))
}
