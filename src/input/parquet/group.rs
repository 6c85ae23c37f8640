//! One row group: what it claims is checked, its rows are read, and what came is held against the claims.

use std::ops::ControlFlow;
use std::result::Result as StdResult;
use std::sync::Arc;

use super::bindings::{
    PageReader, Result, Row, RowGroupMetaData, RowGroupReader, RowIter, Sbbf, SchemaDescPtr,
    SerializedPageReader, TreeBuilder, Type, guarded,
};
use super::bounds::{Claim, Damage, Plan, plan};
use super::pages::{Checked, Tally};
use super::source::{Pages, Source};

/// A row group, of which some columns are read.
pub(super) struct Group<'f> {
    source: &'f Arc<Source>,
    metadata: &'f RowGroupMetaData,
    /// The schema of the mapped columns.
    mapped: &'f SchemaDescPtr,
    /// What came of each column of the file.
    tallies: Vec<Arc<Tally>>,
}

impl<'f> Group<'f> {
    pub(super) fn new(
        source: &'f Arc<Source>,
        metadata: &'f RowGroupMetaData,
        mapped: &'f SchemaDescPtr,
    ) -> Self {
        let tallies = metadata.columns().iter().map(|_| Arc::default()).collect();
        Self { source, metadata, mapped, tallies }
    }

    /// What to read of it, in a file of so many bytes.
    pub(super) fn plan(&self, file_bytes: u64) -> StdResult<Plan, Damage> {
        let claims = self.metadata.columns().iter().enumerate().map(|(at, column)| Claim {
            mapped: self.is_mapped(at),
            nested: column.column_descr().max_rep_level() > 0,
            start: column.dictionary_page_offset().unwrap_or_else(|| column.data_page_offset()),
            bytes: column.compressed_size(),
            values: column.num_values(),
        });
        plan(self.metadata.num_rows(), &claims.collect::<Vec<_>>(), file_bytes)
    }

    fn is_mapped(&self, column: usize) -> bool {
        let head = self.metadata.column(column).column_path().parts().first();
        self.mapped
            .root_schema()
            .get_fields()
            .iter()
            .any(|field| Some(field.name()) == head.map(String::as_str))
    }

    /// Reads the rows of the plan. Says what is wrong, behind the rows that could be read.
    pub(super) fn each_row(
        &self,
        plan: Plan,
        take: &mut dyn FnMut(Row) -> ControlFlow<()>,
    ) -> StdResult<ControlFlow<()>, String> {
        let mut rows = guarded(|| TreeBuilder::new().as_iter(Arc::clone(self.mapped), self))?;
        for _ in 0..plan.rows {
            let Some(row) = guarded(|| rows.next().transpose())? else { break };
            if take(row).is_break() {
                return Ok(ControlFlow::Break(()));
            }
        }
        match plan.then.or_else(|| self.missing()) {
            Some(damage) => Err(damage.to_string()),
            None => Ok(ControlFlow::Continue(())),
        }
    }

    /// The first column that did not give what it claims to hold.
    fn missing(&self) -> Option<Damage> {
        let columns = self.metadata.columns().iter().zip(&self.tallies).enumerate();
        let mut read = columns.filter(|(at, _)| self.is_mapped(*at));
        read.find_map(|(at, (column, tally))| {
            let (values, rows) = (column.num_values() as u64, self.metadata.num_rows() as u64);
            let (got_values, got_rows) = (tally.values(), tally.rows());
            let differs = (values, rows) != (got_values, got_rows);
            differs.then_some(Damage::Read { column: at + 1, values, rows, got_values, got_rows })
        })
    }
}

impl RowGroupReader for Group<'_> {
    fn metadata(&self) -> &RowGroupMetaData {
        self.metadata
    }

    fn num_columns(&self) -> usize {
        self.metadata.num_columns()
    }

    fn get_column_page_reader(&self, at: usize) -> Result<Box<dyn PageReader>> {
        let column = self.metadata.column(at);
        let pages = Arc::new(Pages::new(Arc::clone(self.source), column.compression()));
        let rows = usize::try_from(self.metadata.num_rows())?;
        let pages = SerializedPageReader::new(pages, column, rows, None)?;
        Ok(Box::new(Checked::new(pages, column.column_descr_ptr(), Arc::clone(&self.tallies[at]))))
    }

    fn get_column_bloom_filter(&self, _: usize) -> Option<&Sbbf> {
        None
    }

    fn get_row_iter(&self, projection: Option<Type>) -> Result<RowIter<'_>> {
        RowIter::from_row_group(projection, self)
    }
}
