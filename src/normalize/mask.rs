//! Volatile spans: what changes from request to request without meaning, masked to one word a kind.

/// The folded word of any number.
pub(super) const NUMBER: &str = "<number>";
/// The folded word of any identifier (hexadecimal, UUID, long mixture of letters and digits).
pub(super) const IDENTIFIER: &str = "<id>";
/// The folded word of any URL.
pub(super) const LINK: &str = "<link>";

/// The mask of a folded word made of letters and digits, where it is volatile.
pub(super) fn mask(word: &str) -> Option<&'static str> {
    if !word.bytes().any(|b| b.is_ascii_digit()) {
        return word.chars().all(char::is_numeric).then_some(NUMBER);
    }
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    if letters == 0 {
        return Some(NUMBER);
    }
    let hexadecimal = word.bytes().all(|b| b.is_ascii_hexdigit());
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    let identifier = (hexadecimal && word.len() >= 6) || (word.len() >= 10 && digits >= 3);
    identifier.then_some(IDENTIFIER)
}

/// The length in bytes of the URL that `text` begins with, zero where it begins with none.
pub(super) fn link_length(text: &str) -> usize {
    let head = &text.as_bytes()[..text.len().min(8)];
    let is_link = head.starts_with(b"http://") || head.starts_with(b"https://") || head.starts_with(b"www.");
    if !is_link {
        return 0;
    }
    text.find(|c: char| c.is_whitespace() || matches!(c, '"' | '<' | '>' | ')' | ']' | '}'))
        .unwrap_or(text.len())
}
