//! Visible: text of a log as a terminal, an editor or a page may show it.
//!
//! Controls can drive a terminal, marks of direction can turn what stands after them around, and marks without width can make two names
//! look alike (Unicode Technical Report 36, sections 3.2 and 3.6; Boucher and Anderson, Trojan Source, 2021).

use std::borrow::Cow;
use std::fmt::Write;
use std::path::Path;

/// Whether a character is shown by its number: controls, line and paragraph separators, marks of direction, marks without width.
pub fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{feff}' | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// Text in which each hidden character but a new line stands as its number, such as `\u{1b}`.
///
/// ```
/// # use hydrascope::visible::visible;
/// assert_eq!(visible("a\u{202e}b\nc"), "a\\u{202e}b\nc");
/// ```
pub fn visible(text: &str) -> Cow<'_, str> {
    escaped(text, |c: char| c == '\n' || !is_hidden(c))
}

/// The name of a file in which each hidden character stands as its number, new lines too: whoever names a file writes no line of a
/// message.
///
/// ```
/// # use hydrascope::visible::visible_path;
/// assert_eq!(visible_path("a\n.jsonl".as_ref()), "a\\u{a}.jsonl");
/// ```
pub fn visible_path(path: &Path) -> String {
    escaped(&path.to_string_lossy(), |c| !is_hidden(c)).into_owned()
}

fn escaped(text: &str, is_shown: impl Fn(char) -> bool) -> Cow<'_, str> {
    if text.chars().all(&is_shown) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if is_shown(c) {
            shown.push(c);
        } else {
            let _ = write!(shown, "\\u{{{:x}}}", u32::from(c));
        }
    }
    Cow::Owned(shown)
}
