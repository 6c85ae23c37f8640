//! Parquet files taken apart into pages and put together again with others.

use std::fs::File;
use std::ops::Range;
use std::sync::Arc;

use parquet::column::writer::ColumnCloseResult;
use parquet::file::metadata::{
    ColumnChunkMetaData, FileMetaData, ParquetMetaData, ParquetMetaDataWriter, RowGroupMetaDataBuilder,
};
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::file::writer::SerializedFileWriter;

/// The file with a checksum in the header of each page; the crate checks them but writes none.
pub(crate) fn with_checksums(file: &[u8]) -> Vec<u8> {
    with_pages(file, &|_, page| page.with_checksum())
}

/// The file with what is made of the pages of each column, given by its number from 0.
pub(crate) fn with_pages(file: &[u8], make: &dyn Fn(usize, &Page<'_>) -> Vec<u8>) -> Vec<u8> {
    let reader = open(file);
    let metadata = reader.metadata();
    let schema = metadata.file_metadata().schema_descr().root_schema_ptr();
    let mut writer = SerializedFileWriter::new(Vec::new(), schema, Arc::default()).unwrap();
    for group in metadata.row_groups() {
        let mut to = writer.next_row_group().unwrap();
        for (number, column) in group.columns().iter().enumerate() {
            let mut chunk = Vec::new();
            let mut data_page = None;
            for page in pages(file, column) {
                if page.at == column.data_page_offset() as usize {
                    data_page = Some(chunk.len() as i64);
                }
                chunk.extend(make(number, &page));
            }
            let metadata = column
                .clone()
                .into_builder()
                .set_total_compressed_size(chunk.len() as i64)
                .set_dictionary_page_offset(column.dictionary_page_offset().map(|_| 0))
                .set_data_page_offset(data_page.unwrap())
                .set_offset_index_offset(None)
                .set_offset_index_length(None)
                .set_column_index_offset(None)
                .set_column_index_length(None)
                .build()
                .unwrap();
            let close = ColumnCloseResult {
                bytes_written: chunk.len() as u64,
                rows_written: group.num_rows() as u64,
                metadata,
                bloom_filter: None,
                column_index: None,
                offset_index: None,
            };
            to.append_column(&kept(&chunk), close).unwrap();
        }
        to.close().unwrap();
    }
    writer.into_inner().unwrap()
}

/// The file with other claims about its row groups.
pub(crate) fn with_claims(
    file: &[u8],
    group: &dyn Fn(RowGroupMetaDataBuilder) -> RowGroupMetaDataBuilder,
) -> Vec<u8> {
    let metadata = open(file).metadata().clone();
    let of_file = metadata.file_metadata();
    let (schema, written_by) = (of_file.schema_descr_ptr(), of_file.created_by().map(str::to_owned));
    let of_file = FileMetaData::new(of_file.version(), of_file.num_rows(), written_by, None, schema, None);
    let groups = metadata.row_groups().iter().map(|old| group(old.clone().into_builder()).build().unwrap());
    let metadata = ParquetMetaData::new(of_file, groups.collect());
    let footer = u32::from_le_bytes(*file[..file.len() - 4].last_chunk().unwrap()) as usize;
    let mut with = file[..file.len() - 8 - footer].to_vec();
    ParquetMetaDataWriter::new(&mut with, &metadata).finish().unwrap();
    with
}

/// Where the data of pages lie, headers left out, of the columns whose path starts so.
pub(crate) fn page_data(file: &[u8], heads: &[&str]) -> Vec<Range<usize>> {
    let reader = open(file);
    let columns = reader.metadata().row_groups().iter().flat_map(|group| group.columns());
    columns
        .filter(|column| heads.contains(&column.column_path().parts()[0].as_str()))
        .flat_map(|column| pages(file, column))
        .map(|page| page.at + page.header.len()..page.at + page.header.len() + page.data.len())
        .collect()
}

fn open(file: &[u8]) -> SerializedFileReader<File> {
    SerializedFileReader::new(kept(file)).unwrap()
}

/// The bytes as a file, which the crate reads.
fn kept(bytes: &[u8]) -> File {
    let mut file = tempfile::tempfile().unwrap();
    std::io::Write::write_all(&mut file, bytes).unwrap();
    file
}

/// A page: its header is a Thrift struct in the compact form whose first fields are type and sizes.
pub(crate) struct Page<'f> {
    /// Where it begins in the file.
    at: usize,
    pub(crate) header: &'f [u8],
    pub(crate) data: &'f [u8],
    /// Where in the header the fields behind the sizes begin.
    sizes_end: usize,
}

fn pages<'f>(file: &'f [u8], column: &ColumnChunkMetaData) -> Vec<Page<'f>> {
    let (start, length) = column.byte_range();
    let (mut at, end) = (start as usize, (start + length) as usize);
    let mut pages = Vec::new();
    while at < end {
        let (mut behind, mut numbers) = (at, [0; 3]);
        for number in &mut numbers {
            assert_eq!(file[behind], 0x15, "the next field, a number of 32 bits");
            behind += 1;
            *number = varint(file, &mut behind);
        }
        let sizes_end = behind - at;
        skip_struct(file, &mut behind);
        let data = &file[behind..][..(numbers[2] >> 1) as usize];
        pages.push(Page { at, header: &file[at..behind], data, sizes_end });
        at = behind + data.len();
    }
    pages
}

impl Page<'_> {
    pub(crate) fn is_dictionary(&self) -> bool {
        self.header[1] == 4
    }

    pub(crate) fn whole(&self) -> Vec<u8> {
        [self.header, self.data].concat()
    }

    /// The page with field 4, its checksum.
    fn with_checksum(&self) -> Vec<u8> {
        let mut crc = flate2::Crc::new();
        crc.update(self.data);
        let (sizes, behind) = self.header.split_at(self.sizes_end);
        // The next field's number is told as the distance to the field before.
        let next = [behind[0] - 0x10];
        [sizes, &[0x15], &number(crc.sum() as i32), &next, &behind[1..], self.data].concat()
    }

    /// The page with another claim about its size once decompressed.
    pub(crate) fn claiming_bytes(&self, bytes: i32) -> Vec<u8> {
        let mut behind = 3;
        varint(self.header, &mut behind);
        [&self.header[..3], &number(bytes), &self.header[behind..], self.data].concat()
    }

    /// The page with another claim about the number of its values, and with other data, not compressed.
    pub(crate) fn claiming_values(&self, values: i32, data: &[u8]) -> Vec<u8> {
        let fields = self.sizes_end + 2;
        let mut behind = fields;
        varint(self.header, &mut behind);
        let size = number(data.len() as i32);
        let struct_start = &self.header[self.sizes_end..fields];
        let kind = &self.header[..2];
        [kind, &[0x15], &size, &[0x15], &size, struct_start, &number(values), &self.header[behind..], data]
            .concat()
    }
}

/// A number of 32 bits in five bytes.
fn number(number: i32) -> [u8; 5] {
    let zigzag = ((number << 1) ^ (number >> 31)) as u32;
    std::array::from_fn(|at| (zigzag >> (7 * at)) as u8 & 0x7f | if at < 4 { 0x80 } else { 0 })
}

fn varint(bytes: &[u8], at: &mut usize) -> u64 {
    let mut number = 0;
    for shift in (0..).step_by(7) {
        let byte = bytes[*at];
        *at += 1;
        number |= u64::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            break;
        }
    }
    number
}

fn skip_struct(bytes: &[u8], at: &mut usize) {
    loop {
        let field = bytes[*at];
        *at += 1;
        match field & 0xf {
            0 => return,
            1 | 2 => {}
            4..=6 => drop(varint(bytes, at)),
            8 => *at += varint(bytes, at) as usize,
            12 => skip_struct(bytes, at),
            other => unreachable!("a field of type {other}"),
        }
    }
}
