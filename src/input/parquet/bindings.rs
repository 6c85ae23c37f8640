//! What is used of the crate `parquet`. Only this file knows it.
//!
//! Its own messages are never shown: some quote the bytes of a column.

pub(super) use parquet::basic::{Compression, Encoding, Type as Physical};
pub(super) use parquet::bloom_filter::Sbbf;
pub(super) use parquet::column::page::{Page, PageMetadata, PageReader};
pub(super) use parquet::errors::{ParquetError, Result};
pub(super) use parquet::file::metadata::{ParquetMetaData, ParquetMetaDataReader, RowGroupMetaData};
pub(super) use parquet::file::reader::{ChunkReader, Length, RowGroupReader};
pub(super) use parquet::file::serialized_reader::SerializedPageReader;
pub(super) use parquet::record::reader::{RowIter, TreeBuilder};
pub(super) use parquet::record::{Field, Row};
pub(super) use parquet::schema::types::{ColumnDescPtr, SchemaDescPtr, SchemaDescriptor, Type};

/// What writes tables.
pub(crate) mod writing {
    pub(crate) use parquet::basic::{Compression, ZstdLevel};
    pub(crate) use parquet::column::writer::ColumnWriterImpl;
    pub(crate) use parquet::data_type::{
        BoolType, ByteArray, ByteArrayType, DataType, DoubleType, Int64Type,
    };
    pub(crate) use parquet::errors::ParquetError;
    pub(crate) use parquet::file::properties::WriterProperties;
    pub(crate) use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
    pub(crate) use parquet::schema::parser::parse_message_type;
}

use std::error::Error;
use std::io;

use super::bounds::Damage;
use super::quiet::caught;

impl From<Damage> for ParquetError {
    fn from(damage: Damage) -> Self {
        Self::External(Box::new(damage))
    }
}

/// The crate panics on some damaged or unusual files; to the reader that is an error like any other.
pub(super) fn guarded<T>(action: impl FnOnce() -> Result<T>) -> std::result::Result<T, String> {
    match caught(action) {
        Some(Ok(done)) => Ok(done),
        Some(Err(error)) => Err(why(&error)),
        None => Err("invalid Parquet data".to_owned()),
    }
}

fn why(error: &ParquetError) -> String {
    let why = match error {
        ParquetError::External(inner) => match damage(inner.as_ref()) {
            Some(damage) => return damage.to_string(),
            None => "invalid Parquet data",
        },
        ParquetError::EOF(_) | ParquetError::NeedMoreData(_) => "unexpected end of Parquet data",
        ParquetError::NYI(_) => "a form of Parquet that is not supported",
        // The crate has no kind of its own for it; the tests hold it to this text.
        ParquetError::General(text) if text.contains("CRC checksum mismatch") => {
            "the bytes of a page do not fit its checksum"
        }
        _ => "invalid Parquet data",
    };
    why.to_owned()
}

/// What is damaged, where this is our own finding; some of them reach the crate while it reads.
fn damage<'e>(error: &'e (dyn Error + Send + Sync + 'static)) -> Option<&'e Damage> {
    let while_reading = error.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
    while_reading.unwrap_or(error).downcast_ref()
}
