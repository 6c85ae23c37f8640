//! The pages of a column on their way to the crate's decoders: held to what they claim, and counted.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::bindings::{
    ColumnDescPtr, Encoding, Page, PageMetadata, PageReader, Physical, Result, SerializedPageReader,
};
use super::bounds::{Damage, check_dictionary, check_elements, check_numbers};
use super::source::Pages;
use super::{delta, levels};

/// What came of a column.
#[derive(Debug, Default)]
pub(super) struct Tally {
    values: AtomicU64,
    rows: AtomicU64,
}

impl Tally {
    pub(super) fn values(&self) -> u64 {
        self.values.load(Ordering::Relaxed)
    }

    pub(super) fn rows(&self) -> u64 {
        self.rows.load(Ordering::Relaxed)
    }
}

/// Pages that are checked and counted.
pub(super) struct Checked {
    pages: SerializedPageReader<Pages>,
    column: ColumnDescPtr,
    tally: Arc<Tally>,
}

impl Checked {
    pub(super) fn new(pages: SerializedPageReader<Pages>, column: ColumnDescPtr, tally: Arc<Tally>) -> Self {
        Self { pages, column, tally }
    }

    /// Rows that begin in the page and values in it, of a dictionary none of both.
    fn check(&self, page: &Page) -> std::result::Result<(u64, u64), Damage> {
        let values = u64::from(page.num_values());
        let bytes = page.buffer().len() as u64;
        if page.is_dictionary_page() {
            check_dictionary(values, bytes, self.least_bits())?;
            return Ok((0, 0));
        }
        let (rows, data) = self.take_apart(page).ok_or(Damage::Levels { values })?;
        check_elements(values, rows, bytes)?;
        let runs = match page.encoding() {
            Encoding::DELTA_BINARY_PACKED | Encoding::DELTA_LENGTH_BYTE_ARRAY => 1,
            // Lengths of what is shared with the value before, then lengths of the rest.
            Encoding::DELTA_BYTE_ARRAY => 2,
            _ => 0,
        };
        let mut rest = data;
        for _ in 0..runs {
            let run = delta::run(rest);
            check_numbers(run.as_ref().map(|run| run.numbers), values, bytes)?;
            rest = run.and_then(|run| rest.get(run.end..)).unwrap_or_default();
        }
        Ok((rows, values))
    }

    /// Bits that a value of a dictionary takes at least.
    fn least_bits(&self) -> u64 {
        match self.column.physical_type() {
            Physical::BOOLEAN => 1,
            Physical::INT32 | Physical::FLOAT | Physical::BYTE_ARRAY => 32,
            Physical::INT64 | Physical::DOUBLE => 64,
            Physical::INT96 => 96,
            Physical::FIXED_LEN_BYTE_ARRAY => {
                u64::try_from(self.column.type_length()).unwrap_or(0).max(1) * 8
            }
        }
    }

    /// Rows that begin in a page, and its data behind the levels.
    fn take_apart<'p>(&self, page: &'p Page) -> Option<(u64, &'p [u8])> {
        let (buffer, values) = (&**page.buffer(), u64::from(page.num_values()));
        let (repeats, defines) = (width(self.column.max_rep_level()), width(self.column.max_def_level()));
        let (row_levels, packed, data) = match page {
            Page::DataPage { rep_level_encoding, def_level_encoding, .. } => {
                let (row_levels, behind) = split_levels(buffer, repeats, *rep_level_encoding, values)?;
                let (_, data) = split_levels(behind, defines, *def_level_encoding, values)?;
                (row_levels, *rep_level_encoding != Encoding::RLE, data)
            }
            Page::DataPageV2 { rep_levels_byte_len, def_levels_byte_len, .. } => {
                let (row_levels, behind) = buffer.split_at_checked(*rep_levels_byte_len as usize)?;
                (row_levels, false, behind.get(*def_levels_byte_len as usize..)?)
            }
            Page::DictionaryPage { .. } => return None,
        };
        let rows = match (repeats, packed) {
            (0, _) => values,
            (_, true) => levels::packed_zeros(row_levels, repeats, values)?,
            (_, false) => levels::rows_begun(row_levels, repeats, values)?,
        };
        Some((rows, data))
    }
}

/// Bits of a level.
fn width(max_level: i16) -> usize {
    (i16::BITS - max_level.leading_zeros()) as usize
}

/// Levels of a page of the first version, and what lies behind them.
fn split_levels(buffer: &[u8], width: usize, encoding: Encoding, values: u64) -> Option<(&[u8], &[u8])> {
    if width == 0 {
        return Some((&[], buffer));
    }
    if encoding == Encoding::RLE {
        let (length, behind) = buffer.split_first_chunk()?;
        return behind.split_at_checked(u32::from_le_bytes(*length) as usize);
    }
    buffer.split_at_checked(values.checked_mul(width as u64)?.div_ceil(8).try_into().ok()?)
}

impl PageReader for Checked {
    fn get_next_page(&mut self) -> Result<Option<Page>> {
        while let Some(page) = self.pages.get_next_page()? {
            let (rows, values) = self.check(&page)?;
            self.tally.rows.fetch_add(rows, Ordering::Relaxed);
            self.tally.values.fetch_add(values, Ordering::Relaxed);
            // The crate takes a page without values for the end of the column.
            if values > 0 || page.is_dictionary_page() {
                return Ok(Some(page));
            }
        }
        Ok(None)
    }

    fn peek_next_page(&mut self) -> Result<Option<PageMetadata>> {
        self.pages.peek_next_page()
    }

    fn skip_next_page(&mut self) -> Result<()> {
        self.pages.skip_next_page()
    }
}

impl Iterator for Checked {
    type Item = Result<Page>;

    fn next(&mut self) -> Option<Result<Page>> {
        self.get_next_page().transpose()
    }
}
