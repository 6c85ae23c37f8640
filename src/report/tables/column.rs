//! Columns of a table.

/// The values of a column, one a row.
pub(super) enum Values {
    Text(Vec<String>),
    /// Text that some rows lack.
    Maybe(Vec<Option<String>>),
    Whole(Vec<i64>),
    Number(Vec<f64>),
    Flag(Vec<bool>),
    /// Milliseconds since 1970, UTC.
    Time(Vec<i64>),
}

/// A table by its columns, which are equally long.
pub(super) struct Table {
    pub(super) name: &'static str,
    pub(super) rows: usize,
    pub(super) columns: Vec<(&'static str, Values)>,
}
