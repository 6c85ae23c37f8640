//! Lists of a table: a name in front, cells behind.

use crate::score::is_count;

/// The least width of a name.
const NAME: usize = 28;

/// A headed list.
pub(crate) struct List {
    head: (String, String),
    rows: Vec<(String, String)>,
}

impl List {
    /// A list of names with their cells, under the heads of both.
    pub(crate) fn new(name: &str, cells: &str, rows: impl Iterator<Item = (String, String)>) -> Self {
        Self { head: (name.to_owned(), cells.to_owned()), rows: rows.collect() }
    }

    /// The first rows as text, and how many more there are. Names are as wide as the widest that is shown.
    pub(crate) fn text(&self, rows: usize) -> String {
        let shown = || std::iter::once(&self.head).chain(self.rows.iter().take(rows));
        let width = shown().map(|(name, _)| name.chars().count()).fold(NAME, usize::max);
        let mut text = String::from("\n");
        for (name, cells) in shown() {
            text += format!("{name:width$} {cells}").trim_end();
            text.push('\n');
        }
        if self.rows.len() > rows {
            text += &format!("... {} more\n", self.rows.len() - rows);
        }
        text
    }

    /// As [`List::text`], or words for its being empty.
    pub(crate) fn text_or(&self, rows: usize, none: &str) -> String {
        if self.rows.is_empty() { format!("\n{none}\n") } else { self.text(rows) }
    }
}

/// A single figure: a count as such, a share to four digits.
pub(crate) fn figure(name: &str, value: Option<f64>) -> String {
    match value {
        None => "-".to_owned(),
        Some(value) if is_count(name) => format!("{value:.0}"),
        Some(value) => format!("{value:.4}"),
    }
}
