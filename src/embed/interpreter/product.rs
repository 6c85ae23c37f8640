//! Products of matrices: weighted sums of rows.

use super::array::{Array, size};
use super::broadcast::{common, source};
use super::table::add;
use super::value::Value;

/// The product of the matrices in the last two axes, for each of the axes before them. Rows of a table are added where they lie, in
/// the order and to the bits that copies of them would be.
pub(super) fn product(left: &Array<'_, f32>, right: &Value<'_>) -> Result<Array<'static, f32>, String> {
    let looked_up = match right {
        Value::Rows(rows) if rows.are_floats && rows.table.row_dims().len() == 1 => Some(rows),
        _ => None,
    };
    let (right_dims, dense) = match looked_up {
        Some(rows) => (rows.dims(), None),
        None => {
            let dense = right.floats()?;
            (dense.dims.clone(), Some(dense))
        }
    };
    let (Some((left_outer, &[m, k])), Some((right_outer, &[k_right, n]))) =
        (left.dims.split_last_chunk(), right_dims.split_last_chunk())
    else {
        return Err(format!("expected matrices, got the shapes {:?} and {right_dims:?}", left.dims));
    };
    if k != k_right {
        return Err(format!("expected matrices that fit, got the shapes {:?} and {right_dims:?}", left.dims));
    }
    let outer = common(left_outer, right_outer)?;
    let dims = [&outer[..], &[m, n]].concat();
    let mut values = vec![0.0; size(&dims)?];
    if n == 0 {
        return Ok(Array::owned(dims, values));
    }
    for (row, sum) in values.chunks_exact_mut(n).enumerate() {
        let matrix = row / m;
        let left_start = (source(matrix, &outer, left_outer) * m + row % m) * k;
        let right_start = source(matrix, &outer, right_outer) * k;
        for (at, &weight) in left.values[left_start..left_start + k].iter().enumerate() {
            let at = right_start + at;
            match (&looked_up, &dense) {
                (Some(rows), _) => rows.table.add(rows.rows.values[at], weight, sum),
                (None, Some(dense)) => add(&dense.values[at * n..(at + 1) * n], weight, sum),
                (None, None) => {}
            }
        }
    }
    Ok(Array::owned(dims, values))
}
