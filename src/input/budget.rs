//! Prompts over the budget keep their head and their tail: an application's own words stand before or behind what its users
//! bring, and neither a long system prompt nor filler may push the rest out.

use std::borrow::Cow;

/// What stands for the text that is left out.
const GAP: &str = "\n";

/// The text where it has at most so many bytes, else its head and its tail, half of the budget each, with a line break
/// between them, cut at the ends of characters.
pub(super) fn within(text: &str, max_bytes: usize) -> Cow<'_, str> {
    if text.len() <= max_bytes {
        return Cow::Borrowed(text);
    }
    let Some(kept) = max_bytes.checked_sub(GAP.len()) else {
        return Cow::Borrowed("");
    };
    let head = text.floor_char_boundary(kept.div_ceil(2));
    let tail = text.ceil_char_boundary(text.len() - kept / 2);
    Cow::Owned([&text[..head], GAP, &text[tail..]].concat())
}

#[cfg(test)]
mod tests {
    use super::within;

    #[test]
    fn head_and_tail_are_kept_within_the_budget() {
        assert_eq!(within("abcdef", 6), "abcdef");
        assert_eq!(within("abcdefgh", 7), "abc\nfgh");
        assert_eq!(within("abcdefgh", 6), "abc\ngh");
        assert_eq!(within("\u{e9}\u{e9}\u{e9}\u{e9}", 6), "\u{e9}\n\u{e9}");
        assert_eq!((within("abc", 1), within("abc", 0)), ("\n".into(), "".into()));
    }
}
