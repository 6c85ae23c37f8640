//! Sums and means along axes.

use super::array::{Array, places, without};
use super::value::Value;

/// What a Reduce node does.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Reduction {
    pub(super) axes: Vec<i64>,
    /// Whether the axes stay, with size 1.
    pub(super) keeps: bool,
    /// Whether sums are divided by how many numbers they are of.
    pub(super) is_mean: bool,
}

impl Reduction {
    /// The sums, or means, each taken in the order of the numbers.
    pub(super) fn of(&self, value: &Value<'_>) -> Result<Array<'static, f32>, String> {
        let array = value.floats()?;
        let places = places(&self.axes, array.dims.len())?;
        let (mut dims, mut values) = (array.dims.clone(), array.values.to_vec());
        let mut count = 1;
        for &place in &places {
            let (outer, inner) = (&dims[..place], &dims[place + 1..]);
            let (outer, inner): (usize, usize) = (outer.iter().product(), inner.iter().product());
            let mut sums = vec![0.0; outer * inner];
            if inner > 0 {
                let groups = values.chunks_exact((dims[place] * inner).max(1));
                for (sums, group) in sums.chunks_exact_mut(inner).zip(groups) {
                    for row in group.chunks_exact(inner) {
                        sums.iter_mut().zip(row).for_each(|(sum, value)| *sum += value);
                    }
                }
            }
            count *= dims[place];
            (dims[place], values) = (1, sums);
        }
        if self.is_mean {
            values.iter_mut().for_each(|value| *value /= count as f32);
        }
        Ok(Array::owned(if self.keeps { dims } else { without(&dims, &places) }, values))
    }
}
