//! Which form text has, told by how it begins.

use super::delimited::header;
use super::outline::Outline;

/// The form of a log that is text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// JSON, a record or an array of records a line.
    Lines,
    /// JSON, not by lines.
    Documents,
    /// A table whose first line names its columns, and what stands between two of them.
    Delimited(u8),
}

/// Bytes that the form is told by.
pub(super) const BEGINNING: usize = 256 * 1024;

/// Tells the form by the first bytes. A table is one where a column bears the name of a top key, or where the file's name says so.
pub(super) fn form(beginning: &[u8], name: &str, heads: &[Box<str>]) -> Form {
    let text = beginning.trim_ascii_start();
    match text.first() {
        Some(b'{' | b'[') => json(text),
        Some(0x1e) => Form::Documents,
        _ => delimited(text, name, heads).map_or(Form::Lines, Form::Delimited),
    }
}

/// JSON is by lines where the first line is a whole value, or breaks off although its value could not go on.
fn json(text: &[u8]) -> Form {
    let first_line = text.split(|&byte| byte == b'\n').next().unwrap_or_default();
    let has_more_lines = first_line.len() < text.len();
    match Outline::end_of(text) {
        Some(Ok(end)) if end <= first_line.len() => {
            let behind = first_line[end..].trim_ascii_start();
            if behind.is_empty() { Form::Lines } else { Form::Documents }
        }
        Some(Ok(_)) => Form::Documents,
        // Given up within or right behind the first line: that line is broken, and others follow.
        Some(Err(_)) => {
            if text[0] == b'[' && has_more_lines && first_line.trim_ascii().len() == 1 {
                Form::Documents
            } else {
                Form::Lines
            }
        }
        // A value that does not end here: over many lines, or in one long line. Of arrays the elements are read one by one.
        None if has_more_lines || text[0] == b'[' => Form::Documents,
        None => Form::Lines,
    }
}

/// What stands between the columns of a table, where the text is one.
fn delimited(text: &[u8], name: &str, heads: &[Box<str>]) -> Option<u8> {
    let plain = ["gz", "zst", "zstd"]
        .iter()
        .find_map(|end| name.strip_suffix(end)?.strip_suffix('.'))
        .unwrap_or(name);
    let extension = plain.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    let columns = |delimiter: &u8| header(text, *delimiter);
    let best =
        [b',', b'\t', b';', b'|'].into_iter().rev().max_by_key(|delimiter| columns(delimiter).len())?;
    let names_a_field = columns(&best).iter().any(|column| heads.iter().any(|head| **head == **column));
    (names_a_field || matches!(&*extension, "csv" | "tsv")).then_some(best)
}

#[cfg(test)]
mod tests {
    use super::{Form, form};

    #[test]
    fn forms_are_told_by_how_text_begins() {
        let heads = ["id".into(), "account".into()];
        let told = |text: &str| form(text.as_bytes(), "log", &heads);
        for lines in [
            "",
            "{\"id\": 1}",
            "\n {\"id\": 1} \r\n{",
            "[{}, {}]\n[{}]",
            "x",
            "null",
            "{\"id\": \"a\n{\"id\": 2}",
            "{\"id\": 1\n{\"id\": 2}",
            "[\"id\": 1}\n{}",
            "{\"id\": 1",
        ] {
            assert_eq!(told(lines), Form::Lines, "{lines}");
        }
        for documents in [
            "[\n{\"id\": 1},\n",
            "[{\"id\": 1},",
            "{\n \"id\": 1\n}",
            "{\"id\": 1}{",
            "{\"id\": 1},\n{",
            "{\"r\": [\n{\"id\": 1},\n{",
            "\u{1e}{}",
            "[\n{\"a\": \"b\n{}\n]",
        ] {
            assert_eq!(told(documents), Form::Documents, "{documents}");
        }
        assert_eq!(told("id,ts\n1,2"), Form::Delimited(b','));
        assert_eq!(told("\"account\"\tts\n1,2"), Form::Delimited(b'\t'));
        assert_eq!(told("ts;id;x,y\n"), Form::Delimited(b';'));
        assert_eq!(told("a,b\n"), Form::Lines);
        assert_eq!(form(b"a,b\n", "x.CSV.gz", &heads), Form::Delimited(b','));
    }
}
