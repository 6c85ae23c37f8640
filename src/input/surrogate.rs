//! Half characters in JSON text.
//!
//! Some writers of JSON let a lone UTF-16 surrogate through as `\ud83d`, which no UTF-8 text can hold. A
//! client could put one into every prompt and so keep its requests out of a reader that gives up on them.

/// The JSON text with each escape of a lone surrogate replaced by that of U+FFFD; none where it has none.
pub(super) fn replace_lone(json: &str) -> Option<String> {
    let mut whole = String::new();
    let mut copied = 0;
    let mut at = 0;
    while let Some(found) = memchr::memchr(b'\\', &json.as_bytes()[at..]) {
        at += found;
        match (unit(json, at), unit(json, at + 6)) {
            (Some(0xD800..=0xDBFF), Some(0xDC00..=0xDFFF)) => at += 12,
            (Some(0xD800..=0xDFFF), _) => {
                whole.push_str(&json[copied..at]);
                whole.push_str("\\ufffd");
                at += 6;
                copied = at;
            }
            (Some(_), _) => at += 6,
            // Another escape: a backslash and the character after it, which may be a backslash.
            (None, _) => at += 1 + json[at + 1..].chars().next().map_or(0, char::len_utf8),
        }
    }
    whole.push_str(&json[copied..]);
    (copied > 0).then_some(whole)
}

/// The UTF-16 unit of an escape `\uXXXX` at this place.
fn unit(json: &str, at: usize) -> Option<u16> {
    let digits = json.get(at..at + 6)?.strip_prefix("\\u")?;
    digits.bytes().all(|b| b.is_ascii_hexdigit()).then(|| u16::from_str_radix(digits, 16).ok())?
}

#[cfg(test)]
mod tests {
    use super::replace_lone;

    #[test]
    fn only_lone_ones_are_replaced() {
        assert_eq!(replace_lone(r#""a\ud83d\ude00b\n\u00e9\\ud83d""#), None);
        assert_eq!(replace_lone(r#""\ud83d""#).as_deref(), Some(r#""\ufffd""#));
        assert_eq!(
            replace_lone(r#""\ude00\ud83dx\\\ud83d é""#).as_deref(),
            Some(r#""\ufffd\ufffdx\\\ufffd é""#)
        );
        assert_eq!(replace_lone(r#""\ud83d\u0041""#).as_deref(), Some(r#""\ufffd\u0041""#));
        assert_eq!(replace_lone("\\"), None);
        assert_eq!(replace_lone("\\é\\ud8"), None);
    }
}
