//! What flows through a graph.

use std::borrow::Cow;

use super::array::{Array, place, size};
use super::table::{Numbers, Table};

/// A value between two nodes.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value<'a> {
    Ints(Array<'a, i64>),
    Floats(Array<'a, f32>),
    Rows(Rows<'a>),
}

/// Rows of a table that were looked up and not copied yet.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Rows<'a> {
    pub(super) table: &'a Table,
    /// Rows of the table, each below their number, and the shape they were asked for in.
    pub(super) rows: Array<'a, usize>,
    /// Whether the graph takes the numbers for single precision: integers have to be cast first.
    pub(super) are_floats: bool,
}

impl<'a> Rows<'a> {
    /// Looks ids up; those below zero count from the end.
    pub(super) fn new(table: &'a Table, ids: &Array<'_, i64>) -> Result<Self, String> {
        let count = table.rows();
        let row = |&id: &i64| {
            place(id, count).ok_or_else(|| format!("expected an index into {count} rows, got {id}"))
        };
        let rows: Result<Vec<usize>, String> = ids.values.iter().map(row).collect();
        let rows = Array::owned(ids.dims.clone(), rows?);
        Ok(Self { table, rows, are_floats: matches!(table.numbers, Numbers::Floats(_)) })
    }

    /// The shape of all numbers.
    pub(super) fn dims(&self) -> Vec<usize> {
        [&self.rows.dims, self.table.row_dims()].concat()
    }

    /// The numbers, copied.
    fn copied(&self) -> Result<Array<'static, f32>, String> {
        let dims = self.dims();
        let mut values = Vec::with_capacity(size(&dims)?);
        let width = size(self.table.row_dims())?;
        self.rows.values.iter().for_each(|&row| self.table.append(row, width, &mut values));
        Ok(Array::owned(dims, values))
    }
}

impl<'a> Value<'a> {
    /// The value as numbers of single precision.
    pub(super) fn floats(&self) -> Result<Cow<'_, Array<'a, f32>>, String> {
        match self {
            Self::Floats(array) => Ok(Cow::Borrowed(array)),
            Self::Rows(rows) if rows.are_floats => Ok(Cow::Owned(rows.copied()?)),
            Self::Rows(_) | Self::Ints(_) => {
                Err("expected numbers of single precision, got integers".to_owned())
            }
        }
    }

    /// The value as whole numbers.
    pub(super) fn ints(&self) -> Result<&Array<'a, i64>, String> {
        match self {
            Self::Ints(array) => Ok(array),
            Self::Floats(_) | Self::Rows(_) => Err("expected integers of 64 bits, got others".to_owned()),
        }
    }

    /// The value cast to single precision.
    pub(super) fn cast_to_floats(&self) -> Self {
        match self {
            Self::Floats(array) => Self::Floats(array.clone()),
            Self::Rows(rows) => Self::Rows(Rows { are_floats: true, ..rows.clone() }),
            Self::Ints(array) => {
                let values = array.values.iter().map(|&value| value as f32).collect();
                Self::Floats(Array::owned(array.dims.clone(), values))
            }
        }
    }
}
