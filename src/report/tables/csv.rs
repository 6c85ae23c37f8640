//! Tables as CSV: RFC 4180, in UTF-8, times as RFC 3339 in UTC.
//!
//! Whoever names an account could have a spreadsheet compute: text that begins with `=`, `+`, `-`, `@`, a tab or a carriage return, also
//! behind blanks, gets an apostrophe before it, which spreadsheets take for the mark of text (OWASP, "CSV Injection"). Numbers are never
//! touched.

use std::io::{self, Write};

use super::column::{Table, Values};
use crate::request::Timestamp;

pub(super) fn write(out: &mut dyn Write, table: &Table) -> io::Result<()> {
    let names: Vec<&str> = table.columns.iter().map(|(name, _)| *name).collect();
    write!(out, "{}\r\n", names.join(","))?;
    for row in 0..table.rows {
        for (place, (_, values)) in table.columns.iter().enumerate() {
            if place > 0 {
                out.write_all(b",")?;
            }
            cell(out, values, row)?;
        }
        out.write_all(b"\r\n")?;
    }
    Ok(())
}

fn cell(out: &mut dyn Write, values: &Values, row: usize) -> io::Result<()> {
    match values {
        Values::Text(texts) => out.write_all(quoted(&texts[row]).as_bytes()),
        Values::Maybe(texts) => {
            texts[row].as_ref().map_or(Ok(()), |text| out.write_all(quoted(text).as_bytes()))
        }
        Values::Whole(numbers) => write!(out, "{}", numbers[row]),
        Values::Number(numbers) => write!(out, "{}", numbers[row]),
        Values::Flag(flags) => write!(out, "{}", flags[row]),
        Values::Time(times) => write!(out, "{}", Timestamp::from_millis(times[row]).unwrap_or_default()),
    }
}

/// Text as a cell: harmless to spreadsheets, in quotes where it holds what parts cells.
fn quoted(text: &str) -> String {
    let is_formula = text.trim_start_matches(' ').starts_with(['=', '+', '-', '@', '\t', '\r']);
    let text = if is_formula { format!("'{text}") } else { text.to_owned() };
    let needs = text.contains([',', '"', '\n', '\r']) || text.starts_with(' ') || text.ends_with(' ');
    if needs { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}
