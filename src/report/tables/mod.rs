//! A report's findings as tables, for spreadsheets and databases.

mod column;
mod csv;
#[cfg(feature = "parquet")]
mod parquet;
mod rows;

use std::io::{self, Write};

use crate::finding::Findings;

use self::column::Table;

/// A form of tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TableFormat {
    /// Text with commas, quoted as RFC 4180 has it.
    Csv,
    /// Apache Parquet.
    #[cfg(feature = "parquet")]
    Parquet,
}

impl TableFormat {
    /// All of them.
    pub const ALL: &'static [Self] = &[
        Self::Csv,
        #[cfg(feature = "parquet")]
        Self::Parquet,
    ];

    /// Its name, which its files end with.
    pub fn name(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            #[cfg(feature = "parquet")]
            Self::Parquet => "parquet",
        }
    }

    fn write(self, out: &mut dyn Write, table: &Table) -> io::Result<()> {
        match self {
            Self::Csv => csv::write(out, table),
            #[cfg(feature = "parquet")]
            Self::Parquet => parquet::write(out, table),
        }
    }
}

/// Gives each table's file name and what writes it: accounts, requests, campaigns, members, templates.
pub(super) fn each<E>(
    findings: &Findings,
    format: TableFormat,
    mut add: impl FnMut(&str, &mut dyn FnMut(&mut dyn Write) -> io::Result<()>) -> Result<(), E>,
) -> Result<(), E> {
    for make in rows::ALL {
        let table = make(findings);
        add(&format!("{}.{}", table.name, format.name()), &mut |out| format.write(out, &table))?;
    }
    Ok(())
}
