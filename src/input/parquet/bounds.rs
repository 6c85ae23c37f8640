//! What a file claims of itself, held against what can be, and what is wrong where it cannot.

/// Rows that a byte can hold. An id of its own costs a row more than a hundredth byte in any encoding.
const ROWS_A_BYTE: u64 = 16 * 1024;

/// Values of lists, beyond one a row, that a byte of a page can hold; each takes a hundred bytes of memory.
const ELEMENTS_A_BYTE: u64 = 256;

/// Numbers stored as differences that a byte of a page can hold; writers hold two hundred at most.
const NUMBERS_A_BYTE: u64 = 1024;

/// Where a file is damaged, and what was expected. Columns count from 1 in the order of the file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum Damage {
    #[error("a row group claims {rows} rows in {bytes} bytes")]
    Rows { rows: i64, bytes: u64 },
    #[error("column {column} lies outside the file")]
    Outside { column: usize },
    #[error("a row group claims {rows} rows, its column {column} {values} values")]
    Values { rows: i64, column: usize, values: i64 },
    #[error("column {column} claims {values} values in {rows} rows, got {got_values} in {got_rows}")]
    Read { column: usize, values: u64, rows: u64, got_values: u64, got_rows: u64 },
    #[error("the file claims {rows} rows, its row groups {sum}")]
    Total { rows: i64, sum: u64 },
    #[error("expected the header of a page")]
    Header,
    #[error("a page claims to be {uncompressed} bytes that were compressed to {compressed}")]
    Page { uncompressed: i64, compressed: i64 },
    #[error("a dictionary claims {values} values in {bytes} bytes")]
    Dictionary { values: u64, bytes: u64 },
    #[error("a page claims {values} values, and has fewer levels")]
    Levels { values: u64 },
    #[error("a page claims {values} values for {rows} rows in {bytes} bytes")]
    Elements { values: u64, rows: u64, bytes: u64 },
    #[error(
        "expected at most {values} numbers stored as differences in {bytes} bytes, got other data or more"
    )]
    Numbers { values: u64, bytes: u64 },
}

/// What is claimed of a column of a row group.
pub(super) struct Claim {
    pub(super) mapped: bool,
    pub(super) nested: bool,
    pub(super) start: i64,
    pub(super) bytes: i64,
    pub(super) values: i64,
}

/// What to read of a row group.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Plan {
    /// Rows that all columns claim to hold.
    pub(super) rows: u64,
    pub(super) bytes: u64,
    /// What is wrong once these are read.
    pub(super) then: Option<Damage>,
}

/// Plans the reading of a row group of so many rows, in a file of so many bytes.
pub(super) fn plan(rows: i64, columns: &[Claim], file_bytes: u64) -> Result<Plan, Damage> {
    let numbered = || columns.iter().enumerate().map(|(at, claim)| (at + 1, claim));
    let within = |claim: &Claim| {
        let (start, bytes) = (u64::try_from(claim.start).ok()?, u64::try_from(claim.bytes).ok()?);
        start.checked_add(bytes).filter(|end| *end <= file_bytes).map(|_| bytes)
    };
    let mut bytes = 0_u64;
    for (column, claim) in numbered().filter(|(_, claim)| claim.mapped) {
        bytes = bytes.saturating_add(within(claim).ok_or(Damage::Outside { column })?);
    }
    // Where nothing is mapped each row is told as such, and the whole file bounds their number.
    let holding = if bytes == 0 { file_bytes } else { bytes };
    let counted = u64::try_from(rows).ok().filter(|rows| *rows <= holding.saturating_mul(ROWS_A_BYTE));
    let mut plan = Plan { rows: counted.ok_or(Damage::Rows { rows, bytes: holding })?, bytes, then: None };
    for (column, claim) in numbered() {
        // A row has one value of a column, or in lists one at least.
        if claim.values != rows && (claim.values < rows || !claim.nested) {
            plan.rows = plan.rows.min(claim.values.try_into().unwrap_or(0));
            plan.then = plan.then.or(Some(Damage::Values { rows, column, values: claim.values }));
        }
    }
    Ok(plan)
}

/// Checks the size that a page claims against the most that a byte can be decompressed to.
pub(super) fn check_size(uncompressed: i64, compressed: i64, most: i64) -> Result<(), Damage> {
    // Small pages may have a frame of their own.
    let limit = compressed.saturating_add(64).saturating_mul(most);
    let possible = compressed >= 0 && (0..=limit).contains(&uncompressed);
    if possible { Ok(()) } else { Err(Damage::Page { uncompressed, compressed }) }
}

/// Checks a dictionary whose values take so many bits at least.
pub(super) fn check_dictionary(values: u64, bytes: u64, bits: u64) -> Result<(), Damage> {
    let possible = values.saturating_mul(bits) <= bytes.saturating_mul(8);
    if possible { Ok(()) } else { Err(Damage::Dictionary { values, bytes }) }
}

/// Checks how many values of lists a page holds.
pub(super) fn check_elements(values: u64, rows: u64, bytes: u64) -> Result<(), Damage> {
    let possible = values.saturating_sub(rows) <= bytes.saturating_mul(ELEMENTS_A_BYTE);
    if possible { Ok(()) } else { Err(Damage::Elements { values, rows, bytes }) }
}

/// Checks how many numbers stored as differences a page holds.
pub(super) fn check_numbers(numbers: Option<u64>, values: u64, bytes: u64) -> Result<(), Damage> {
    let possible = numbers.is_some_and(|numbers| numbers <= values.min(bytes.saturating_mul(NUMBERS_A_BYTE)));
    if possible { Ok(()) } else { Err(Damage::Numbers { values, bytes }) }
}
