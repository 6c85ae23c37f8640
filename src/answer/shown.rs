//! Names and numbers as they are shown.

use crate::decimals::decimals;
use crate::visible::visible_path;

/// A number with its error.
pub(super) fn measured(value: f64, error: Option<f64>) -> String {
    let error = error.map(|error| format!(" \u{b1} {error:.3}")).unwrap_or_default();
    format!("{:<16}", format!("{}{error}", decimals(value, 3)))
}

/// Text on one line.
pub(super) fn line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// How many more there are than are shown.
pub(super) fn more(all: usize, shown: usize) -> String {
    if all > shown { format!("  and {} more\n", all - shown) } else { String::new() }
}

/// A name of the log on one line.
pub(super) fn name(text: &str) -> String {
    visible_path(text.as_ref())
}

/// So many of something.
pub(super) fn count(number: usize, one: &str) -> String {
    format!("{number} {one}{}", if number == 1 { "" } else { "s" })
}
