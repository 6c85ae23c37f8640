//! A template's text with its slots told from its words.

use serde::Serialize;

use super::sample::beginning;

/// A piece of a template: words, or a slot.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(super) struct Piece<'a> {
    /// Whether it is a slot such as `{1}`.
    pub slot: bool,
    /// The text.
    pub text: &'a str,
}

/// The pieces of a text, with `most` bytes at most, and the bytes that are left out.
pub(super) fn pieces(text: &str, most: usize) -> (Vec<Piece<'_>>, usize) {
    let shown = beginning(text, most);
    let mut pieces = Vec::new();
    let (mut words, mut rest) = (0, 0);
    while let Some((start, end)) = slot(shown, rest) {
        if start > words {
            pieces.push(Piece { slot: false, text: &shown[words..start] });
        }
        pieces.push(Piece { slot: true, text: &shown[start..end] });
        (words, rest) = (end, end);
    }
    if words < shown.len() {
        pieces.push(Piece { slot: false, text: &shown[words..] });
    }
    (pieces, text.len() - shown.len())
}

/// The next slot from a place on: digits in braces.
fn slot(text: &str, from: usize) -> Option<(usize, usize)> {
    let mut from = from;
    loop {
        let start = from + text.get(from..)?.find('{')?;
        let digits = text[start + 1..].bytes().take_while(u8::is_ascii_digit).count();
        let end = start + 1 + digits;
        if digits > 0 && text[end..].starts_with('}') {
            return Some((start, end + 1));
        }
        from = start + 1;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::pieces;

    #[test]
    fn slots_are_told_from_words() {
        let shown = |text, most| {
            let (pieces, left_out) = pieces(text, most);
            (pieces.into_iter().map(|piece| (piece.slot, piece.text)).collect::<Vec<_>>(), left_out)
        };
        assert_eq!(
            shown("{1} of {x}{23}: {", 99),
            (vec![(true, "{1}"), (false, " of {x}"), (true, "{23}"), (false, ": {")], 0)
        );
        assert_eq!(shown("a\u{e9}b", 2), (vec![(false, "a")], 3));
    }

    proptest! {
        #[test]
        fn no_character_is_lost(text in "[{}0-9a\u{e9}]{0,30}", most in 0_usize..40) {
            let (pieces, left_out) = pieces(&text, most);
            let whole: String = pieces.iter().map(|piece| piece.text).collect();
            prop_assert_eq!(whole.len() + left_out, text.len());
            prop_assert!(text.starts_with(&whole));
        }
    }
}
