//! Tables in Markdown.

use crate::list::figure;

/// A row of cells.
pub(crate) fn row<C: AsRef<str>>(cells: &[C]) -> String {
    let cells: Vec<String> = cells.iter().map(|cell| one_line(cell.as_ref())).collect();
    format!("| {} |\n", cells.join(" | "))
}

/// The head of a table: its first row, and the line below it.
pub(crate) fn head<C: AsRef<str>>(cells: &[C]) -> String {
    row(cells) + &row(&vec!["---"; cells.len()])
}

/// A table, or words for its being empty.
pub(crate) fn table_or(heads: &[&str], rows: &[Vec<String>], none: &str) -> String {
    if rows.is_empty() {
        return format!("{none}\n");
    }
    head(heads) + &rows.iter().map(|cells| row(cells)).collect::<String>()
}

/// A share to four digits, or a dash.
pub(crate) fn share(value: Option<f64>) -> String {
    figure("", value)
}

/// Text that cannot end its cell.
fn one_line(text: &str) -> String {
    text.replace('|', "\\|").replace(['\n', '\r'], " ")
}

#[cfg(test)]
mod tests {
    use super::{row, table_or};

    #[test]
    fn a_name_stays_in_its_cell() {
        assert_eq!(row(&["a|b", "c\nd"]), "| a\\|b | c d |\n");
        let table = table_or(&["x"], &[vec!["1".to_owned()]], "none");
        assert_eq!((&*table, &*table_or(&["x"], &[], "none")), ("| x |\n| --- |\n| 1 |\n", "none\n"));
    }
}
