//! All rows of a file, of the mapped columns only.

use std::fs::File;
use std::ops::ControlFlow;
use std::result::Result as StdResult;
use std::sync::Arc;

use serde_json::{Map, Value};

use super::super::fault::Fault;
use super::bindings::{
    Length, ParquetMetaData, ParquetMetaDataReader, Result, SchemaDescriptor, Type, guarded,
};
use super::bounds::Damage;
use super::field::object;
use super::group::Group;
use super::source::Source;
use super::watch::Watch;

/// Footers are smaller than this, whatever the size of the file.
const FOOTER_BYTES: u64 = 64 << 20;

/// Reads each row until `take` has enough; says what is wrong with the file behind the rows so far.
pub(super) fn each_row(
    file: File,
    watch: &Arc<Watch>,
    heads: &[Box<str>],
    take: &mut dyn FnMut(StdResult<Map<String, Value>, Fault>) -> ControlFlow<()>,
) -> StdResult<(), String> {
    let source = Arc::new(Source::new(file, Arc::clone(watch)));
    let file_bytes = source.len();
    watch.work_on(file_bytes.min(FOOTER_BYTES));
    let metadata = guarded(|| ParquetMetaDataReader::new().parse_and_finish(&*source))?;
    let mapped = Arc::new(guarded(|| Ok(SchemaDescriptor::new(Arc::new(mapped(&metadata, heads)?))))?);
    let mut sum = 0_u64;
    for group in metadata.row_groups() {
        let group = Group::new(&source, group, &mapped);
        let plan = group.plan(file_bytes).map_err(|damage| damage.to_string())?;
        watch.work_on(plan.bytes);
        sum = sum.saturating_add(plan.rows);
        if group.each_row(plan, &mut |row| take(object(row, mapped.root_schema())))?.is_break() {
            return Ok(());
        }
    }
    let rows = metadata.file_metadata().num_rows();
    if u64::try_from(rows) == Ok(sum) { Ok(()) } else { Err(Damage::Total { rows, sum }.to_string()) }
}

/// The schema with only the mapped columns.
fn mapped(metadata: &ParquetMetaData, heads: &[Box<str>]) -> Result<Type> {
    let schema = metadata.file_metadata().schema();
    let mapped = schema.get_fields().iter().filter(|field| heads.iter().any(|head| **head == *field.name()));
    Type::group_type_builder(schema.name()).with_fields(mapped.map(Arc::clone).collect()).build()
}
