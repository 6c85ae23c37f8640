//! Text that is shown without its content.

/// Characters of masked text that are shown.
const SHOWN: usize = 40;

/// The form of a text without its content: digits as `0`, letters as `a`, at most 40 characters. It
/// shows what is wrong with a time and shows no prompt where the wrong field was mapped.
pub(super) fn shape(text: &str) -> String {
    let masked = text.chars().map(|c| match c {
        c if c.is_ascii_digit() => '0',
        c if c.is_ascii_punctuation() || c == ' ' => c,
        _ => 'a',
    });
    masked.take(SHOWN).collect()
}

/// The same, and of a longer text how long it is.
pub(super) fn mask(text: &str) -> String {
    let length = text.chars().count();
    let shown = shape(text);
    if length > SHOWN { format!("{shown}... ({length} characters)") } else { shown }
}

#[cfg(test)]
mod tests {
    use super::{mask, shape};

    #[test]
    fn no_letter_or_digit_is_shown() {
        assert_eq!(mask("Ann-17 \u{e9}\n"), "aaa-00 aa");
        assert_eq!(mask(&"x1".repeat(30)), format!("{}... (60 characters)", "a0".repeat(20)));
        assert_eq!(mask(""), "");
        assert_eq!(shape("12 May 2026, 07:15 Uhr"), "00 aaa 0000, 00:00 aaa");
        assert_eq!(shape(&"\u{e9}".repeat(100)).len(), 40);
    }
}
