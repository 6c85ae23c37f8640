//! A table of vectors, one a row, in the form that its file has.

use std::ops::Range;

/// Rows of as many numbers as `dims` says behind its first size.
#[derive(Debug, PartialEq)]
pub(super) struct Table {
    pub(super) dims: Vec<usize>,
    pub(super) numbers: Numbers,
}

/// The numbers of a table.
#[derive(Debug, PartialEq)]
pub(super) enum Numbers {
    /// Single precision.
    Floats(Vec<f32>),
    /// Integers of eight bits with a sign, as the bytes they are.
    Bytes(Vec<u8>),
}

impl Table {
    /// Rows of the table.
    pub(super) fn rows(&self) -> usize {
        self.dims.first().copied().unwrap_or(0)
    }

    /// Sizes of a row.
    pub(super) fn row_dims(&self) -> &[usize] {
        self.dims.get(1..).unwrap_or_default()
    }

    /// Adds a row below [`Table::rows`], number by number times `weight`, to `sum`.
    pub(super) fn add(&self, row: usize, weight: f32, sum: &mut [f32]) {
        match &self.numbers {
            Numbers::Floats(values) => add(&values[range(row, sum.len())], weight, sum),
            Numbers::Bytes(values) => {
                let row = &values[range(row, sum.len())];
                sum.iter_mut().zip(row).for_each(|(sum, &byte)| *sum += weight * f32::from(byte as i8));
            }
        }
    }

    /// Appends the numbers of a row below [`Table::rows`], of `width`, to `values`.
    pub(super) fn append(&self, row: usize, width: usize, values: &mut Vec<f32>) {
        match &self.numbers {
            Numbers::Floats(floats) => values.extend_from_slice(&floats[range(row, width)]),
            Numbers::Bytes(bytes) => {
                values.extend(bytes[range(row, width)].iter().map(|&byte| f32::from(byte as i8)));
            }
        }
    }
}

/// Adds numbers times `weight` to `sum`.
pub(super) fn add(row: &[f32], weight: f32, sum: &mut [f32]) {
    sum.iter_mut().zip(row).for_each(|(sum, value)| *sum += weight * value);
}

fn range(row: usize, width: usize) -> Range<usize> {
    row * width..(row + 1) * width
}
