//! Data within a page: JSON that nothing can leave.

use serde::Serialize;

use crate::report::json::line_of;

/// A value as JSON that can stand between the tags of a script: what could end it or begin a comment stands as an escape, and so does
/// what is hidden (U+2028 and U+2029 too).
pub(super) fn block(value: &impl Serialize) -> String {
    line_of(value).replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026")
}

#[cfg(test)]
mod tests {
    use super::block;

    #[test]
    fn nothing_leaves_a_block_and_all_is_read_back() {
        let hostile = "</script><!--&amp;\u{2028}\u{2029}\u{202e}\u{0}";
        let text = block(&[hostile]);
        assert!(text.chars().all(|c| c.is_ascii_graphic() && !"<>&".contains(c)), "{text}");
        let read: Vec<String> = serde_json::from_str(&text).unwrap();
        assert_eq!(read, [hostile]);
    }
}
