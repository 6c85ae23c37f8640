//! Tables as Parquet: one row group a million rows, compressed by zstd; times in milliseconds UTC.

use std::io::{self, Write};
use std::ops::Range;
use std::sync::Arc;

use super::column::{Table, Values};
use crate::input::parquet_writing::{
    BoolType, ByteArray, ByteArrayType, ColumnWriterImpl, Compression, DataType, DoubleType, Int64Type,
    ParquetError, SerializedColumnWriter, SerializedFileWriter, WriterProperties, ZstdLevel,
    parse_message_type,
};

/// Rows of a row group.
const GROUP: usize = 1 << 20;

pub(super) fn write(out: &mut dyn Write, table: &Table) -> io::Result<()> {
    out.write_all(&bytes(table).map_err(io::Error::other)?)
}

fn bytes(table: &Table) -> Result<Vec<u8>, ParquetError> {
    let schema = Arc::new(parse_message_type(&schema(table))?);
    let compression = Compression::ZSTD(ZstdLevel::default());
    let settings = Arc::new(WriterProperties::builder().set_compression(compression).build());
    let mut bytes = Vec::new();
    let mut writer = SerializedFileWriter::new(&mut bytes, schema, settings)?;
    for begin in (0..table.rows).step_by(GROUP) {
        let rows = begin..table.rows.min(begin + GROUP);
        let mut group = writer.next_row_group()?;
        for (_, values) in &table.columns {
            if let Some(mut column) = group.next_column()? {
                column_values(&mut column, values, rows.clone())?;
                column.close()?;
            }
        }
        group.close()?;
    }
    writer.close()?;
    Ok(bytes)
}

/// The schema in the format's own notation.
fn schema(table: &Table) -> String {
    let column = |(name, values): &(&str, Values)| match values {
        Values::Text(_) => format!("required binary {name} (STRING);"),
        Values::Maybe(_) => format!("optional binary {name} (STRING);"),
        Values::Whole(_) => format!("required int64 {name};"),
        Values::Number(_) => format!("required double {name};"),
        Values::Flag(_) => format!("required boolean {name};"),
        Values::Time(_) => format!("required int64 {name} (TIMESTAMP(MILLIS,true));"),
    };
    format!("message {} {{ {} }}", table.name, table.columns.iter().map(column).collect::<String>())
}

fn column_values(
    column: &mut SerializedColumnWriter<'_>,
    values: &Values,
    rows: Range<usize>,
) -> Result<(), ParquetError> {
    match values {
        Values::Text(texts) => {
            let texts: Vec<ByteArray> =
                texts[rows].iter().map(|text| ByteArray::from(text.as_str())).collect();
            all(column.typed::<ByteArrayType>(), &texts)
        }
        Values::Maybe(texts) => {
            let levels: Vec<i16> = texts[rows.clone()].iter().map(|text| i16::from(text.is_some())).collect();
            let texts: Vec<ByteArray> =
                texts[rows].iter().flatten().map(|text| ByteArray::from(text.as_str())).collect();
            column.typed::<ByteArrayType>().write_batch(&texts, Some(&levels), None).map(drop)
        }
        Values::Whole(numbers) | Values::Time(numbers) => all(column.typed::<Int64Type>(), &numbers[rows]),
        Values::Number(numbers) => all(column.typed::<DoubleType>(), &numbers[rows]),
        Values::Flag(flags) => all(column.typed::<BoolType>(), &flags[rows]),
    }
}

/// Writes a value for each row.
fn all<T: DataType>(column: &mut ColumnWriterImpl<'_, T>, values: &[T::T]) -> Result<(), ParquetError> {
    column.write_batch(values, None, None).map(drop)
}
